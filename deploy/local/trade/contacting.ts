// S13, S16–S18, S23: the key person, calls, role plays, visits, and the self-test before one negotiates.
import { exampleId } from '../set-up';
import type { Id } from '#domain';
import type { Trader, TradeRow, TradeSale } from './trader';

const items =
  'confidence content structure expression voice intonation rhythm attitude fluency eye-contact facial-expression body-language time-control atmosphere';
const today = (): string => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const soon = (): string => new Date(Date.now() + 2 * 86_400_000).toISOString();

type View = { explanation: { gates: { actions: { action: string; contactId?: Id; status: string }[] }[] } };

async function statusOf(trader: Trader, { id }: TradeSale, action: string): Promise<string | undefined> {
  const { explanation } = await trader.reads<View>('manager', `/v1/opportunities/${id}`);
  return explanation.gates.flatMap(({ actions }) => actions).find((each) => each.action === action)?.status;
}

async function knowsTender(trader: Trader, { id }: TradeSale, tender: boolean): Promise<void> {
  const answers = { customerClass: 'B', originChannel: 'account-manager', tender };
  await trader.unseen(() => trader.does('manager', `/v1/opportunities/${id}/actions/pre1/complete`, { answers }));
}

function sheet(points: number, change: object = {}): object {
  const scores = { ...Object.fromEntries(items.split(' ').map((item) => [item, points])), ...change };
  const played = { playbookKey: 'group-customer', heldOn: today(), customerPlayedById: exampleId('staff', 'director') };
  return { ...played, case: 'first-visit', minutes: 15, scores, comment: '开场自然，提问偏少' };
}

async function findsKeyPerson(trader: Trader): Promise<void> {
  const sale = await trader.sale();
  const complete = `/v1/opportunities/${sale.id}/actions/pre3/complete`;
  const gained = { keyBecause: 'opens-doors', contactDeciding: false, supportKind: 'introduces', support: '答应引荐' };
  const answers = { ...gained, keyPerson: sale.contacts['user'] };
  await trader.refused('manager', complete, { answers }, 'ACTIONS_OPEN');
  await knowsTender(trader, sale, false);
  const stranger = { ...gained, keyPerson: exampleId('staff', 'manager') };
  await trader.refused('manager', complete, { answers: stranger }, 'NOT_ON_LEVEL');
  await trader.does('manager', complete, { answers });
}

async function calls(trader: Trader): Promise<void> {
  const sale = await trader.sale();
  await knowsTender(trader, sale, true);
  await trader.forceTo(sale, 'expert');
  const at = `/v1/opportunities/${sale.id}`;
  const { user, expert } = sale.contacts;
  const call = { contactId: user, script: 'potential-customer', outcome: 'call-again' };
  await trader.refused('manager', `${at}/calls`, call, 'INVALID_INPUT');
  const toExpert = { ...call, contactId: expert, outcome: 'booked' };
  const named = await trader.refused('manager', `${at}/calls`, toExpert, 'TENDER_OFFICIAL_CHANNEL_ONLY');
  trader.expects(named.includes('exp2t'), 'the official channel is named');
  const nextCallAt = soon();
  const { version } = await trader.does('manager', `${at}/calls`, { ...call, nextCallAt, note: '下周再谈' });
  const due = `/v1/due?seen=${sale.id}@${version}&limit=200`;
  const { items: rows } = await trader.reads<{ items: { streamId: Id; key: string; dueAt: string }[] }>('manager', due);
  const owed = rows.find(({ streamId, key }) => streamId === sale.id && key === `call:${user}`);
  trader.expects(owed !== undefined && Date.parse(owed.dueAt) === Date.parse(nextCallAt), 'the next call is due');
}

async function playsRoles(trader: Trader): Promise<void> {
  const at = `/v1/staff/${exampleId('staff', 'manager')}/rehearsals`;
  await trader.refused('manager', at, sheet(5), 'NOT_ALLOWED');
  await trader.refused('supervisor', at, sheet(5, { voice: 6 }), 'INVALID_INPUT');
  const { events } = await trader.does('supervisor', at, sheet(5, { voice: 3, attitude: 7 }));
  trader.expects(events[0]?.data['total'] === 70, 'fourteen items add up');
  type Trend = { trend: { count: number; averages: Record<string, number> } };
  const { trend } = await trader.reads<Trend>('manager', at);
  trader.expects(trend.count > 0 && Object.keys(trend.averages).length === 14, 'the trend has every item');
  const sale = await trader.sale();
  await trader.forceTo(sale, 'user');
  await trader.does('manager', `/v1/opportunities/${sale.id}/rehearsals`, { case: 'first-visit' });
  const call = { contactId: sale.contacts['user'], script: 'potential-customer', outcome: 'booked' };
  await trader.does('manager', `/v1/opportunities/${sale.id}/calls`, call);
  trader.expects((await statusOf(trader, sale, 'use1')) === 'completed', 'rehearsed and booked completes use1');
}

