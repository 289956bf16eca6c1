// How a sale of the example is prepared and carried to its first level: the key person, the role play, calls, visits, the way
// to those who decide, a courtesy on the register, and the self-test before one negotiates.
import { rehearsalItems, type Id, type RehearsalScore, type RehearsalSheet } from '#domain';
import type { Example } from './example-sales';
import { exampleId } from './set-up';

const playbookKey = 'group-customer';
const user = exampleId('contact', 'donghai:user');

/** S13: information first, then a key person, and what support was gained. */
export async function donghaiIsPrepared(example: Example): Promise<void> {
  await example.sale(
    'donghai',
    'manager',
    {
      type: 'CompleteAction',
      action: 'pre1',
      answers: { customerClass: 'A', originChannel: 'account-manager', tender: false, profile: '四个厂区，正在扩建' },
    },
    {
      type: 'CompleteAction',
      action: 'pre3',
      answers: {
        keyPerson: user,
        keyBecause: 'opens-doors',
        contactDeciding: false,
        supportKind: 'introduces',
        support: '答应引荐信息中心主任',
      },
    },
    {
      type: 'CompleteAction',
      action: 'pre4',
      answers: { need: 'explicit', pursue: true, functions: 'many', expectation: 'high', serviceNeed: 'high' },
    },
    { type: 'PassGate', gate: 'preparation' },
  );
}

/** S17: three play, the supervisor observes; the scores of the second time are better. */
export async function managerRehearses(example: Example): Promise<void> {
  const held = (heldOn: string, weaker: Partial<RehearsalSheet>, comment: string): Promise<unknown> =>
    example.training('manager', 'supervisor', {
      type: 'RecordRehearsal',
      playbookKey,
      case: 'first-visit',
      heldOn,
      customerPlayedById: exampleId('staff', 'pricing'),
      minutes: 15,
      scores: { ...sheet(5), ...weaker },
      comment,
    });
  await held('2026-10-15', { voice: 3, 'time-control': 3, content: 3 }, '内容多，时间没有控制住');
  await held('2026-11-05', { attitude: 7, structure: 7, 'time-control': 7 }, '开场自然，层次清楚，提问还可以更多');
}

function sheet(score: RehearsalScore): RehearsalSheet {
  return Object.fromEntries(rehearsalItems.map((item) => [item, score])) as RehearsalSheet;
}

/** S16, S18: a call by the script, a visit in four steps with its report, and the next of each on its day. */
export async function donghaiIsVisited(example: Example): Promise<void> {
  await example.sale(
    'donghai',
    'manager',
    { type: 'NoteRehearsal', case: 'first-visit' },
    {
      type: 'RecordCall',
      contactId: user,
      script: 'potential-customer',
      outcome: 'booked',
      note: '周二上午十点，车间办公室',
    },
  );
  const [planned] = await example.inSale('donghai', 'manager', {
    type: 'PlanVisit',
    kind: 'introductory',
    plannedAt: '2026-11-10T02:00:00.000Z',
    contactIds: [user],
    appearance: 'list-a',
    topics: [{ key: 'industry', note: '装备制造的旺季' }, { key: 'praise-the-office' }],
    steps: [
      { key: 'introduce', text: '报身份，谢他抽时间' },
      { key: 'purpose', text: '了解两个园区之间怎么传图纸' },
      { key: 'value', text: '同行把半天缩到几分钟的做法' },
      { key: 'acceptance', text: '问他愿不愿意继续谈' },
    ],
    givenFirst: '同行用专线前后的对比材料',
  });
  const { visitId } = (planned?.data ?? {}) as { visitId?: Id };
  if (visitId === undefined) return;
  await example.sale('donghai', 'manager', {
    type: 'ReportVisit',
    visitId,
    visitedOn: '2026-11-10',
    metIds: [user],
    accepted: true,
    checked: ['spirit', 'badge', 'collar', 'shoes'],
    report: '图纸每次要传半天，愿意带我们见信息中心主任。',
  });
  await example.inSale(
    'donghai',
    'manager',
    {
      type: 'RecordCall',
      contactId: user,
      script: 'existing-customer',
      outcome: 'call-again',
      nextCallAt: example.inDays(2),
      note: '等他和主任约时间',
    },
    'call after the visit',
  );
}

/** S20: what keeps one from the deciding level, the remedy, the technique; and an invitation that a second person allowed. */
export async function donghaiOpensDoors(example: Example): Promise<void> {
  await example.sale('donghai', 'manager', {
    type: 'PlanBreakThrough',
    barrier: 'experience',
    remedy: 'respect-time-and-view',
    technique: 'company-event',
    introducerId: user,
    note: '借园区开工典礼，请他引荐冯副总',
  });
  const sales = { openOpportunityIds: [example.saleId('donghai')] };
  const [asked] = await example.contact(
    'donghai:influencer',
    'manager',
    {
      type: 'AskGift',
      ...sales,
      playbookKey,
      kind: 'event',
      occasion: 'our-event',
      valueFen: 60_000,
      on: example.dayIn(21),
      note: '行业客户联谊会',
      opportunityId: example.saleId('donghai'),
    },
    'invitation',
  );
  const { giftId } = (asked?.data ?? {}) as { giftId?: Id };
  if (giftId === undefined) return;
  const allowed = { type: 'DecideGift', ...sales, giftId, decision: 'approve', note: '有签到，有议程' } as const;
  await example.contact('donghai:influencer', 'supervisor', allowed);
}

/** S23: the cases of the self-test; one answer was not the best, and the advice to it is there to read. */
export async function managerTestsNegotiation(example: Example): Promise<void> {
  await example.training('manager', 'manager', {
    type: 'TakeSelfTest',
    playbookKey,
    answers: [
      { case: 'minor-actor', option: 'two-million' },
      { case: 'first-number', option: 'range-after-need' },
      { case: 'last-five-percent', option: 'exchange' },
      { case: 'good-and-bad', option: 'pause-and-criteria' },
      { case: 'silence', option: 'wait' },
      { case: 'authority', option: 'ask-before' },
      { case: 'only-price', option: 'widen' },
    ],
  });
}
