// A sale that pages are tried on: opened by the example's account manager through the API, with everybody on the chain.
import { exampleId } from '../../deploy/local/set-up';
import type { ApiClient } from '../../deploy/local/story/api-client';

const CUSTOMER = 'donghai';
const levels = ['user', 'purchaser', 'expert', 'influencer', 'decision-maker'] as const;

export function contactOn(level: string): string {
  return exampleId('contact', `${CUSTOMER}:${level}`);
}

/** @returns its id */
export async function openPageSale(manager: ApiClient, title: string, playbookKey = 'story'): Promise<string> {
  const customerId = exampleId('customer', CUSTOMER);
  const { body } = await manager.send<{ id: string }>('/v1/opportunities', { customerId, playbookKey, title });
  for (const level of levels) {
    await manager.send(`/v1/opportunities/${body.id}/contacts`, { contactId: contactOn(level), level });
  }
  return body.id;
}

/** To where offers are decided; a gate that was passed already is passed no more. How one gets there is tried elsewhere. */
export async function climbToTheDecisionMaker(manager: ApiClient, saleId: string): Promise<void> {
  const at = `/v1/opportunities/${saleId}`;
  const complete = async (action: string, more: object = {}): Promise<void> => {
    await manager.send(`${at}/actions/${action}/complete`, more);
  };
  const accepted = (level: string): object => ({ contactId: contactOn(level), answers: { accepted: true } });
  const pass = async (gate: string): Promise<void> => {
    await manager.send(`${at}/gates/${gate}/pass`);
  };
  await complete('collect-profile', { answers: { need: 'latent' } });
  await pass('preparation');
  await complete('visit-user', accepted('user'));
  await complete('guide-need');
  await pass('user');
  await complete('map-procedure');
  await pass('purchaser');
  await complete('record-criteria');
  await pass('expert');
  await complete('agree-value', accepted('influencer'));
  await pass('influencer');
}

/** One line, monthly for a year, on these conditions. @returns its hash */
export async function offerOn(
  manager: ApiClient,
  saleId: string,
  discountBp: number,
  conditions: { validUntil?: string; paymentDays?: number; terms?: string; documents?: string[] } = {},
): Promise<string> {
  const line = {
    productCode: 'ip-line',
    quantity: 1,
    unitPriceFen: 100_000,
    discountBp,
    charge: 'monthly',
    termMonths: 12,
  };
  type Answer = { events?: { type: string; data: { offerHash: string } }[] };
  const { body } = await manager.send<Answer>(`/v1/opportunities/${saleId}/offer`, { lines: [line], ...conditions });
  const revised = body.events?.find(({ type }) => type === 'OfferRevised');
  if (revised === undefined) throw new Error(JSON.stringify(body));
  return revised.data.offerHash;
}
