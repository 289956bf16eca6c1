// The life cycle of a customer (S3): ten states, which moves there are, and on which ground each is made.
// Vertically potential → relationship → sale, horizontally new → growing → stable → declining → lost; problem and no-value are exits.
import { localDateOf } from '../../business-time/business-time';
import type { Context } from '../../decider';
import type { DomainEvent, Instant, LocalDate, Recorded } from '../../event';
import { missingField, refuse, type Missing, type Refusal, type Supplier } from '../../refusal';
import type { CustomerState } from '../customer';
import { refuseUnlessAboveKeeper, refuseUnlessKeeper } from '../keeping';
import { sealedUnder, textIfGiven } from '../../said';

export const lifeCycleStates = [
  'potential',
  'relationship',
  'sale',
  'new',
  'growing',
  'stable',
  'declining',
  'lost',
  'problem',
  'no-value',
] as const;
export type LifeCycleState = (typeof lifeCycleStates)[number];

/** Facts on the customer's own record that a reason may rest on. */
export const lifeCycleFacts = [
  'account-manager-assigned',
  'agreement-in-force',
  'no-agreement-in-force',
  'second-agreement',
] as const;
export type LifeCycleFact = (typeof lifeCycleFacts)[number];

export const lifeCycleReasons = [
  'regular-contact',
  'interest-shown',
  'contact-lost',
  'opportunity-opened',
  'tender-invited',
  'sale-not-won',
  'agreement-signed',
  'usage-rising',
  'second-sale',
  'usage-steady',
  'agreement-renewed',
  'usage-falling',
  'satisfaction-low',
  'rival-seen',
  'key-contact-left',
  'retained',
  'moved-to-rival',
  'services-cancelled',
  'agreement-not-renewed',
  'arrears',
  'dispute',
  'complaint-unsolved',
  'problem-solved',
  'bad-debt',
  'win-back-started',
  'win-back-given-up',
  'no-need-found',
  'need-found',
  'out-of-business',
] as const;
export type LifeCycleReason = (typeof lifeCycleReasons)[number];

/** Since when it is there; `version` of the move that began it. Before the first move a customer is potential. */
export type LifeCycle = { state: LifeCycleState; version: number; at: Instant; followed: boolean };

export type MoveLifeCycle = { type: 'MoveLifeCycle'; to: LifeCycleState; reason: LifeCycleReason; note?: string };
export type LifeCycleMoved = DomainEvent<
  'LifeCycleMoved',
  { from: LifeCycleState; to: LifeCycleState; reason: LifeCycleReason }
>;

/** One way on, with the reasons for which it may be taken; what a reason rests on must be on record. */
export type LifeCycleWay = {
  to: LifeCycleState;
  grounds: { reason: LifeCycleReason; needs?: LifeCycleFact; holds: boolean }[];
};

type Ground = LifeCycleReason | readonly [LifeCycleReason, LifeCycleFact];
type Ways = { [To in LifeCycleState]?: readonly Ground[] };

const signed = ['agreement-signed', 'agreement-in-force'] as const;
const expanding: readonly Ground[] = ['usage-rising', ['second-sale', 'second-agreement']];
const steady: readonly Ground[] = ['usage-steady', ['agreement-renewed', 'agreement-in-force']];
const warning: readonly Ground[] = ['usage-falling', 'satisfaction-low', 'rival-seen', 'key-contact-left'];
const trouble: readonly Ground[] = ['arrears', 'dispute', 'complaint-unsolved'];
const gone: readonly Ground[] = [
  'moved-to-rival',
  'services-cancelled',
  ['agreement-not-renewed', 'no-agreement-in-force'],
];
const hopeless: readonly Ground[] = ['no-need-found', 'out-of-business'];

/** Nobody is lost without having declined or been a problem first: somebody had to see it and try. */
const waysFrom: { [From in LifeCycleState]: Ways } = {
  potential: {
    relationship: [['regular-contact', 'account-manager-assigned'], 'interest-shown'],
    new: [signed],
    'no-value': hopeless,
  },
  relationship: {
    sale: ['opportunity-opened', 'tender-invited'],
    potential: ['contact-lost'],
    new: [signed],
    'no-value': hopeless,
  },
  sale: { new: [signed], relationship: ['sale-not-won'], 'no-value': hopeless },
  new: {
    growing: expanding,
    stable: steady,
    declining: warning,
    problem: trouble,
    'no-value': ['out-of-business'],
  },
  growing: { stable: steady, declining: warning, problem: trouble, 'no-value': ['out-of-business'] },
  stable: { growing: expanding, declining: warning, problem: trouble, 'no-value': ['out-of-business'] },
  declining: {
    stable: ['retained', ['agreement-renewed', 'agreement-in-force']],
    growing: [['second-sale', 'second-agreement']],
    lost: gone,
    problem: trouble,
    'no-value': ['out-of-business'],
  },
  lost: { relationship: ['win-back-started'], new: [signed], 'no-value': ['win-back-given-up', 'out-of-business'] },
  problem: {
    stable: ['problem-solved'],
    declining: ['problem-solved', ...warning],
    lost: gone,
    'no-value': ['bad-debt', 'out-of-business'],
  },
  'no-value': { potential: ['need-found'] },
};

