// S2, S6, S7, S8, S26: the process of a sale, the people on its way, what is expected of it, and what is learned from it.
import type { Trader, TradeRow } from './trader';

type SaleView = {
  status: string;
  stages: { stage: string; status: string }[];
  complexity: { complex: unknown; points: { point: string; side: string; restsOn: object[] }[] };
  forecast: { weightedFen?: number };
  chain: { [level: string]: string[] };
};
type Playbook = {
  definition: {
    levels: { key: string; traits?: { ask: { 'zh-CN': string; en: string } } }[];
    gates: { key: string }[];
  };
};
type Report = { items: { [column: string]: unknown }[] };

export const processRows: TradeRow[] = [
  {
    row: 'S2',
    what: '五大销售特征 traits: six points say how complex a sale is, and what each rests on',
    check: async (trader: Trader): Promise<void> => {
      const { id } = await trader.sale();
      const path = `/v1/opportunities/${id}`;
      const { complexity } = await trader.reads<SaleView>('manager', path);
      trader.expects(complexity.points.length === 6, 'there are six points');
      const factors = complexity.points.find(({ point }) => point === 'decision-factors');
      trader.expects(factors?.side === 'high', 'five levels with somebody on them are many decision factors');
      trader.expects(
        complexity.points.every(({ restsOn }) => restsOn.length > 0),
        'each point says what it rests on',
      );
      const answers = { need: 'latent', pursue: true, expectation: 'very-high' };
      await trader.refused('manager', `${path}/actions/pre4/complete`, { answers }, 'FORM_INVALID');
    },
  },
  {
    row: 'S6',
    what: '销售流程 process: twelve stages, forecast, nurture parks a sale that is not worth pursuing yet',
    check: async (trader: Trader): Promise<void> => {
      const { id } = await trader.sale();
      const path = `/v1/opportunities/${id}`;
      const { stages } = await trader.reads<SaleView>('manager', path);
      trader.expects(stages.length === 12, `there are twelve stages, not ${stages.length}`);
      await trader.refused('manager', `${path}/forecast`, { amountFen: 2_000_000 }, 'INVALID_REQUEST');
      await trader.does('manager', `${path}/forecast`, {
        amountFen: 2_000_000,
        closeOn: '2027-06-30',
        reason: '客户预算',
      });
      const { forecast } = await trader.reads<SaleView>('manager', path);
      trader.expects(forecast.weightedFen === 100_000, 'the forecast is weighted by the gate');
      await trader.does('manager', `${path}/actions/pre4/complete`, { answers: { need: 'latent', pursue: false } });
      const undone = await trader.refused('manager', `${path}/gates/preparation/pass`, {}, 'ACTIONS_OPEN');
      trader.expects(undone.includes('pursue'), 'a sale that is not worth pursuing does not go on');
      const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
      await trader.does('manager', `${path}/park`, { until, reason: '培育' });
      await trader.refused('manager', `${path}/gates/preparation/pass`, {}, 'PARKED');
      const due = await trader.sees('the date on which it wakes', async (again) => {
        const list = await again.reads<Report>('manager', `/v1/due?until=${until.replace(/^\d+/, '2100')}`);
        return list.items.find(({ streamId, what }) => streamId === id && what === 'WakeOpportunity');
      });
      trader.expects(due['dueAt'] === until, 'it wakes on its date');
    },
  },
  {
    row: 'S7',
    what: '决策链 decision chain: somebody moves up in one step; the second playbook begins with the head',
    check: async (trader: Trader): Promise<void> => {
      const { id, contacts } = await trader.sale('group-customer-top-down');
      const path = `/v1/opportunities/${id}`;
      const move = { contactId: contacts['influencer'], from: 'influencer', to: 'decision-maker', reason: 'promoted' };
      await trader.does('manager', `${path}/contacts/move`, move);
      const { chain } = await trader.reads<SaleView>('manager', path);
      trader.expects(chain['decision-maker']?.length === 2, 'two sit on the level of the head now');
      await trader.refused('manager', `${path}/contacts/move`, move, 'NOT_ON_LEVEL');
      const playbook = await trader.reads<Playbook>('manager', '/v1/playbooks/group-customer-top-down');
      trader.expects(playbook.definition.gates[1]?.key === 'decision-maker', 'after preparation the head comes first');
    },
  },
  {
    row: 'S8',
    what: '各层级特点 traits of each level: concern, what convinces, what to ask, in both languages',
    check: async (trader: Trader): Promise<void> => {
      const { definition } = await trader.reads<Playbook>('manager', '/v1/playbooks/group-customer');
      const asked = definition.levels.filter(
        ({ traits }) => traits?.ask['zh-CN'] !== undefined && traits.ask.en !== '',
      );
      trader.expects(asked.length === 5, 'all five levels have a question to ask');
      const document = { ...definition, levels: [] };
      await trader.refused('manager', '/v1/playbooks/group-customer/versions', { document }, 'NOT_ALLOWED');
      await trader.refused('administrator', '/v1/playbooks/group-customer/versions', { document }, 'PLAYBOOK_INVALID');
    },
  },
  {
    row: 'S26',
    what: '重要性 reports: where sales stand still, time per level, objections, strategies, forecast, funnel, ends and reviews',
    check: async (trader: Trader): Promise<void> => {
      const { id } = await trader.sale();
      const path = `/v1/opportunities/${id}`;
      const review = { decidingFactor: 'timing', lessons: '应更早接触' };
      await trader.refused('manager', `${path}/review`, review, 'NOT_ENDED');
      const still = await trader.sees('the sale in the report', async (again) => {
        const today = `from=${new Date().toISOString().slice(0, 10)}&limit=200`;
        const { items } = await again.reads<Report>('supervisor', `/v1/reports/standstill/opportunities?${today}`);
        return items.find((row) => row['id'] === id);
      });
      trader.expects(typeof still['daysLate'] === 'number', 'it says how late the sale is');
      await trader.refused('manager', `${path}/lose`, { reason: 'rival', rivalCode: 'nobody' }, 'UNKNOWN_REFERENCE');
      await trader.does('manager', `${path}/lose`, { reason: 'rival', rivalCode: 'unicom' });
      await trader.does('manager', `${path}/review`, review);
      await trader.sees('the loss in the report', async (again) => {
        const { items } = await again.reads<Report>('auditor', '/v1/reports/ends?by=person');
        return items.find((row) => row['rivalCode'] === 'unicom' && row['decidingFactor'] === 'timing');
      });
      for (const report of ['standstill', 'time-per-level', 'objections', 'strategies', 'forecast', 'funnel']) {
        await trader.reads<Report>('director', `/v1/reports/${report}?by=class`);
      }
    },
  },
];
