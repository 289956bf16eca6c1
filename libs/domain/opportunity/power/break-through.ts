// Breaking through the contact (S20): planned early by barrier, remedy and technique; done with a meeting that somebody introduced.
import { localDateOf } from '../../business-time/business-time';
import type { DomainEvent, Id, LocalDate, Recorded, StreamRef } from '../../event';
import { isLocalDate } from '../../local-date';
import { missingField, refuse, refuseField, type Missing, type Refusal } from '../../refusal';
import { textIfGiven } from '../../said';
import { firstRefusal, sealedText, type Deciding } from '../deciding';
import { refuseUntilGateOf } from '../gate-standing';
import { refuseUnlessContactGiven } from '../needs/record-needs';
import type { OpportunityCommand } from '../opportunity-commands';

export type PlanBreakThrough = {
  type: 'PlanBreakThrough';
  /** Codes of the playbook's lists; the remedy is one of those that belong to the barrier. */
  barrier: string;
  remedy: string;
  technique: string;
  /** The contact who is to introduce us. */
  introducerId: Id;
  note?: string;
};
export type RecordIntroduction = {
  type: 'RecordIntroduction';
  /** Who was met, on a level that decides. */
  contactId: Id;
  introducerId: Id;
  metOn: LocalDate;
  report?: string;
};

export type BreakThroughPlanned = DomainEvent<
  'BreakThroughPlanned',
  { barrier: string; remedy: string; technique: string; introducerId: Id }
>;
export type ContactIntroduced = DomainEvent<
  'ContactIntroduced',
  { contactId: Id; level: string; introducerId: Id; metOn: LocalDate }
>;

/** The plan that stands, and the latest meeting on a deciding level; each with its version. */
export type PowerState = {
  plan?: BreakThroughPlanned['data'] & { version: number };
  introduced?: ContactIntroduced['data'] & { version: number };
};

export function evolvePower(state: PowerState, event: Recorded<BreakThroughPlanned | ContactIntroduced>): PowerState {
  return event.type === 'BreakThroughPlanned'
    ? { ...state, plan: { ...event.data, version: event.version } }
    : { ...state, introduced: { ...event.data, version: event.version } };
}

/** Planning is not selling: it may be done as early as one likes. */
export function planBreakThrough(command: PlanBreakThrough, deciding: Deciding): BreakThroughPlanned[] | Refusal {
  const { barrier, remedy, technique, introducerId, note } = command;
  const refusal = firstRefusal(
    refuseUnlessListed(command, deciding),
    refuseUnlessContactGiven(introducerId, deciding, 'introducerId'),
    textIfGiven('note', note),
  );
  if (refusal !== undefined) return refusal;
  return [
    {
      type: 'BreakThroughPlanned',
      data: { barrier, remedy, technique, introducerId },
      ...sealedText(deciding, { note }, introducerId),
    },
  ];
}

/** The meeting is selling on the levels of power: it counts from the gate on where the playbook asks for it. */
export function recordIntroduction(command: RecordIntroduction, deciding: Deciding): ContactIntroduced[] | Refusal {
  const { contactId, introducerId, metOn, report } = command;
  const level = decidingLevelOf(contactId, deciding);
  const refusal = firstRefusal(
    refuseUntilGateOf('introduced-to-power', deciding),
    refuseUnlessContactGiven(contactId, deciding),
    refuseUnlessContactGiven(introducerId, deciding, 'introducerId'),
    introducerId === contactId ? refuseField('introducerId', 'introduces-themselves') : undefined,
    refuseUnlessMet(metOn, deciding),
    textIfGiven('report', report),
    level === undefined ? notDeciding(contactId, deciding) : undefined,
  );
  if (refusal !== undefined || level === undefined) return refusal ?? notDeciding(contactId, deciding);
  return [
    {
      type: 'ContactIntroduced',
      data: { contactId, level, introducerId, metOn },
      ...sealedText(deciding, { report }, contactId),
    },
  ];
}

function refuseUnlessListed(
  { barrier, remedy, technique }: PlanBreakThrough,
  { definition }: Deciding,
): Refusal | undefined {
  const { barriers = [], techniques = [] } = definition.breakThrough ?? {};
  const found = barriers.find(({ key }) => key === barrier);
  if (found === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('barrier', 'unknown')]);
  const remedies = found.remedies.map(({ key }) => key);
  if (!remedies.includes(remedy)) {
    const elsewhere = barriers.some((each) => each.remedies.some(({ key }) => key === remedy));
    const problem = elsewhere ? 'of-another-barrier' : 'unknown';
    return refuse('UNKNOWN_REFERENCE', [missingField('remedy', problem)], { barrier, remedies });
  }
  if (techniques.some(({ key }) => key === technique)) return undefined;
  return refuse('UNKNOWN_REFERENCE', [missingField('technique', 'unknown')]);
}

function refuseUnlessMet(metOn: LocalDate, { context }: Deciding): Refusal | undefined {
  if (!isLocalDate(metOn)) return refuseField('metOn', 'not-a-date');
  return metOn > localDateOf(context.now) ? refuseField('metOn', 'in-the-future') : undefined;
}

/** The highest deciding level that this person sits on, as the playbook lists them. */
function decidingLevelOf(contactId: Id, { state, definition }: Deciding): string | undefined {
  return definition.breakThrough?.decidingLevels.findLast((level) =>
    (state.chain.get(level) ?? []).some((placement) => placement.contactId === contactId),
  );
}

function notDeciding(contactId: Id, { state, definition }: Deciding): Refusal {
  const decidingLevels = definition.breakThrough?.decidingLevels ?? [];
  const missing: Missing = {
    what: 'person',
    key: decidingLevels.at(-1) ?? 'contactId',
    contactId,
    problem: 'not-on-a-deciding-level',
    suppliedBy: [{ staffId: state.ownerId }],
  };
  return refuse('NOT_ON_LEVEL', [missing], { decidingLevels });
}

/** Streams that the rules of this file read. */
export function factsOfPower(command: OpportunityCommand): StreamRef[] {
  const contact = (id: Id): StreamRef => ({ type: 'contact', id });
  if (command.type === 'PlanBreakThrough') return [contact(command.introducerId)];
  return command.type === 'RecordIntroduction' ? [contact(command.contactId), contact(command.introducerId)] : [];
}
