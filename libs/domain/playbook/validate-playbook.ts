// Is this document a playbook one can sell by? All problems at once, each with its place and the way out.
import Ajv2020 from 'ajv/dist/2020';
import { afterSalesProblems } from './after-sales';
import { breakThroughProblems } from './break-through';
import { channelProblems } from './channels';
import { callScriptProblems } from './call-scripts';
import { contributionProblems } from './contribution';
import { leadProblems } from './leads';
import { giftProblems } from './gifts';
import { negotiationProblems } from './negotiation-cases';
import { objectionMeasureProblems } from './objection-measures';
import { officialChannelProblems } from './official-channel';
import { offerPolicyProblems } from './offer-policy-problems';
import { outcomeProblems } from './outcome-problems';
import type { PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { playbookSchema } from './playbook-schema';
import { questionBankProblems } from './question-bank';
import { referenceProblems } from './reference-problems';
import { rehearsalProblems } from './rehearsals';
import { complexityProblems, stageProblems } from './stage-problems';
import { strategyProblems } from './strategy-problems';
import { visitProblems } from './visits';
import { walkProblems } from './walk-problems';

export type CheckedPlaybook = { definition: PlaybookDefinition } | { problems: PlaybookProblem[] };

/** Past this many, more problems only hide the first ones. */
const MAX_PROBLEMS = 100;

const validateStructure = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(playbookSchema);

export function validatePlaybook(document: unknown): CheckedPlaybook {
  if (!validateStructure(document)) {
    const problems = (validateStructure.errors ?? []).map((error) => {
      const params = error.params as { additionalProperty?: string; missingProperty?: string };
      const child = params.additionalProperty ?? params.missingProperty;
      const path = [...error.instancePath.split('/').slice(1), ...(child === undefined ? [] : [child])].join('.');
      return problem(path, 'structure', `${path || 'the document'}: ${error.message ?? error.keyword}`);
    });
    return { problems: problems.slice(0, MAX_PROBLEMS) };
  }
  const definition = document as PlaybookDefinition;
  const references = [
    ...referenceProblems(definition),
    ...stageProblems(definition),
    ...complexityProblems(definition),
    ...outcomeProblems(definition),
    ...questionBankProblems(definition),
    ...breakThroughProblems(definition),
    ...contributionProblems(definition),
    ...giftProblems(definition),
    ...channelProblems(definition),
    ...leadProblems(definition),
    ...afterSalesProblems(definition),
    ...objectionMeasureProblems(definition),
    ...strategyProblems(definition),
    ...callScriptProblems(definition),
    ...rehearsalProblems(definition),
    ...visitProblems(definition),
    ...officialChannelProblems(definition),
    ...negotiationProblems(definition),
  ];
  // A walk through gates that name things which are not there would only repeat these problems in other words.
  const problems =
    references.length > 0 ? references : [...walkProblems(definition), ...offerPolicyProblems(definition)];
  return problems.length === 0 ? { definition } : { problems: problems.slice(0, MAX_PROBLEMS) };
}
