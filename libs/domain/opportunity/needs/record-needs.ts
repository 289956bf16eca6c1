// Recording a need, guiding it from latent to explicit with the customer's words, and accepting what stays unmet (S19b).
import { localDateOf } from '../../business-time/business-time';
import { latestCatalogue } from '../../catalogue/catalogue-stream';
import { catalogueStreamId } from '../../derived-id';
import type { Id, StreamRef } from '../../event';
import { missingField, refuse, refuseField, type Refusal } from '../../refusal';
import { refuseUnlessText } from '../../said';
import { refuseUnlessContact } from '../../customer/own-contact';
import { firstRefusal, sealedText, type Deciding } from '../deciding';
import { refuseUntilGateOf } from '../gate-standing';
import type { OpportunityCommand } from '../opportunity-commands';
import type { AcceptNeedGap, GuideNeed, Need, NeedGapAccepted, NeedGuided, NeedRecorded, RecordNeed } from './needs';

/** What one customer needs at one time is said in fewer words; it also bounds the fold. */
export const MAX_NEEDS = 50;
export const MAX_DIFFICULTIES_OF_NEED = 20;

export function recordNeed(command: RecordNeed, deciding: Deciding): NeedRecorded[] | Refusal {
  const { state, context } = deciding;
  const { kind, difficulties, contactId, words } = command;
  const refusal = firstRefusal(
    refuseUnlessText('words', words),
    refuseUnlessContactGiven(contactId, deciding),
    refuseUnlessDifficulties(difficulties, deciding),
    state.needs.needs.size >= MAX_NEEDS ? refuse('LIMIT_EXCEEDED', [], { limit: MAX_NEEDS }) : undefined,
  );
  if (refusal !== undefined) return refusal;
  return [
    {
      type: 'NeedRecorded',
      data: { needId: context.newId(0), kind, difficulties, contactId },
      ...sealedText(deciding, { words }, contactId),
    },
  ];
}

/** What guiding a need is, is selling at the level where the playbook asks for it. */
export function guideNeed(command: GuideNeed, deciding: Deciding): NeedGuided[] | Refusal {
  const need = deciding.state.needs.needs.get(command.needId);
  if (need === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('needId', 'unknown')]);
  const { needId, outcome, evidence } = command;
  const difficulties = command.difficulties ?? [...need.difficulties];
  const refusal = firstRefusal(
    refuseUntilGateOf('need-guided', deciding),
    refuseUnlessText('evidence', evidence),
    refuseUnlessDifficulties(difficulties, deciding),
    refuseUnlessOutcome(command, need, difficulties),
  );
  if (refusal !== undefined) return refusal;
  return [
    {
      type: 'NeedGuided',
      data: { needId, outcome, difficulties },
      ...sealedText(deciding, { evidence }, need.contactId),
    },
  ];
}

/** The customer knows that this stays unmet; it is not for saying so about what a recommended product meets. */
export function acceptNeedGap(command: AcceptNeedGap, deciding: Deciding): NeedGapAccepted[] | Refusal {
  const { needs, recommendation } = deciding.state.needs;
  const need = needs.get(command.needId);
  if (need === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('needId', 'unknown')]);
  const { needId, difficulties, reason } = command;
  const refusal = firstRefusal(
    refuseUnlessText('reason', reason),
    difficulties.length === 0 ? refuseField('difficulties', 'required') : undefined,
    ...difficulties.map((each, index) => {
      if (!need.difficulties.includes(each)) return refuseField(`difficulties.${index}`, 'not-of-this-need');
      const met = recommendation?.products.some(({ meets }) => meets.includes(each)) === true;
      return met ? refuseField(`difficulties.${index}`, 'met-by-recommended') : undefined;
    }),
  );
  if (refusal !== undefined) return refusal;
  return [
    { type: 'NeedGapAccepted', data: { needId, difficulties }, ...sealedText(deciding, { reason }, need.contactId) },
  ];
}

/** A latent need becomes one that the customer says; an explicit one stands, grows or is put otherwise. */
function refuseUnlessOutcome({ outcome }: GuideNeed, need: Need, difficulties: readonly string[]): Refusal | undefined {
  if (need.kind === 'latent') return outcome === 'created' ? undefined : refuseField('outcome', 'latent-is-created');
  const added = difficulties.some((each) => !need.difficulties.includes(each));
  const dropped = need.difficulties.some((each) => !difficulties.includes(each));
  switch (outcome) {
    case 'created':
      return refuseField('outcome', 'explicit-already');
    case 'confirmed':
      return added || dropped ? refuseField('difficulties', 'not-as-confirmed') : undefined;
    case 'widened':
      return added && !dropped ? undefined : refuseField('difficulties', 'not-wider');
    case 'rewritten':
      return added ? undefined : refuseField('difficulties', 'not-rewritten');
  }
}

function refuseUnlessDifficulties(difficulties: readonly string[], { context }: Deciding): Refusal | undefined {
  const published = latestCatalogue(context.facts.catalogue.get(catalogueStreamId));
  if (published === undefined) return catalogueMissing();
  if (difficulties.length === 0) return refuseField('difficulties', 'required');
  if (difficulties.length > MAX_DIFFICULTIES_OF_NEED) {
    return refuse('LIMIT_EXCEEDED', [missingField('difficulties', 'too-many')], { limit: MAX_DIFFICULTIES_OF_NEED });
  }
  if (new Set(difficulties).size < difficulties.length) return refuseField('difficulties', 'repeated');
  const known = published.catalogue.difficulties.map(({ code }) => code);
  const unknown = difficulties.findIndex((each) => !known.includes(each));
  if (unknown < 0) return undefined;
  return refuse('UNKNOWN_REFERENCE', [missingField(`difficulties.${unknown}`, 'unknown')], {
    catalogueVersion: published.version,
  });
}

export function catalogueMissing(): Refusal {
  return refuse('CATALOGUE_MISSING', [
    { what: 'reference', key: 'catalogue', problem: 'not-published', suppliedBy: [{ role: 'administrator' }] },
  ]);
}

export function refuseUnlessContactGiven(
  contactId: Id | undefined,
  { state, context }: Deciding,
  field = 'contactId',
): Refusal | undefined {
  if (contactId === undefined) return undefined;
  const refusal = refuseUnlessContact(contactId, state.customerId, context);
  if (refusal === undefined) return undefined;
  return { ...refusal, missing: refusal.missing.map((missing) => ({ ...missing, key: field, contactId })) };
}

/** The day that a command counts as: what is sold then. */
export function dayOf({ context }: Deciding): string {
  return localDateOf(context.now);
}

/** Streams that the rules of this folder read. */
export function factsOfNeeds(command: OpportunityCommand): StreamRef[] {
  switch (command.type) {
    case 'PlanQuestions':
      return contactRefs(command.contactId);
    case 'RecordNeed':
      return [{ type: 'catalogue', id: catalogueStreamId }, ...contactRefs(command.contactId)];
    case 'GuideNeed':
    case 'RecommendProducts':
      return [{ type: 'catalogue', id: catalogueStreamId }];
    default:
      return [];
  }
}

function contactRefs(contactId: Id | undefined): StreamRef[] {
  return contactId === undefined ? [] : [{ type: 'contact', id: contactId }];
}
