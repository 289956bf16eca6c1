// S3–S5: the life of a customer, what it contributes, and the channels by which it comes.
import type { Trader, TradeRow } from './trader';

async function movesThroughItsLife(trader: Trader): Promise<void> {
  const { customerId } = await trader.customer();
  const at = `/v1/customers/${customerId}/life-cycle`;
  await trader.refused('manager', at, { to: 'lost', reason: 'moved-to-rival' }, 'LIFE_CYCLE_MOVE');
  await trader.does('manager', at, { to: 'relationship', reason: 'regular-contact', note: '每月走访' });
  await trader.refused('manager', at, { to: 'new', reason: 'agreement-signed' }, 'FACT_MISSING');
  const { state, history } = await trader.reads<{ state: string; history: object[] }>('manager', at);
  trader.expects(state === 'relationship' && history.length === 1, 'the move and its history are there');
}

async function weighsItsContribution(trader: Trader): Promise<void> {
  const { customerId } = await trader.customer();
  const at = `/v1/customers/${customerId}/contribution`;
  const axes = { playbookKey: 'group-customer', volume: 9, potential: 8, profit: 7, loyalty: 6 };
  await trader.refused('supervisor', `${at}/class`, { score: 1 }, 'FACT_MISSING');
  const { version } = await trader.does('manager', at, axes);
  await trader.refused('manager', `${at}/class`, { score: version }, 'NOT_ALLOWED');
  await trader.does('supervisor', `${at}/class`, { score: version });
  const view = await trader.reads<{ class: string; scores: { score: number }[] }>('manager', at);
  trader.expects(view.class === 'A' && view.scores[0]?.score === 75, 'it is scored 75 and of class A');
}

async function comesByAChannel(trader: Trader): Promise<void> {
  const { customerId } = await trader.customer();
  const sale = { customerId, playbookKey: 'group-customer', title: '渠道检验' };
  await trader.refused('manager', '/v1/opportunities', { ...sale, channel: 'integrator' }, 'UNKNOWN_REFERENCE');
  await trader.does('manager', '/v1/opportunities', { ...sale, channel: 'hotline' });
}

export const customerRows: TradeRow[] = [
  {
    row: 'S3',
    what: '客户生命周期 life cycle: ten states, moves by reason and recorded fact, with their history',
    check: movesThroughItsLife,
  },
  {
    row: 'S4',
    what: '贡献度评估 contribution: four weighted axes over time give a score, which proposes a class',
    check: weighsItsContribution,
  },
  {
    row: 'S5',
    what: '销售渠道 channels: a sale comes by a channel that begins sales and serves the class of its customer',
    check: comesByAChannel,
  },
];
