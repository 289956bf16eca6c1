// Visits (S18): planned with what we give first, reported with what came of it. The customer is to open up; for that one gives first.
// Invariant: nothing about family or health is stored; such topics are asked after and kept nowhere.
import { localDateOf } from '../../business-time/business-time';
import { isCode } from '../../code';
import type { Id, JsonObject } from '../../event';
import { isInstant, withMilliseconds } from '../../instant';
import { isLocalDate } from '../../local-date';
import type { DerivedFact } from '../../playbook/playbook';
import { missingField, refuse, refuseField, type Refusal } from '../../refusal';
import { refuseUnlessText, textIfGiven } from '../../said';
import { firstRefusal, sealedText, type Deciding } from '../deciding';
import { refuseUntilGateOf } from '../gate-standing';
import type { PlanVisit, ReportVisit, Visit, VisitKind, VisitPlanned, VisitReported } from './contacting';
import { refuseUnlessApproachable, refuseUnlessBefore, refuseUnlessReached } from './may-be-contacted';

/** More people than this is an event, not a visit. */
export const MAX_MET = 20;
/** What one can talk about in an hour. */
export const MAX_TOPICS = 20;
export const MAX_STEPS = 10;
/** An appearance list is read before a mirror. */
export const MAX_CHECKED = 20;
/** A visit a day for a year is a sale that was lost long ago; it bounds the fold. */
const MAX_VISITS = 300;

/** What a visit of this kind completes, for those who were met. */
const completes: { [K in VisitKind]?: DerivedFact } = { introductory: 'visited', solution: 'solution-presented' };

/** Planning is not selling, but nobody plans to see whom they may not see. */
export function planVisit(command: PlanVisit, deciding: Deciding): VisitPlanned[] | Refusal {
  const { kind, plannedAt, contactIds, appearance, topics, steps, givenFirst } = command;
  const { state, context } = deciding;
  const refusal = firstRefusal(
    refuseUnlessPeople(contactIds, 'contactIds', deciding),
    isInstant(plannedAt) ? undefined : refuseField('plannedAt', 'not-an-instant'),
    refuseUnlessText('givenFirst', givenFirst),
    refuseUnlessListed(command, deciding),
    refuseUnlessTopics(topics, deciding),
    refuseUnlessSteps(command, deciding),
    state.contacting.visits.size >= MAX_VISITS ? refuse('LIMIT_EXCEEDED', [], { limit: MAX_VISITS }) : undefined,
  );
  if (refusal !== undefined) return refusal;
  return [
    {
      type: 'VisitPlanned',
      data: {
        visitId: context.newId(0),
        kind,
        plannedAt: withMilliseconds(plannedAt),
        contactIds,
        appearance,
        topics: topics.map(({ key }) => key),
        steps: steps.map(({ key }) => key),
      },
      ...sealedText(deciding, wordsOf(command), contactIds.length === 1 ? contactIds[0] : undefined),
    },
  ];
}

/** A visit is reported once, by its plan; what the playbook wants done for these people before it is done by then. */
export function reportVisit(command: ReportVisit, deciding: Deciding): VisitReported[] | Refusal {
  const { visitId, visitedOn, metIds, accepted, checked, report } = command;
  const visit = deciding.state.contacting.visits.get(visitId);
  if (visit === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('visitId', 'unknown')]);
  if (visit.reported !== undefined) return refuse('ALREADY_EXISTS', [missingField('visitId', 'completed')]);
  const fact = completes[visit.kind];
  const refusal = firstRefusal(
    refuseUnlessPeople(metIds, 'metIds', deciding),
    refuseUnlessPlanned(metIds, visit),
    ...metIds.map((id) => refuseUnlessReached(id, deciding)),
    fact === undefined ? undefined : refuseUntilGateOf(fact, deciding),
    ...metIds.map((id) => (fact === undefined ? undefined : refuseUnlessBefore(fact, id, deciding))),
    refuseUnlessPast(visitedOn, deciding),
    refuseUnlessItems(checked, visit, deciding),
    refuseUnlessText('report', report),
  );
  if (refusal !== undefined) return refusal;
  return [
    {
      type: 'VisitReported',
      data: { visitId, kind: visit.kind, visitedOn, metIds, accepted, checked },
      ...sealedText(deciding, { report }, metIds.length === 1 ? metIds[0] : undefined),
    },
  ];
}

/** Were they met on a visit of this kind after this version, and, where it matters, did they accept what we come for? */
export function wasMet(visits: Iterable<Visit>, kind: VisitKind, contactId: Id, since: number): boolean {
  return [...visits].some(
    ({ kind: was, reported }) =>
      was === kind &&
      reported !== undefined &&
      reported.version > since &&
      reported.metIds.includes(contactId) &&
      // Who does not accept the purpose has not let us in; what they say of the solution is asked at the decision.
      (kind !== 'introductory' || reported.accepted),
  );
}

