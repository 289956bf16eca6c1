// Rivals of a sale and what is known of each (S11, S12): who they are is sealed, or a code of the playbook's list.
import { contentHash } from '../../canonical-json';
import type { Id } from '../../event';
import { MAX_TITLE_LENGTH } from '../../limits';
import type { FactValues } from '../../playbook/condition';
import { isValueOf } from '../../playbook/strategy-problems';
import { recordedStrategyFacts, type RecordedStrategyFact } from '../../playbook/strategy-rules';
import { missingField, refuse, refuseField, type Refusal } from '../../refusal';
import { refuseUnlessText } from '../../said';
import { firstRefusal, sealedText, type Deciding } from '../deciding';
import type { OpportunityEvent } from '../opportunity-events';
import { refuseUnlessRivalCode } from '../outcomes';
import type { DropRival, NoteRival, RecordCompetitiveFacts, RivalFacts } from './competition-commands';
import { supersededExceptions } from './superseded-exceptions';

/** Against more than this nobody competes one by one. */
export const MAX_RIVALS = 20;

export function noteRival(command: NoteRival, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { name, code, sharePercent, entrenched } = command;
  const facts = given({ rivalSharePercent: sharePercent, rivalEntrenched: entrenched });
  const refusal = firstRefusal(
    refuseUnlessText('name', name, MAX_TITLE_LENGTH),
    refuseUnlessRivalCode('code', code, deciding),
    sharePercent === undefined || isValueOf(recordedStrategyFacts.rivalSharePercent, sharePercent)
      ? undefined
      : refuseField('sharePercent', 'out-of-range'),
  );
  if (refusal !== undefined) return refusal;
  const { rivals } = deciding.state.competition;
  if (rivals.size >= MAX_RIVALS) return refuse('LIMIT_EXCEEDED', [], { limit: MAX_RIVALS });
  const known = [...rivals.values()].find((rival) => code !== undefined && rival.code === code);
  if (known !== undefined) return refuse('ALREADY_EXISTS', [], { rivalId: known.id });
  const rivalId = deciding.context.newId(0);
  const noted: OpportunityEvent = { type: 'RivalNoted', data: { rivalId, code }, ...sealedText(deciding, { name }) };
  return Object.keys(facts).length === 0
    ? [noted]
    : [noted, { type: 'CompetitiveFactsRecorded', data: { rivalId, facts } }];
}

/** Out of the contest, or noted by mistake; what was said of it stays on record. */
export function dropRival(command: DropRival, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { rivalId, reason } = command;
  const refusal = firstRefusal(refuseUnlessRival(rivalId, deciding), refuseUnlessText('reason', reason));
  if (refusal !== undefined) return refusal;
  return [
    ...supersededExceptions(deciding.state, (subject) => subject.rivalId === rivalId),
    { type: 'RivalDropped', data: { rivalId }, ...sealedText(deciding, { reason }) },
  ];
}

export function recordCompetitiveFacts(
  command: RecordCompetitiveFacts,
  deciding: Deciding,
): OpportunityEvent[] | Refusal {
  const { rivalId, facts: said, unknown = [] } = command;
  const refusal = firstRefusal(
    refuseUnlessRival(rivalId, deciding),
    refuseUnlessFacts(said),
    ...unknown.map((key) => (isRecordedFact(key) ? undefined : refuseField(`unknown.${String(key)}`, 'unknown'))),
  );
  if (refusal !== undefined) return refusal;
  const before = deciding.state.competition.rivals.get(rivalId)!.facts;
  const forgotten = Object.fromEntries(unknown.map((key) => [key, undefined]));
  const facts = given({ ...before, ...forgotten, ...given(said) });
  if (contentHash(facts) === contentHash(before)) return refuse('ALREADY_EXISTS', [], { rivalId });
  return [
    ...supersededExceptions(deciding.state, (subject) => subject.rivalId === rivalId),
    { type: 'CompetitiveFactsRecorded', data: { rivalId, facts } },
  ];
}

export function refuseUnlessRival(rivalId: Id, { state }: Deciding): Refusal | undefined {
  if (state.competition.rivals.has(rivalId)) return undefined;
  return refuse('UNKNOWN_REFERENCE', [missingField('rivalId', 'unknown')]);
}

function refuseUnlessFacts(facts: RivalFacts): Refusal | undefined {
  const wrong = Object.entries(facts).find(
    ([key, value]) => !isRecordedFact(key) || (value !== undefined && !isValueOf(recordedStrategyFacts[key], value)),
  );
  if (wrong === undefined) return undefined;
  return refuseField(`facts.${wrong[0]}`, isRecordedFact(wrong[0]) ? 'not-one-of-the-values' : 'unknown');
}

function isRecordedFact(key: string): key is RecordedStrategyFact {
  return Object.hasOwn(recordedStrategyFacts, key);
}

/** Without what is not known. */
function given(facts: FactValues): FactValues {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
