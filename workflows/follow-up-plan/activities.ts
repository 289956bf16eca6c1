// What the process of a follow-up plan asks of the store.
import {
  deciders,
  followUpPlanDecider,
  whatPlanWaitsFor,
  type FollowUpPlanState,
  type Id,
  type Instant,
  type PlaybookDefinition,
} from '#domain';
import type { EventStore } from '#event-store';
import { definitionOf } from '#read-model';
import type { DueCommand, Standing } from '../following';
import { sendTimed, stateOf } from '../timed';

export type FollowUpPlanActivities = {
  /** `now` is the workflow's clock: of what an outage swallowed only the newest falls due. */
  readPlan(id: Id, now: Instant): Promise<Standing>;
  sendFollowUp(id: Id, due: DueCommand, now: Instant): Promise<'accepted' | 'outdated'>;
};

/** All plans' follow-ups fall due when work begins; over this time they are sent, each plan always at its own moment of it. */
const SPREAD_MS = 5 * 60_000;

export function followUpPlanActivities(store: EventStore): FollowUpPlanActivities {
  return {
    async readPlan(id, now) {
      const state = await stateOf<FollowUpPlanState>(store, deciders['follow-up-plan'], { type: 'follow-up-plan', id });
      const { version, ended, ownerId } = state;
      if (ended) return { version, ended, phase: 'ended', ownerId, details: 'ended' };
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
      };
    },

    sendFollowUp(id, due, now) {
      return sendTimed(store, followUpPlanDecider, 'follow-up-workflow', id, due, now);
    },
  };
}

/** Where every second counts (playbook `story`), nothing is put off. */
function spread(dueAt: Instant, planId: Id, { businessTime }: PlaybookDefinition): Instant {
  if (businessTime === 'always') return dueAt;
  const offsetMs = parseInt(planId.slice(0, 8), 16) % SPREAD_MS;
  return new Date(Date.parse(dueAt) + offsetMs).toISOString();
}
