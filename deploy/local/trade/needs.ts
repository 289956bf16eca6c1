// S19–S20: probing, needs and products, and the way to those who decide.
import type { Id } from '#domain';
import { givesWithinLimits } from './gifts';
import type { Trader, TradeRow, TradeSale } from './trader';

type Needs = {
  matrix: { difficulty: string; recommended: string[] }[];
  proposed: { product: string; because: string }[];
};
type View = { explanation: { gates: { gate: string; actions: { action: string; status: string }[] }[] } };

async function statusOf(trader: Trader, { id }: TradeSale, action: string): Promise<string | undefined> {
  const { explanation } = await trader.reads<View>('manager', `/v1/opportunities/${id}`);
  return explanation.gates.flatMap(({ actions }) => actions).find((each) => each.action === action)?.status;
}

async function guidesTheNeed(trader: Trader): Promise<void> {
  const sale = await trader.sale();
  const at = `/v1/opportunities/${sale.id}`;
  await trader.forceTo(sale, 'user');
  const sheet = {
    department: '综合部报销',
    people: '车间主任',
    equipment: '对讲机',
    process: '逐个打电话',
    cycle: '每周一次',
  };
  const probe = `${at}/actions/use3/complete`;
  const assessed = { answers: { need: 'latent', pursue: true } };
  await trader.unseen(() => trader.does('manager', `${at}/actions/pre4/complete`, assessed));
  await trader.refused('manager', probe, { answers: { ...sheet, cost: ' ' } }, 'FORM_INVALID');
  await trader.does('manager', probe, { answers: { ...sheet, cost: '每月两千元' } });

  const keys = (...questions: string[]): object => ({ questions: questions.map((key) => ({ key })) });
  const wrongOrder = keys('notice-same-day', 'how-notice-is-given', 'understood-need');
  await trader.refused('manager', `${at}/questions`, wrongOrder, 'QUESTION_ORDER');
  await trader.does('manager', `${at}/questions`, keys('how-notice-is-given', 'notice-same-day', 'understood-need'));

  const need = { kind: 'latent', difficulties: ['slow-notices', 'hard-to-reach'], words: '通知总是传不到车间' };
  const { events } = await trader.does('manager', `${at}/needs`, { ...need, contactId: sale.contacts['user'] });
  const needId = events[0]!.data['needId'] as Id;
  const { proposed } = await trader.reads<Needs>('manager', `${at}/needs`);
  trader.expects(proposed[0]?.product === 'short-number-sms', 'the product that meets both difficulties is proposed');
  await trader.refused('manager', `${at}/recommendation`, { products: ['ip-line'] }, 'NEED_NOT_MET');
  await trader.does('manager', `${at}/recommendation`, { products: ['short-number-sms'] });
  trader.expects((await statusOf(trader, sale, 'use4')) === 'open', 'a latent need is not guided yet');
  await trader.does('manager', `${at}/needs/${needId}/guide`, { outcome: 'created', evidence: '对，这样最好' });
  trader.expects((await statusOf(trader, sale, 'use4')) === 'completed', 'the need is guided');
  trader.expects((await statusOf(trader, sale, 'exp3')) === 'completed', 'the matrix is complete');
}

async function breaksThrough(trader: Trader): Promise<void> {
  const sale = await trader.sale();
  const at = `/v1/opportunities/${sale.id}`;
  const { user, expert, influencer } = sale.contacts;
  const plan = { barrier: 'rank', remedy: 'ask-for-contact', technique: 'company-event', introducerId: user };
  await trader.refused('manager', `${at}/break-through`, { ...plan, remedy: 'remember-hobbies' }, 'UNKNOWN_REFERENCE');
  await trader.does('manager', `${at}/break-through`, plan);
  const metOn = '2026-03-02';
  const meeting = { contactId: influencer, introducerId: user, metOn };
  await trader.refused('manager', `${at}/introductions`, meeting, 'GATE_NOT_ENTERED');
  await trader.forceTo(sale, 'influencer');
  await trader.refused('manager', `${at}/introductions`, { ...meeting, contactId: expert }, 'NOT_ON_LEVEL');
  await trader.does('manager', `${at}/introductions`, meeting);
}

async function settlesObjection(trader: Trader): Promise<void> {
  const sale = await trader.sale();
  const at = `/v1/opportunities/${sale.id}`;
  await trader.forceTo(sale, 'user');
  const { events } = await trader.does('manager', `${at}/objections`, { level: 'user', words: '没有预算' });
  const objection = `${at}/objections/${String(events[0]!.data['objectionId'])}`;
  await trader.refused('manager', `${at}/gates/user/pass`, {}, 'ACTIONS_OPEN');
  await trader.refused('manager', `${objection}/measure`, { measure: 'probe-subtly' }, 'OBJECTION_STEP_ORDER');
  await trader.does('manager', `${objection}/type`, { objectionType: 'no-budget' });
  await trader.does('manager', `${objection}/truth`, { truth: '预算在别的部门' });
  await trader.refused('manager', `${objection}/measure`, { measure: 'strengthen-urgency' }, 'UNKNOWN_REFERENCE');
  await trader.does('manager', `${objection}/measure`, { measure: 'probe-subtly' });
  await trader.does('manager', `${objection}/solved`);
}

export const needsRows: TradeRow[] = [
  {
    row: 'S19',
    what: '引导需求 needs: probed in six directions, guided by questions, met by one or two products',
    check: guidesTheNeed,
  },
  {
    row: 'S20',
    what: '突破联络人 break-through: barrier, remedy, technique, an introduction; courtesies within limits, on a register',
    async check(trader: Trader): Promise<void> {
      await breaksThrough(trader);
      await givesWithinLimits(trader);
    },
  },
  {
    row: 'S21',
    what: '化解拒绝 objections: four steps in their order, a measure that answers the type',
    check: settlesObjection,
  },
];
