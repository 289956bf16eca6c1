// The sale that the page is about, for all parts of the page.
import { createContext, useContext, type ReactElement, type ReactNode } from 'react';
import type { OpportunityView, Playbook } from '../../client/views';

export type Sale = {
  view: OpportunityView;
  definition: Playbook;
  /** Of a contact of the customer, or of somebody who works here. */
  nameOf: (id: string) => string;
  contacts: readonly { id: string; name: string | null; post?: string | null }[];
};

const SaleContext = createContext<Sale | undefined>(undefined);

export function SaleProvider({ sale, children }: { sale: Sale; children: ReactNode }): ReactElement {
  return <SaleContext value={sale}>{children}</SaleContext>;
}

export function useSale(): Sale {
  const sale = useContext(SaleContext);
  if (sale === undefined) throw new Error('no sale around this');
  return sale;
}

/** Below the sale's own address. */
export function pathOf({ view }: Sale, rest: string): string {
  return `/v1/opportunities/${view.id}${rest}`;
}

/** For good, until it is reopened; a parked sale has not ended: its people still change. */
export function hasEnded({ status }: OpportunityView): boolean {
  return status === 'won' || status === 'lost' || status === 'withdrawn';
}

/** Everybody on the decision chain, once, for fields that name one of them. */
export function usePeople(): { value: string; label: string }[] {
  const { view, nameOf } = useSale();
  return [...new Set(Object.values(view.chain).flat())].map((id) => ({ value: id, label: nameOf(id) }));
}
