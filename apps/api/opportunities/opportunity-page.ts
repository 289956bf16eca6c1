// What the page of an opportunity shows: standing, offer, approvals, and every event as a story, with names as far as they exist.
import { Injectable } from '@nestjs/common';
import {
  deciders,
  explain,
  factsOfCompletions,
  planIdOf,
  type Approval,
  type Caller,
  type Explanation,
  type FactValues,
  type Id,
  type JsonObject,
  type Offer,
  type OpportunityState,
} from '#domain';
import { EventStore, foldStream } from '#event-store';
import { definitionOf, isInScope } from '#read-model';
import { problemOf, ProblemError } from '../http/problem';
import { scopeOf, type SignedIn } from '../http/signed-in';

export type OpportunityView = {
  id: Id;
  version: number;
  customerId: Id;
  ownerId: Id;
  playbook: OpportunityState['playbook'];
  status: OpportunityState['status'];
  gate: string;
  facts: FactValues;
  chain: { [level: string]: Id[] };
  absentLevels: string[];
  offer?: Offer;
  approvals: Approval[];
  agreement?: OpportunityState['agreement'];
  /** Of the agreement, once the sale is won. */
  followUpPlanId?: Id;
  objections: { id: Id; level: string; step: string; contactId?: Id }[];
  explanation: Explanation;
};

export type TimelineEntry = {
  type: string;
  version: number;
  at: string;
  by: Caller;
  data: JsonObject;
  /** What was said; absent where nothing was, or where it was erased. */
  personal?: JsonObject;
};

@Injectable()
export class OpportunityPage {
  constructor(private readonly store: EventStore) {}

  async view(caller: SignedIn, id: Id): Promise<OpportunityView> {
    const state = await this.stateFor(caller, id);
    return {
      id,
      version: state.version,
      customerId: state.customerId,
      ownerId: state.ownerId,
      playbook: state.playbook,
      status: state.status,
      gate: state.gate.key,
      facts: factsOfCompletions(state),
      chain: Object.fromEntries(
        [...state.chain].map(([level, people]) => [level, people.map((each) => each.contactId)]),
      ),
      absentLevels: [...state.absentLevels.keys()],
      offer: state.offer,
      approvals: [...state.approvals.values()],
      agreement: state.agreement,
      followUpPlanId:
        state.status === 'won' && state.agreement !== undefined ? planIdOf(state.agreement.id) : undefined,
      objections: [...state.objections.values()].map(({ id: objectionId, level, step, contactId }) => ({
        id: objectionId,
        level,
        step,
        contactId,
      })),
      explanation: explain(state, await definitionOf(this.store, state)),
    };
  }

  async timeline(
    caller: SignedIn,
    id: Id,
    page: { limit: number; after?: number },
  ): Promise<{ items: TimelineEntry[]; next?: number }> {
    await this.stateFor(caller, id);
    const events = await this.store.readStream({ type: 'opportunity', id }, page);
    const envelopes = events.map((event) => event.envelope);
    const personal = await this.store.personalFields(envelopes);
    const items = envelopes.map(({ id: eventId, type, version, at, by, data }) => ({
      type,
      version,
      at,
      by,
      data,
      personal: personal.get(eventId),
    }));
    return items.length < page.limit ? { items } : { items, next: items.at(-1)!.version };
  }

  /** What the caller may not see is not there. Approvers see what they were asked about. */
  private async stateFor(caller: SignedIn, id: Id): Promise<OpportunityState> {
    const { state } = await foldStream<OpportunityState, never>(this.store, deciders.opportunity, {
      type: 'opportunity',
      id,
    });
    if (state !== undefined) {
      const scope = scopeOf(caller);
      if ((await isInScope(this.store, scope, state.ownerId)) || (await this.wasAsked(caller, id))) return state;
    }
    throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such opportunity, or it is not yours to see.'));
  }

  private async wasAsked({ staffId }: SignedIn, id: Id): Promise<boolean> {
    const { rowCount } = await this.store.pool.query({
      name: 'was-asked',
      text: `SELECT FROM read_model.inbox i JOIN read_model.staff s ON s.id = $2
             WHERE i.opportunity_id = $1 AND (s.id = ANY (i.approver_ids) OR i.approver_group = ANY (s.groups))`,
      values: [id, staffId],
    });
    return (rowCount ?? 0) > 0;
  }
}
