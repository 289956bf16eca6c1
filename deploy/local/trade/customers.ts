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

export const customerRows: TradeRow[] = [
  {
    row: 'S3',
    what: '客户生命周期 life cycle: ten states, moves by reason and recorded fact, with their history',
    check: movesThroughItsLife,
  },
];
