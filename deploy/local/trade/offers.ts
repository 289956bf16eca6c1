// S22, S24: the offer with its prices and documents, and what is signed of it.
import { exampleId } from '../set-up';
import type { Trader, TradeRow, TradeSale } from './trader';

type Offers = {
  items: { revision: number; offerHash: string; totals: { discountBp: number } }[];
  difference?: { lines: object[]; documentsAdded: string[] };
};

const line = { productCode: 'ip-line', quantity: 2, discountBp: 0, charge: 'monthly', termMonths: 24 };
const pdf = new Uint8Array(Buffer.from('%PDF-1.7\n总体方案\n%%EOF\n'));

async function offers(trader: Trader): Promise<void> {
  const sale = await trader.sale();
  const at = `/v1/opportunities/${sale.id}`;
  await trader.forceTo(sale, 'decision-maker');
  const unknown = { lines: [{ ...line, productCode: 'telegraph' }] };
  await trader.refused('manager', `${at}/offer`, unknown, 'UNKNOWN_REFERENCE');
  await trader.does('manager', `${at}/offer`, { lines: [line], terms: '三十日付款' });
  const address = await attached(trader, at);
  const cheaper = { lines: [{ ...line, unitPriceFen: 80_000 }], terms: '三十日付款', documents: [address] };
  await trader.does('manager', `${at}/offer`, cheaper);
  const { items, difference } = await trader.reads<Offers>('manager', `${at}/offers?from=1&to=2`);
  trader.expects(items[1]?.totals.discountBp === 2000, 'a unit price below the list price is a discount of 20 %');
  trader.expects(difference?.documentsAdded[0] === address, 'the document is what the second version adds');
  const head = [sale.contacts['decision-maker']];
  const about = { kind: 'solution', plannedAt: new Date().toISOString(), contactIds: head, appearance: 'list-a' };
  const plan = { ...about, topics: [], steps: [], givenFirst: '同行单位的回报测算' };
  const { events } = await trader.does('manager', `${at}/visits`, plan);
  const report = `${at}/visits/${String(events[0]!.data['visitId'])}/report`;
  const met = { visitedOn: '2026-03-02', metIds: head, accepted: true, checked: [], report: '展示了整体方案' };
  const open = await trader.refused('manager', report, met, 'ACTIONS_OPEN');
  trader.expects(open.includes('dec2'), 'the offer is approved before it is presented');
}

async function attached(trader: Trader, at: string): Promise<string> {
  const client = await trader.client('manager');
  const headers = { 'content-type': 'application/pdf', 'document-name': encodeURIComponent('总体方案.pdf') };
  const { status, body } = await client.upload<{ events: { data: { address: string } }[] }>(
    `${at}/documents`,
    pdf,
    headers,
  );
  trader.expects(status === 200, `the document was answered ${status} ${JSON.stringify(body)}`);
  const { address } = body.events[0]!.data;
  const { bytes } = await client.download(`${at}/documents/${address}`);
  trader.expects(bytes.equals(Buffer.from(pdf)), 'the document comes back as it was sent');
  return address;
}

async function signs(trader: Trader): Promise<void> {
  const sale = await trader.sale('story');
  const at = `/v1/opportunities/${sale.id}`;
  await trader.forceTo(sale, 'decision-maker');
  await trader.unseen(() => approved(trader, sale));
  await trader.forceTo(sale, 'agreement');
  const signedOn = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const endsOn = `${Number(signedOn.slice(0, 4)) + 3}-01-01`;
  const agreement = { signedById: exampleId('staff', 'manager'), signedOn, startsOn: signedOn, endsOn };
  const { contacts } = await trader.customer();
  const strangers = [contacts['decision-maker']];
  await trader.refused('manager', `${at}/agreement`, { ...agreement, signatoryIds: strangers }, 'UNKNOWN_REFERENCE');
  const signatoryIds = [sale.contacts['decision-maker']];
  const tooShort = { ...agreement, signatoryIds, endsOn: `${Number(signedOn.slice(0, 4)) + 1}-06-30` };
  await trader.refused('manager', `${at}/agreement`, tooShort, 'INVALID_INPUT');
  const { events } = await trader.does('manager', `${at}/agreement`, { ...agreement, signatoryIds });
  const products = events[0]!.data['products'] as { productCode: string; termMonths: number }[];
  trader.expects(products[0]?.productCode === 'ip-line' && products[0].termMonths === 24, 'it names what was sold');
}

/** The offer of the sale, approved inside. */
export async function approved(trader: Trader, { id }: TradeSale): Promise<void> {
  const at = `/v1/opportunities/${id}`;
  await trader.does('manager', `${at}/offer`, { lines: [line] });
  const { items } = await trader.reads<Offers>('manager', `${at}/offers`);
  await trader.does('manager', `${at}/offer/submit`, { offerHash: items.at(-1)!.offerHash });
  await trader.approveOpen(id);
}

export const offerRows: TradeRow[] = [
  {
    row: 'S22',
    what: '整体方案 offers: priced by the catalogue, with documents, every version told apart',
    check: offers,
  },
  {
    row: 'S24',
    what: '最后协议 agreement: signed by people on the chain, for the products and the term approved',
    check: signs,
  },
];
