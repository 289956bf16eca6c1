// One sale on the playbook `story` (or a variant of it), driven through way A by its people at a clock of the test's choosing.
import { randomUUID } from 'node:crypto';
import {
  contactDecider,
  customerDecider,
  deciders,
  derivedId,
  followUpPlanDecider,
  opportunityDecider,
  planIdOf,
  playbookDecider,
  playbookStreamId,
  staffDecider,
  type Caller,
  type CustomerClass,
  type Decider,
  type DomainEvent,
  type FollowUpPlanCommand,
  type FollowUpPlanEvent,
  type FollowUpPlanState,
  type Id,
  type Instant,
  type JsonObject,
  type OpportunityCommand,
  type OpportunityEvent,
  type OpportunityState,
  type Recorded,
  type StreamRef,
} from '#domain';
import { foldStream, handleCommand, recorded, type EventStore } from '#event-store';
import { shippedPlaybook } from '#playbooks';

export const saleLevels = ['user', 'purchaser', 'expert', 'influencer', 'decision-maker'] as const;

const setup: Caller = { kind: 'process', name: 'setup' };

/** What completes the gates of `story`; a gate without an entry has derived actions only. */
const work: { [gate: string]: readonly { action: string; perPerson?: boolean; answers?: JsonObject }[] } = {
  preparation: [{ action: 'collect-profile', answers: { need: 'latent' } }],
  user: [{ action: 'visit-user', perPerson: true, answers: { accepted: true } }, { action: 'guide-need' }],
  purchaser: [{ action: 'map-procedure' }],
  expert: [{ action: 'record-criteria' }],
  influencer: [{ action: 'agree-value', perPerson: true, answers: { accepted: true } }],
  'decision-maker': [
    { action: 'present-solution', perPerson: true, answers: { accepted: true } },
    { action: 'decide-in-principle', answers: { agreed: true } },
  ],
};

export type SaleOptions = { playbook?: unknown; class?: CustomerClass; anniversary?: string; now: () => Instant };

export class Sale {
  readonly id = randomUUID();
  readonly manager = randomUUID();
  readonly supervisor = randomUUID();
  readonly director = randomUUID();
  readonly customer = randomUUID();
  readonly contacts = new Map<string, Id>(saleLevels.map((level) => [level, randomUUID()]));

  constructor(
    readonly store: EventStore,
    private readonly options: SaleOptions,
  ) {}

  /** Its people, its playbook, and the sale itself. */
  async open(): Promise<void> {
    const document = this.options.playbook ?? shippedPlaybook('story');
    const { key } = document as { key: string };
    await this.send(playbookDecider, playbookStreamId(key), { type: 'PublishPlaybook', document }, setup).catch(
      () => 0,
    );
    const staff = (id: Id, role: 'supervisor' | 'account-manager', superiorId?: Id): Promise<number> =>
      this.send(staffDecider, id, { type: 'RegisterStaff', roles: [role], name: role, superiorId }, setup);
    await staff(this.director, 'supervisor');
    await staff(this.supervisor, 'supervisor', this.director);
    await staff(this.manager, 'account-manager', this.supervisor);
    const { class: customerClass = 'A', anniversary } = this.options;
    const profile = { name: '集团', class: customerClass, anniversary, accountManagerId: this.manager } as const;
    await this.send(customerDecider, this.customer, { type: 'RegisterCustomer', ...profile }, setup);
    for (const id of this.contacts.values()) {
      await this.send(
        contactDecider,
        id,
        { type: 'RegisterContact', customerId: this.customer, name: '联系人' },
        setup,
      );
    }
    await this.do({ type: 'OpenOpportunity', customerId: this.customer, playbookKey: key, title: '专线' });
  }

  async placeEverybody(): Promise<void> {
    for (const [level, contactId] of this.contacts) await this.do({ type: 'PlaceContact', contactId, level });
  }

  /** Completes what is open at a gate and passes it; answers the new version. */
  async pass(gate: string): Promise<number> {
    if (gate === 'preparation') await this.placeEverybody();
    if (gate === 'decision-maker') await this.approveOffer();
    if (gate === 'agreement') await this.sign();
    for (const { action, perPerson, answers = {} } of work[gate] ?? []) {
      const contactId = perPerson === true ? this.contacts.get(gate) : undefined;
      await this.do({ type: 'CompleteAction', action, contactId, answers });
    }
    return this.do({ type: 'PassGate', gate });
  }

  async approveOffer(): Promise<void> {
    const line = { productCode: 'ip-line', quantity: 1, unitPriceFen: 100_000, discountBp: 0, charge: 'once' } as const;
    await this.do({ type: 'ReviseOffer', lines: [line] });
    await this.do({ type: 'SubmitOffer', offerHash: (await this.state()).offer!.hash });
    const { id: approvalId, round, contentHash } = [...(await this.state()).approvals.values()].at(-1)!;
    await this.do({ type: 'CastVote', approvalId, round, contentHash, decision: 'approve' }, this.supervisor);
  }

  /** Signed on the day the clock shows, for two years. */
  async sign(): Promise<void> {
    const signedOn = this.options.now().slice(0, 10);
    const endsOn = `${Number(signedOn.slice(0, 4)) + 2}${signedOn.slice(4)}`;
    const dates = { signedOn, startsOn: signedOn, endsOn };
    const signatoryIds = [this.contacts.get('decision-maker')!];
    await this.do({ type: 'RecordAgreement', signatoryIds, signedById: this.manager, ...dates });
  }

  do(command: OpportunityCommand, by: Id = this.manager): Promise<number> {
    return this.send(opportunityDecider, this.id, command, { kind: 'staff', id: by });
  }

  async doPlan(command: FollowUpPlanCommand): Promise<number> {
    return this.send(followUpPlanDecider, await this.planId(), command, { kind: 'staff', id: this.manager });
  }

  async state(): Promise<OpportunityState> {
    const ref: StreamRef = { type: 'opportunity', id: this.id };
    return (await foldStream<OpportunityState, never>(this.store, deciders.opportunity, ref)).state!;
  }

  async planId(): Promise<Id> {
    return planIdOf((await this.state()).agreement!.id);
  }

  async plan(): Promise<FollowUpPlanState | undefined> {
    const ref: StreamRef = { type: 'follow-up-plan', id: await this.planId() };
    return (await foldStream<FollowUpPlanState, never>(this.store, deciders['follow-up-plan'], ref)).state;
  }

  events(): Promise<Recorded<OpportunityEvent>[]> {
    return this.eventsOf<OpportunityEvent>({ type: 'opportunity', id: this.id });
  }

  async planEvents(): Promise<Recorded<FollowUpPlanEvent>[]> {
    return this.eventsOf<FollowUpPlanEvent>({ type: 'follow-up-plan', id: await this.planId() });
  }

  private async eventsOf<Event extends DomainEvent>(ref: StreamRef): Promise<Recorded<Event>[]> {
    const stored = await this.store.readStream(ref);
    return stored.map(({ envelope }) => recorded(envelope, this.store.upcasting) as Recorded<Event>);
  }

  private async send<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: Id,
    command: Command,
    caller: Caller,
  ): Promise<number> {
    const stream = { type: decider.streamType, id };
    const commandId = derivedId(randomUUID(), 'command');
    const now = this.options.now();
    const outcome = await handleCommand(this.store, decider, { stream, command, caller, commandId, now });
    if (outcome.kind !== 'accepted') throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(outcome)}`);
    return outcome.version;
  }
}
