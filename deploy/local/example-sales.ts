// What the example people have done before one looks: a customer that is well known, sales on their way, one lost, one waiting
// for a supervisor. Every command's id follows from what it says, so that a second start repeats nothing.
import {
  commandIdFor,
  contactDecider,
  customerDecider,
  derivedId,
  localDateOf,
  opportunityDecider,
  staffDecider,
  type ContactCommand,
  type CustomerCommand,
  type Decider,
  type DomainEvent,
  type Id,
  type Instant,
  type LocalDate,
  type OpportunityCommand,
  type StaffCommand,
} from '#domain';
import { EventStore, handleCommand, type EventStoreOptions } from '#event-store';
import { readModelMigrations } from '#read-model';
import {
  donghaiIsPrepared,
  donghaiIsVisited,
  donghaiOpensDoors,
  managerRehearses,
  managerTestsNegotiation,
} from './example-contacting';
import { beilingIsParked, beilingWaitsForApproval, donghaiAsksForMore, donghaiIsWon } from './example-process';
import { exampleId } from './set-up';

/** Commands that were not accepted, in words: they are told, and stop nothing. */
export type Exampled = { accepted: number; repeated: number; refused: string[] };

export async function loadExampleSales(options: Omit<EventStoreOptions, 'migrations'>): Promise<Exampled> {
  const store = await EventStore.open({ ...options, migrations: readModelMigrations });
  try {
    const example = new Example(store);
    for (const tell of [
      donghaiIsKnown,
      donghaiHasARival,
      donghaiIsPrepared,
      managerRehearses,
      donghaiIsVisited,
      donghaiOpensDoors,
      managerTestsNegotiation,
      donghaiAsksForMore,
      donghaiIsWon,
      beilingIsLost,
      beilingIsParked,
      beilingWaitsForApproval,
      nanhuWaitsForConsent,
    ])
      await tell(example);
    return example.told;
  } finally {
    await store.close();
  }
}

export class Example {
  readonly told: Exampled = { accepted: 0, repeated: 0, refused: [] };

  constructor(private readonly store: EventStore) {}

  customer(key: string, by: string, ...commands: CustomerCommand[]): Promise<void> {
    return this.each(commands, (command) => this.send(customerDecider, exampleId('customer', key), command, by, key));
  }

  contact(key: string, by: string, command: ContactCommand, as?: string): Promise<DomainEvent[]> {
    return this.send(contactDecider, exampleId('contact', key), command, by, key, as);
  }

  /** What was played, observed and tested by somebody who works here. */
  training(of: string, by: string, command: StaffCommand): Promise<DomainEvent[]> {
    return this.send(staffDecider, exampleId('staff', of), command, by, `staff:${of}`);
  }

  /** Answers the events. */
  about(key: string, by: string, command: CustomerCommand): Promise<DomainEvent[]> {
    return this.send(customerDecider, exampleId('customer', key), command, by, key);
  }

  /** Opens it and does the rest in order; answers the events of the last. */
  async sale(key: string, by: string, ...commands: OpportunityCommand[]): Promise<void> {
    await this.each(commands, (command) => this.inSale(key, by, command));
  }

  async inSale(key: string, by: string, command: OpportunityCommand, as?: string): Promise<DomainEvent[]> {
    return this.send(opportunityDecider, this.saleId(key), command, by, `sale:${key}`, as);
  }

  saleId(key: string): Id {
    return derivedId(commandIdFor('example', `sale:${key}`), 'stream');
  }

  /** Nine in the morning of a day that lies ahead, whenever the example is loaded. Commands that carry one have a name. */
  inDays(days: number): Instant {
    return `${this.dayIn(days)}T01:00:00.000Z`;
  }

  dayIn(days: number): LocalDate {
    return localDateOf(new Date(Date.now() + days * DAY_MS).toISOString());
  }

  private async each<Command>(commands: Command[], work: (command: Command) => Promise<unknown>): Promise<void> {
    for (const command of commands) await work(command);
  }

  private async send<State, Command extends { type: string }, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: Id,
    command: Command,
    by: string,
    where: string,
    as = JSON.stringify(command),
  ): Promise<DomainEvent[]> {
    const outcome = await handleCommand(this.store, decider, {
      stream: { type: decider.streamType, id },
      command,
      caller: { kind: 'staff', id: exampleId('staff', by) },
      commandId: commandIdFor('example', `${where}:${by}:${as}`),
      now: new Date().toISOString(),
    });
    if (outcome.kind === 'accepted') {
      this.told[outcome.repeated ? 'repeated' : 'accepted'] += 1;
      return [...outcome.events];
    }
    // It was done on another day, and its dates were counted from that one.
    if (outcome.kind === 'reused') {
      this.told.repeated += 1;
      return [];
    }
    this.told.refused.push(`${where}: ${command.type}: ${JSON.stringify(outcome)}`);
    return [];
  }
}

const DAY_MS = 86_400_000;

const playbookKey = 'group-customer';