function refuseUnlessPeople(ids: readonly Id[], field: string, deciding: Deciding): Refusal | undefined {
  if (ids.length === 0) return refuseField(field, 'required');
  if (ids.length > MAX_MET) return refuseField(field, 'too-many', { limit: MAX_MET });
  if (new Set(ids).size < ids.length) return refuseField(field, 'repeated');
  return firstRefusal(...ids.map((id, index) => refuseUnlessApproachable(id, deciding, `${field}.${index}`)));
}

function refuseUnlessPlanned(metIds: readonly Id[], { contactIds }: Visit): Refusal | undefined {
  const stranger = metIds.findIndex((id) => !contactIds.includes(id));
  if (stranger < 0) return undefined;
  return refuse('UNKNOWN_REFERENCE', [missingField(`metIds.${stranger}`, 'not-planned')]);
}

function refuseUnlessListed({ appearance }: PlanVisit, { definition }: Deciding): Refusal | undefined {
  const known = definition.visits?.appearance.map(({ key }) => key);
  if (known === undefined ? isCode(appearance) : known.includes(appearance)) return undefined;
  return refuse('UNKNOWN_REFERENCE', [missingField('appearance', 'unknown')], { appearance: known });
}

function refuseUnlessTopics(topics: PlanVisit['topics'], { definition }: Deciding): Refusal | undefined {
  if (topics.length > MAX_TOPICS) return refuseField('topics', 'too-many', { limit: MAX_TOPICS });
  const known = definition.visits?.topics;
  return firstRefusal(
    ...topics.map(({ key, note }, index) => {
      const topic = known?.find((each) => each.key === key);
      const unknown = known === undefined ? !isCode(key) : topic === undefined;
      if (unknown) return refuse('UNKNOWN_REFERENCE', [missingField(`topics.${index}.key`, 'unknown')]);
      if (topics.findIndex((each) => each.key === key) < index) return refuseField(`topics.${index}.key`, 'repeated');
      if (note !== undefined && topic?.nothingStored === true)
        return refuse('NOTHING_STORED', [missingField(`topics.${index}.note`, 'not-to-be-stored')], { topic: key });
      return textIfGiven(`topics.${index}.note`, note);
    }),
  );
}

/** An introductory visit goes through all its steps in their order; others as far as they are planned. */
function refuseUnlessSteps({ kind, steps }: PlanVisit, { definition }: Deciding): Refusal | undefined {
  if (steps.length > MAX_STEPS) return refuseField('steps', 'too-many', { limit: MAX_STEPS });
  const known = definition.visits?.steps.map(({ key }) => key);
  const given = steps.map(({ key }) => key);
  return firstRefusal(
    ...steps.map(({ key, text }, index) => {
      const unknown = known === undefined ? !isCode(key) : !known.includes(key);
      if (unknown) return refuse('UNKNOWN_REFERENCE', [missingField(`steps.${index}.key`, 'unknown')]);
      return refuseUnlessText(`steps.${index}.text`, text);
    }),
    known === undefined ? undefined : refuseUnlessInOrder(given, known, kind),
  );
}

function refuseUnlessInOrder(given: readonly string[], order: readonly string[], kind: VisitKind): Refusal | undefined {
  const late = given.findIndex((key, index) => index > 0 && order.indexOf(key) <= order.indexOf(given[index - 1]!));
  if (late >= 0)
    return refuse('VISIT_STEP_ORDER', [missingField(`steps.${late}`, 'not-in-order')], { order: [...order] });
  if (kind !== 'introductory') return undefined;
  const lacking = order.filter((key) => !given.includes(key));
  if (lacking.length === 0) return undefined;
  return refuse('VISIT_STEP_ORDER', [missingField('steps', 'too-few')], { order: [...order], lacking });
}

function refuseUnlessItems(checked: readonly string[], visit: Visit, { definition }: Deciding): Refusal | undefined {
  if (checked.length > MAX_CHECKED) return refuseField('checked', 'too-many', { limit: MAX_CHECKED });
  const known = definition.visits?.appearance.find(({ key }) => key === visit.appearance)?.items.map(({ key }) => key);
  return firstRefusal(
    ...checked.map((key, index) => {
      const unknown = known === undefined ? !isCode(key) : !known.includes(key);
      if (unknown)
        return refuse('UNKNOWN_REFERENCE', [missingField(`checked.${index}`, 'not-on-the-list')], { items: known });
      return checked.indexOf(key) < index ? refuseField(`checked.${index}`, 'repeated') : undefined;
    }),
  );
}

function refuseUnlessPast(visitedOn: string, { context }: Deciding): Refusal | undefined {
  if (!isLocalDate(visitedOn)) return refuseField('visitedOn', 'not-a-date');
  return visitedOn > localDateOf(context.now) ? refuseField('visitedOn', 'in-the-future') : undefined;
}

/** What was written to a step or a topic, by its key. */
function wordsOf({ steps, topics, givenFirst }: PlanVisit): JsonObject {
  const said = steps.map(({ key, text }): [string, string] => [`step-${key}`, text]);
  const noted = topics.flatMap(({ key, note }): [string, string][] =>
    note === undefined ? [] : [[`topic-${key}`, note]],
  );
  return { givenFirst, ...Object.fromEntries([...said, ...noted]) };
}
