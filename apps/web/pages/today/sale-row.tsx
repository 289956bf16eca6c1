// One sale in a list of the morning: what it is, where it stands, and one thing about it.
import type { ReactElement, ReactNode } from 'react';
import { useGateTitle } from '../../words/gate-title';
import { useWords } from '../../words/words';
import { Row } from './row';

type Sale = { id: string; title: string | null; customerName: string | null; gate: string; playbookKey?: string };

export function SaleRow({ sale, children }: { sale: Sale; children?: ReactNode }): ReactElement {
  const { word } = useWords();
  const gateTitle = useGateTitle();
  return (
    <Row
      to={`/opportunities/${sale.id}`}
      title={sale.title ?? word('name.untitled')}
      about={[sale.customerName ?? word('name.erased'), gateTitle(sale.gate, sale.playbookKey)]}
    >
      {children}
    </Row>
  );
}
