// What the process of a follow-up plan asks of the store.
import {
  customerDecider,
  deciders,
  derivedId,
  followUpPlanDecider,
  whatPlanWaitsFor,
  type FollowUpPlanState,
  type Id,
  type Instant,
  type PlaybookDefinition,
} from '#domain';
import { handleCommand, type EventStore } from '#event-store';
import { definitionOf } from '#read-model';
import type { DueCommand, Standing } from '../following';
import { survivingCustomer } from '../surviving-customer';
import { sendTimed, stateOf, unexpected } from '../timed';

/** `toNote`: the service has gone live, and the customer does not know yet (S1). */
export type PlanStanding = Standing & { toNote?: 'go-live' };

export type FollowUpPlanActivities = {
  /** `now` is the workflow's clock: of what an outage swallowed only the newest falls due. */
  readPlan(id: Id, now: Instant): Promise<PlanStanding>;
  sendFollowUp(id: Id, due: DueCommand, now: Instant): Promise<'accepted' | 'outdated'>;
  /** Makes the going live a fact of the customer; twice is once. */
  noteGoLive(id: Id, now: Instant): Promise<void>;
};

/** All plans' follow-ups fall due when work begins; over this time they are sent, each plan always at its own moment of it. */
const SPREAD_MS = 5 * 60_000;

export function followUpPlanActivities(store: EventStore): FollowUpPlanActivities {
  return {
    async readPlan(id, now) {
      const state = await stateOf<FollowUpPlanState>(store, deciders['follow-up-plan'], { type: 'follow-up-plan', id });
      const { version, ended, ownerId } = state;
      const noting = (await isToBeNoted(store, state, now)) ? ({ toNote: 'go-live' } as const) : {};
      if (ended) return { version, ended, phase: 'ended', ownerId, details: 'ended', ...noting };
      const definition = await definitionOf(store, state);
      const [next] = whatPlanWaitsFor(state, definition, now);
      return {
        version,
        ended,
        phase: 'follow-up',
        dueAt: next?.dueAt,
        ownerId,
        details: `${state.open.size} due; next ${next?.key ?? 'nothing'}`,
        next: next === undefined ? undefined : { ...next, actAt: spread(next.dueAt, id, definition) },
        ...noting,
      };
    },

    sendFollowUp(id, due, now) {
      return sendTimed(store, followUpPlanDecider, 'follow-up-workflow', id, due, now);
    },

    async noteGoLive(id, now) {
      const plan = await stateOf<FollowUpPlanState>(store, deciders['follow-up-plan'], { type: 'follow-up-plan', id });
      const { agreementId, customerId, starts } = plan;
      if (starts.live === undefined) return;
      const customer = await survivingCustomer(store, customerId);
      const outcome = await handleCommand(store, customerDecider, {
        stream: { type: 'customer', id: customer.id },
        command: { type: 'NoteGoLive', agreementId, liveAt: starts.live.at },
        caller: { kind: 'process', name: 'follow-up-workflow' },
        commandId: derivedId(agreementId, 'NoteGoLive'),
        now,
      });
      if (outcome.kind === 'accepted' || outcome.kind === 'reused') return;
      if (outcome.kind === 'refused' && outcome.refusal.refused === 'ALREADY_EXISTS') return;
      throw unexpected('NoteGoLive', outcome);
    },
  };
}

/** Where every second counts (playbook `story`), nothing is put off. */
function spread(dueAt: Instant, planId: Id, { businessTime }: PlaybookDefinition): Instant {
  if (businessTime === 'always') return dueAt;
  const offsetMs = parseInt(planId.slice(0, 8), 16) % SPREAD_MS;
  return new Date(Date.parse(dueAt) + offsetMs).toISOString();
}

/** Only of what has gone live by now. */
async function isToBeNoted(store: EventStore, plan: FollowUpPlanState, now: Instant): Promise<boolean> {
  const { agreementId, customerId, starts } = plan;
  if (starts.live === undefined || starts.live.at > now) return false;
  const { services } = await survivingCustomer(store, customerId);
  return services?.has(agreementId) !== true;
}
