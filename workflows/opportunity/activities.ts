// What the process of a sale asks of the store: where it stands, the command of a deadline, and what a won sale leaves behind.
import {
  currentStanding,
  customerDecider,
  deciders,
  derivedId,
  followUpPlanDecider,
  noteAgreementOf,
  opportunityDecider,
  planIdOf,
  startPlanOf,
  whatNext,
  type Decider,
  type DomainEvent,
  type Id,
  type Instant,
  type OpportunityEvent,
  type OpportunityState,
  type Recorded,
} from '#domain';
import { handleCommand, recorded, type EventStore } from '#event-store';
import { definitionOf } from '#read-model';
import type { DueCommand, Standing } from '../following';
import { survivingCustomer } from '../surviving-customer';
import { sendTimed, stateOf, unexpected } from '../timed';

export type OpportunityStanding = Standing &
  (
    | { ended: false; phase: 'prepare' | 'reach-agreement' | 'parked' }
    | { ended: false; phase: 'climb'; level: string }
    | { ended: true; phase: 'won' | 'lost' | 'withdrawn' }
  );

export type OpportunityActivities = {
  /** Folded anew: what the rules say now, whatever the workflow believed. */
  readOpportunity(id: Id, now: Instant): Promise<OpportunityStanding>;
  sendOpportunityDeadline(id: Id, due: DueCommand, now: Instant): Promise<'accepted' | 'outdated'>;
  /** Starts the follow-up plan of the agreement and makes the agreement a fact of its customer; twice is once. */
  lookAfterAgreement(id: Id): Promise<void>;
};

export function opportunityActivities(store: EventStore): OpportunityActivities {
  return {
    async readOpportunity(id) {
      const state = await stateOf<OpportunityState>(store, deciders.opportunity, { type: 'opportunity', id });
      const definition = await definitionOf(store, state);
      const { phase, waits, passable, version } = whatNext(state, definition);
      const [next] = waits;
      if (phase.kind === 'ended') {
        return { version, ended: true, phase: phase.outcome, ownerId: state.ownerId, details: phase.outcome };
      }
      const open = currentStanding(state, definition).actions.filter((action) => action.status === 'open').length;
      const standing = {
        version,
        ended: false as const,
        gate: phase.gate,
        dueAt: next?.dueAt,
        ownerId: state.ownerId,
        details: passable ? `${phase.gate}: can be passed` : `${phase.gate}: ${open} open`,
        next: next === undefined ? undefined : { ...next, actAt: next.dueAt },
      };
      if (phase.kind === 'climb') return { ...standing, phase: 'climb', level: phase.level };
      return { ...standing, phase: phase.kind };
    },

    sendOpportunityDeadline(id, due, now) {
      return sendTimed(store, opportunityDecider, 'opportunity-workflow', id, due, now);
    },

    async lookAfterAgreement(id) {
      const ref = { type: 'opportunity', id } as const;
      const state = await stateOf<OpportunityState>(store, deciders.opportunity, ref);
      const events = (await store.readStream(ref)).map(
        ({ envelope }) => recorded(envelope, store.upcasting) as Recorded<OpportunityEvent>,
      );
      const won = events.findLast((event) => event.type === 'OpportunityWon');
      const agreement = events.findLast((event) => event.type === 'AgreementRecorded');
      // Won against the rule by an override: nothing was signed that could be looked after.
      if (won === undefined || agreement === undefined || won.data.agreementId === undefined) return;
      const { agreementId } = agreement.data;
      const survivor = await survivingCustomer(store, state.customerId);
      const plan = startPlanOf(state, won, agreement, survivor);
      await follow(store, followUpPlanDecider, planIdOf(agreementId), plan, agreementId, won.at);
      await follow(store, customerDecider, survivor.id, noteAgreementOf(state, agreement), agreementId, won.at);
    },
  };
}

/** A command in another stream, with an id that follows from what it follows. */
async function follow<State, Command extends { type: string }, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  id: Id,
  command: Command,
  agreementId: Id,
  now: Instant,
): Promise<void> {
  const outcome = await handleCommand(store, decider, {
    stream: { type: decider.streamType, id },
    command,
    caller: { kind: 'process', name: 'opportunity-workflow' },
    commandId: derivedId(agreementId, command.type),
    now,
  });
  // Compared with what was sent the first time: the customer may have been classified since.
  if (outcome.kind === 'accepted' || outcome.kind === 'reused') return;
  if (outcome.kind === 'refused' && outcome.refusal.refused === 'ALREADY_EXISTS') return;
  throw unexpected(command.type, outcome);
}
