// S9–S12: environment, self-review, SWOT, and the strategy with its adviser and guard.
import { selfReviewQuestions, type Id } from '#domain';
import type { Trader, TradeRow, TradeSale } from './trader';

type View = {
  rivals: { advice: { strategy: string; verdict: string; wouldChange: string[]; forbiddenBy: { key: string }[] }[] }[];
  history: { type: string; data: { revision?: number } }[];
};

const review = Object.fromEntries(selfReviewQuestions.map((question) => [question, '检验']));

const at = ({ id }: TradeSale): string => `/v1/opportunities/${id}`;

async function rivalIn(trader: Trader, sale: TradeSale): Promise<Id> {
  const { events } = await trader.does('manager', `${at(sale)}/rivals`, { name: '中国联通', code: 'unicom' });
  return events[0]!.data['rivalId'] as Id;
}

async function notesEnvironment(trader: Trader): Promise<void> {
  const sale = await trader.sale();
  const note = { external: ['行业数字化政策'], internal: ['行业客户经理队伍刚组建'] };
  const unknown = { ...note, points: [{ point: 'mood', standing: 'missing' }] };
  await trader.refused('manager', `${at(sale)}/environment`, unknown, 'UNKNOWN_REFERENCE');
  const points = [{ point: 'information-expert', standing: 'under-way' }];
  await trader.does('manager', `${at(sale)}/environment`, { ...note, points });
  await trader.does('manager', `${at(sale)}/environment`, note);
  const { history } = await trader.reads<View>('manager', `${at(sale)}/competition`);
  trader.expects(history.map(({ data }) => data.revision).join() === '1,2', 'both versions of the note are shown');
}

async function reviewsOurselves(trader: Trader): Promise<void> {
  const sale = await trader.sale();
  const rivalId = await rivalIn(trader, sale);
  const choice = { rivalId, strategy: 'flanking' };
  await trader.refused('manager', `${at(sale)}/strategy`, choice, 'SELF_REVIEW_MISSING');
  await trader.refused('manager', `${at(sale)}/self-review`, { ...review, supportWanted: ' ' }, 'FORM_INVALID');
  await trader.does('manager', `${at(sale)}/self-review`, review);
  await trader.does('manager', `${at(sale)}/strategy`, choice);
}

async function analysesSwot(trader: Trader): Promise<void> {
  const sale = await trader.sale();
  const rivalId = await rivalIn(trader, sale);
  const lists = { strengths: ['覆盖好'], weaknesses: ['报价高'], chances: ['客户要扩建'], threats: ['对手降价'] };
  const derived = ['SO', 'ST', 'WO', 'WT'].map((pair) => ({ pair, own: [0], outside: [0], text: `${pair}策略` }));
  const path = `${at(sale)}/rivals/${rivalId}/swot`;
  const missing = await trader.refused('manager', path, { ...lists, derived: derived.slice(1) }, 'SWOT_INCOMPLETE');
  trader.expects(missing.join() === 'SO', `SO is missing, but the refusal names ${missing.join()}`);
  await trader.does('manager', path, { ...lists, derived });
}

async function choosesStrategy(trader: Trader): Promise<void> {
  const sale = await trader.sale();
  const rivalId = await rivalIn(trader, sale);
  await trader.unseen(() => trader.does('manager', `${at(sale)}/self-review`, review));
  const choose = `${at(sale)}/strategy`;
  const headOn = { rivalId, strategy: 'head-on', reason: '客户高层支持' };
  const missing = await trader.refused('manager', choose, headOn, 'STRATEGY_UNDECIDED');
  trader.expects(missing.includes('firstChoice'), 'the refusal names the facts that are not known');
  const facts = { advantagePercent: 80, rivalEntrenched: true, firstChoice: false };
  await trader.does('manager', `${at(sale)}/rivals/${rivalId}/facts`, facts);
  const { rivals } = await trader.reads<View>('manager', `${at(sale)}/competition`);
  trader.expects(rivals[0]!.advice[0]!.strategy === 'flanking', 'flanking is recommended');
  await trader.refused('manager', choose, headOn, 'STRATEGY_FORBIDDEN');
  await trader.refused('manager', choose, { rivalId, strategy: 'divide' }, 'STRATEGY_FORBIDDEN');
  await trader.does('manager', `${at(sale)}/strategy-exceptions`, headOn);
  await trader.approveOpen(sale.id);
  const { events } = await trader.does('manager', choose, headOn);
  trader.expects(events[0]!.data['exceptionId'] !== undefined, 'the exception is on record with the choice');
  await trader.does('manager', `${at(sale)}/rivals/${rivalId}/facts`, {
    advantagePercent: 199,
    rivalEntrenched: false,
  });
  await trader.refused('manager', choose, { rivalId, strategy: 'head-on' }, 'STRATEGY_WARNED');
}

export const competitionRows: TradeRow[] = [
  { row: 'S9', what: '环境分析 environment: external and internal factors, in versions', check: notesEnvironment },
  { row: 'S10', what: '自我审视 six questions before a strategy', check: reviewsOurselves },
  { row: 'S11', what: 'SWOT per rival with its four derived strategies', check: analysesSwot },
  { row: 'S12', what: '竞争策略 adviser and guard: refusal, warning, exception', check: choosesStrategy },
];