async function visits(trader: Trader): Promise<void> {
  const sale = await trader.sale();
  await trader.forceTo(sale, 'user');
  const at = `/v1/opportunities/${sale.id}`;
  const user = sale.contacts['user'];
  const steps = ['introduce', 'purpose', 'value', 'acceptance'].map((key) => ({ key, text: `准备 ${key}` }));
  const about = { kind: 'introductory', plannedAt: soon(), contactIds: [user], appearance: 'list-a', steps };
  const plan = { ...about, topics: [{ key: 'hobbies', note: '书法' }, { key: 'family' }], givenFirst: '同行费用分析' };
  const noted = { ...plan, topics: [{ key: 'health', note: '腰不好' }] };
  await trader.refused('manager', `${at}/visits`, noted, 'NOTHING_STORED');
  await trader.refused('manager', `${at}/visits`, { ...plan, steps: steps.toReversed() }, 'VISIT_STEP_ORDER');
  const { events } = await trader.does('manager', `${at}/visits`, plan);
  const report = `${at}/visits/${String(events[0]?.data['visitId'])}/report`;
  const said = {
    visitedOn: today(),
    metIds: [user],
    accepted: true,
    checked: ['badge', 'shoes'],
    report: '谈了通知难',
  };
  await trader.refused('manager', report, said, 'ACTIONS_OPEN');
  await trader.unseen(async () => {
    await trader.does('supervisor', `/v1/staff/${exampleId('staff', 'manager')}/rehearsals`, sheet(7));
    await trader.does('manager', `${at}/rehearsals`, { case: 'first-visit' });
    await trader.does('manager', `${at}/calls`, { contactId: user, script: 'existing-customer', outcome: 'booked' });
  });
  await trader.does('manager', report, said);
  trader.expects((await statusOf(trader, sale, 'use2')) === 'completed', 'the visit completes use2');
}

async function preparesNegotiation(trader: Trader): Promise<void> {
  const sale = await trader.sale();
  await trader.forceTo(sale, 'agreement');
  type Cases = { items: { key: string; options: { key: string; score?: number; advice?: object }[] }[] };
  const { items: cases } = await trader.reads<Cases>('manager', '/v1/playbooks/group-customer/negotiation-cases');
  const open = cases.flatMap(({ options }) => options).filter(({ score, advice }) => score !== undefined || advice);
  trader.expects(cases.length >= 7 && open.length === 0, 'the cases show neither scores nor advice');
  const answers = cases.map(({ key, options }) => ({ case: key, option: options.at(-1)!.key }));
  const test = { playbookKey: 'group-customer', answers };
  await trader.refused('manager', '/v1/me/self-tests', { ...test, answers: answers.slice(1) }, 'INVALID_INPUT');
  await trader.does('manager', '/v1/me/self-tests', test);
  type Tests = { items: { percent: number; answers: { advice: object }[] }[] };
  const tests = `/v1/staff/${exampleId('staff', 'manager')}/self-tests`;
  const { items: taken } = await trader.reads<Tests>('manager', tests);
  trader.expects(taken.at(-1)?.answers.length === cases.length, 'there is advice to every answer');
  const prepared = { target: '月租九折', walkAway: '低于八五折不签', alternative: '先试点', trades: '预付换折扣' };
  await trader.does('manager', `/v1/opportunities/${sale.id}/negotiation`, prepared);
  trader.expects((await statusOf(trader, sale, 'agr1')) === 'completed', 'the negotiation is prepared');
  type Contacting = { negotiation?: { walkAway?: string } };
  const { negotiation } = await trader.reads<Contacting>('manager', `/v1/opportunities/${sale.id}/contacting`);
  trader.expects(negotiation?.walkAway === prepared.walkAway, 'what was prepared is read again');
}

export const contactingRows: TradeRow[] = [
  {
    row: 'S13',
    what: '售前规划 planning: information first, a key person on the chain, support gained',
    check: findsKeyPerson,
  },
  {
    row: 'S16',
    what: '电话预约 calls: by script, the next one is due; nobody of an evaluation committee',
    check: calls,
  },
  {
    row: 'S17',
    what: '角色扮演 role play: fourteen items by a third pair of eyes, with their trend',
    check: playsRoles,
  },
  {
    row: 'S18',
    what: '拜访 visits: planned in four steps, reported; family and health are stored nowhere',
    check: visits,
  },
  { row: 'S23', what: '谈判能力自测 self-test: scored with advice, before one negotiates', check: preparesNegotiation },
];
