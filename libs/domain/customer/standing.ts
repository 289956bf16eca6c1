// Whether an organisation is a group customer (S1): never set by hand, always derived from five recorded facts.
import { localDateOf } from '../business-time/business-time';
import type { Context } from '../decider';
import type { DomainEvent, Id, Instant, LocalDate, Recorded } from '../event';
import { isInstant, withMilliseconds } from '../instant';
import { isLocalDate } from '../local-date';
import { refuse, refuseField, type Missing, type Refusal, type Supplier } from '../refusal';
import type { CustomerState } from './customer';
import { familyOf } from './merging';

/** In the order of the source: ordered, signed, looked after, entered, in use. */
export const standingFacts = [
  'products-ordered',
  'agreement-signed',
  'dedicated-service',
  'relationship-entered',
  'service-live',
] as const;
export type StandingFact = (typeof standingFacts)[number];

/** As the agreement names it; without a way of charging where it was noted before these were kept. */
export type OrderedProduct = {
  productCode: string;
  quantity: number;
  charge?: 'once' | 'monthly';
  /** Months, of what is paid monthly. */
  termMonths?: number;
};

/** What S1 asks for beside agreements and the account manager. */
export type StandingState = {
  /** Since when both sides call it a group-customer relationship. */
  relationshipOn?: LocalDate;
  /** Agreements whose service has gone live, and when. */
  services?: ReadonlyMap<Id, Instant>;
};

export type RecordRelationship = { type: 'RecordRelationship'; enteredOn: LocalDate };
/** Follows the going live of an agreement's follow-up plan; by hand where nothing told of it. */
export type NoteGoLive = { type: 'NoteGoLive'; agreementId: Id; liveAt: Instant };

export type StandingEvent =
  | DomainEvent<'RelationshipEntered', { enteredOn: LocalDate }>
  | DomainEvent<'ServiceWentLive', { agreementId: Id; liveAt: Instant }>;

export type Standing = {
  isGroupCustomer: boolean;
  facts: { fact: StandingFact; holds: boolean }[];
  /** Facts that do not hold, and who can make them hold. */
  missing: Missing[];
};

export function recordRelationship(
  state: CustomerState,
  { enteredOn }: RecordRelationship,
  { now }: Context,
): StandingEvent[] | Refusal {
  if (!isLocalDate(enteredOn)) return refuseField('enteredOn', 'not-a-date');
  if (enteredOn > localDateOf(now)) return refuseField('enteredOn', 'in-the-future');
  if (state.relationshipOn === enteredOn) return refuse('ALREADY_EXISTS', [], { enteredOn });
  return [{ type: 'RelationshipEntered', data: { enteredOn } }];
}

export function noteGoLive(
  state: CustomerState,
  command: NoteGoLive,
  { now, facts }: Context,
): StandingEvent[] | Refusal {
  const { agreementId } = command;
  if (!isInstant(command.liveAt)) return refuseField('liveAt', 'not-an-instant');
  const liveAt = withMilliseconds(command.liveAt);
  if (liveAt > now) return refuseField('liveAt', 'in-the-future');
  const agreements = familyOf(state, facts.customer).flatMap((each) => each.agreements);
  if (!agreements.some((agreement) => agreement.agreementId === agreementId)) {
    const unknown: Missing = { what: 'agreement', key: agreementId, problem: 'unknown', suppliedBy: [] };
    return refuse('UNKNOWN_REFERENCE', [unknown]);
  }
  if (state.services?.has(agreementId) === true) return refuse('ALREADY_EXISTS', [], { agreementId });
  return [{ type: 'ServiceWentLive', data: { agreementId, liveAt } }];
}

export function evolveStanding(state: StandingState, event: Recorded<StandingEvent>): StandingState {
  if (event.type === 'RelationshipEntered') return { relationshipOn: event.data.enteredOn };
  return { services: new Map(state.services).set(event.data.agreementId, event.data.liveAt) };
}

/**
 * @param family the customer and those that were merged into it: a fact of one is a fact of all
 * @param today agreements that have ended speak for nobody any more
 */
export function standingOf(customer: CustomerState, family: readonly CustomerState[], today: LocalDate): Standing {
  const agreements = family.flatMap((each) => each.agreements).filter(({ endsOn }) => endsOn >= today);
  const live = new Set(family.flatMap(({ services }) => [...(services ?? new Map<Id, Instant>()).keys()]));
  const holding: { [Fact in StandingFact]: boolean } = {
    // Agreements that were noted before products were noted with them are made of an offer, which has at least one line.
    'products-ordered': agreements.some(({ products }) => products === undefined || products.length > 0),
    'agreement-signed': agreements.length > 0,
    'dedicated-service': customer.accountManagerId !== undefined,
    'relationship-entered': family.some(({ relationshipOn }) => relationshipOn !== undefined),
    'service-live': agreements.some(({ agreementId }) => live.has(agreementId)),
  };
  const facts = standingFacts.map((fact) => ({ fact, holds: holding[fact] }));
  const missing = facts
    .filter(({ holds }) => !holds)
    .map(({ fact }): Missing => ({
      what: 'fact',
      key: fact,
      problem: 'missing',
      suppliedBy: suppliersOf(fact, customer),
    }));
  return { isGroupCustomer: missing.length === 0, facts, missing };
}

/** The account manager sells, signs and records; who that is, is said by those above. */
function suppliersOf(fact: StandingFact, { accountManagerId }: CustomerState): Supplier[] {
  if (fact === 'dedicated-service') return [{ role: 'supervisor' }, { role: 'administrator' }];
  return [accountManagerId === undefined ? { role: 'account-manager' } : { staffId: accountManagerId }];
}