/** After these somebody has to act at once: the follow-up plans of the customer hear of it (S25). */
const followedStates: readonly LifeCycleState[] = ['declining', 'lost'];

export function lifeCycleOf({ lifeCycle }: Pick<CustomerState, 'lifeCycle'>): LifeCycleState {
  return lifeCycle?.state ?? 'potential';
}

export function evolveLifeCycle({ data, version, at }: Recorded<LifeCycleMoved>): LifeCycle {
  return { state: data.to, version, at, followed: !followedStates.includes(data.to) };
}

/** Every move that the customer may make from where it stands, and which of its grounds hold today. */
export function lifeCycleWays(state: CustomerState, today: LocalDate): LifeCycleWay[] {
  return Object.entries(waysFrom[lifeCycleOf(state)]).map(([to, grounds]) => ({
    to: to as LifeCycleState,
    grounds: grounds.map((ground) => {
      const [reason, needs] = typeof ground === 'string' ? [ground, undefined] : ground;
      return { reason, needs, holds: needs === undefined || holds[needs](state, today) };
    }),
  }));
}

export function moveLifeCycle(
  state: CustomerState,
  { to, reason, note }: MoveLifeCycle,
  context: Context,
): LifeCycleMoved[] | Refusal {
  const refusal = refuseUnlessMayMove(state, to, context) ?? textIfGiven('note', note);
  if (refusal !== undefined) return refusal;
  const from = lifeCycleOf(state);
  const ways = lifeCycleWays(state, localDateOf(context.now));
  const way = ways.find((each) => each.to === to);
  if (way === undefined) {
    const allowed = ways.map((each) => each.to);
    return refuse('LIFE_CYCLE_MOVE', [missingField('to', 'no-such-move')], { from, allowed });
  }
  const ground = way.grounds.find((each) => each.reason === reason);
  if (ground === undefined) {
    const reasons = way.grounds.map((each) => each.reason);
    return refuse('LIFE_CYCLE_MOVE', [missingField('reason', 'not-for-this-move')], { from, to, reasons });
  }
  if (!ground.holds) {
    const missing: Missing = {
      what: 'fact',
      key: ground.needs!,
      problem: 'not-on-record',
      suppliedBy: suppliersOf(ground.needs!, state),
    };
    return refuse('FACT_MISSING', [missing], { from, to, reason });
  }
  return [{ type: 'LifeCycleMoved', data: { from, to, reason }, ...sealedUnder(state.id, { note }) }];
}

/** What is signed makes a new customer of who was none, or was lost. Who is one already stays where it is. */
export function movedByAgreement(state: CustomerState): LifeCycleMoved[] {
  const from = lifeCycleOf(state);
  if (waysFrom[from].new === undefined) return [];
  return [{ type: 'LifeCycleMoved', data: { from, to: 'new', reason: 'agreement-signed' } }];
}

const holds: { [F in LifeCycleFact]: (state: CustomerState, today: LocalDate) => boolean } = {
  'account-manager-assigned': ({ accountManagerId }) => accountManagerId !== undefined,
  'agreement-in-force': ({ agreements }, today) => agreements.some(({ endsOn }) => endsOn >= today),
  'no-agreement-in-force': ({ agreements }, today) => agreements.every(({ endsOn }) => endsOn < today),
  'second-agreement': ({ agreements }) => agreements.length >= 2,
};

/** Whoever keeps the customer says where it stands; that it is worth nothing any more is decided above them. */
function refuseUnlessMayMove(state: CustomerState, to: LifeCycleState, context: Context): Refusal | undefined {
  if (context.caller.kind === 'process') return undefined;
  return to === 'no-value'
    ? refuseUnlessAboveKeeper(state.accountManagerId, context)
    : refuseUnlessKeeper(state.accountManagerId, context);
}

/** An account manager is assigned above; what was signed is recorded by whoever sells. */
function suppliersOf(fact: LifeCycleFact, { accountManagerId }: CustomerState): Supplier[] {
  if (fact === 'account-manager-assigned') return [{ role: 'supervisor' }];
  return [accountManagerId === undefined ? { role: 'account-manager' } : { staffId: accountManagerId }];
}
