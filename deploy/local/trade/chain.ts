// S7: the decision chain and its gates.
import type { Trader, TradeRow } from './trader';

export const chainRows: TradeRow[] = [
  {
    row: 'S7',
    what: '决策链 decision chain: no level is entered before the one below is complete',
    check: async (trader: Trader): Promise<void> => {
      const { id } = await trader.sale();
      const missing = await trader.refused(
        'manager',
        `/v1/opportunities/${id}/gates/preparation/pass`,
        {},
        'ACTIONS_OPEN',
      );
      trader.expects(missing.includes('pre1'), `pre1 is open, but the refusal names ${missing.join(', ')}`);
      const path = `/v1/opportunities/${id}/actions/use4/complete`;
      await trader.refused('manager', path, { answers: {} }, 'GATE_NOT_ENTERED');
      const { explanation } = await trader.reads<{ explanation: { gates: object[] } }>(
        'manager',
        `/v1/opportunities/${id}`,
      );
      trader.expects(explanation.gates.length === 7, 'the explanation speaks of every gate');
    },
  },
];