/** S1, S3, S4, S14: the form filled in, what is known of it, and what it contributes. */
async function donghaiIsKnown(example: Example): Promise<void> {
  await example.customer(
    'donghai',
    'manager',
    {
      type: 'ChangeCustomerProfile',
      name: '东海制造集团',
      address: '上海市临港新片区 1 号',
      phone: '021-55550000',
      website: 'https://donghai.example',
      headcount: 5200,
      handsets: 4100,
      chinaMobileHandsets: 2600,
      chinaUnicomHandsets: 1300,
      phsHandsets: 200,
      telephoneReimbursement: 'up-to-a-limit',
      region: '310115',
      postcode: '201306',
      industry: 'manufacturing',
      unifiedPayment: true,
      informationProducts: ['vpmn-local'],
      anniversary: '06-18',
      businessScope: '装备制造',
      communicationsBudgetFen: 120_000_000,
      registeredCapitalFen: 50_000_000_000,
      annualTurnoverFen: 380_000_000_000,
      annualProfitFen: 21_000_000_000,
    },
    { type: 'RecordRelationship', enteredOn: '2024-05-01' },
    { type: 'MoveLifeCycle', to: 'relationship', reason: 'regular-contact', note: '每月走访' },
    { type: 'WriteNote', text: '机房在三楼，施工须提前两天报备。' },
    { type: 'ScoreContribution', playbookKey, volume: 8, potential: 8, profit: 7, loyalty: 6, note: '首次评分' },
    { type: 'ScoreContribution', playbookKey, volume: 9, potential: 9, profit: 7, loyalty: 7, note: '主管复核后调整' },
  );
}

/** S7, S9–S13, S19, S21: a stated need, an entrenched rival, and a way around it. */
async function donghaiHasARival(example: Example): Promise<void> {
  const people = ['user', 'purchaser', 'expert', 'influencer', 'decision-maker'];
  await example.sale(
    'donghai',
    'manager',
    {
      type: 'OpenOpportunity',
      customerId: exampleId('customer', 'donghai'),
      playbookKey,
      title: '总部与园区专线组网',
      channel: 'account-manager',
      expectedAmountFen: 240_000_000,
      expectedCloseOn: '2027-03-31',
    },
    ...people.map((level): OpportunityCommand => ({
      type: 'PlaceContact',
      contactId: exampleId('contact', `donghai:${level}`),
      level,
    })),
    { type: 'NoteEnvironment', external: ['园区数字化补贴明年到期'], internal: ['行业客户经理队伍已组建'] },
    {
      type: 'ReviewOurselves',
      customerStage: '正在比较方案',
      questionsToRaise: '哪些部门要用专线？停一小时损失多少？',
      ownStrengthsAndWeaknesses: '园区覆盖好；报价偏高',
      rivalStrengthsAndWeaknesses: '价格低、在位三年；故障响应慢',
      objectionsExpected: '没预算',
      supportWanted: '集成商一起做方案',
    },
    { type: 'RaiseObjection', level: 'user', words: '现在的线路够用了' },
  );
  const [noted] = await example.inSale('donghai', 'manager', { type: 'NoteRival', name: '中国联通', code: 'unicom' });
  const rivalId = (noted?.data as { rivalId?: Id } | undefined)?.rivalId;
  if (rivalId === undefined) return;
  await example.sale(
    'donghai',
    'manager',
    {
      type: 'RecordCompetitiveFacts',
      rivalId,
      facts: { advantagePercent: 80, rivalEntrenched: true, firstChoice: false },
    },
    {
      type: 'RecordSwot',
      rivalId,
      strengths: ['园区覆盖好'],
      weaknesses: ['报价高'],
      chances: ['客户要扩建'],
      threats: ['对手降价'],
      derived: [
        { pair: 'SO', own: [0], outside: [0], text: '随扩建一并覆盖新园区' },
        { pair: 'ST', own: [0], outside: [0], text: '以覆盖与响应时间应对降价' },
        { pair: 'WO', own: [0], outside: [0], text: '分期投入，随扩建付款' },
        { pair: 'WT', own: [0], outside: [0], text: '不比单价，比停线损失' },
      ],
    },
    { type: 'ChooseStrategy', rivalId, strategy: 'flanking', reason: '扩大需求，不拼价格' },
    {
      type: 'RecordNeed',
      kind: 'explicit',
      difficulties: ['sites-apart'],
      contactId: exampleId('contact', 'donghai:user'),
      words: '两个园区之间传图纸要等半天',
    },
  );
}

/** S26: lost, with the rival and what was learned. */
async function beilingIsLost(example: Example): Promise<void> {
  await example.sale(
    'beiling',
    'manager',
    {
      type: 'OpenOpportunity',
      customerId: exampleId('customer', 'beiling'),
      playbookKey,
      title: '车队短号短信',
      expectedAmountFen: 18_000_000,
    },
    { type: 'PlaceContact', contactId: exampleId('contact', 'beiling:user'), level: 'user' },
    { type: 'LoseOpportunity', reason: 'price', rivalCode: 'unicom', note: '对方首年免费' },
    { type: 'RecordReview', decidingFactor: 'price-terms', lessons: '没有先问清预算在哪个部门。' },
  );
}

/** S7: a level that a small customer does not have waits for a second person's consent. */
async function nanhuWaitsForConsent(example: Example): Promise<void> {
  await example.sale(
    'nanhu',
    'manager-en',
    {
      type: 'OpenOpportunity',
      customerId: exampleId('customer', 'nanhu'),
      playbookKey,
      title: 'Campus short numbers',
      expectedAmountFen: 6_000_000,
    },
    { type: 'PlaceContact', contactId: exampleId('contact', 'nanhu:user'), level: 'user' },
    { type: 'PlaceContact', contactId: exampleId('contact', 'nanhu:decision-maker'), level: 'decision-maker' },
    {
      type: 'RequestAbsence',
      level: 'purchaser',
      reasonCode: 'small-organisation',
      reason: 'The college buys through the headmaster’s office.',
    },
  );
}
