// S20, S25: a courtesy within limits, on the register, agreed to by a second person where it is dear; nothing to a tender's committee.
import type { Id } from '#domain';
import type { Trader } from './trader';

const inTwoDays = (): string => new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);

export async function givesWithinLimits(trader: Trader): Promise<void> {
  const sale = await trader.sale();
  const { user, expert } = sale.contacts;
  const at = `/v1/contacts/${user}/gifts`;
  const asked = { playbookKey: 'group-customer', kind: 'holiday-courtesy', occasion: 'mid-autumn', on: inTwoDays() };
  const gift = (valueFen: number): object => ({ ...asked, valueFen, note: '节日问候', opportunityId: sale.id });
  await trader.refused('manager', at, { ...gift(1), kind: 'money' }, 'GIFT_ABOVE_LIMIT');
  const { events, version } = await trader.does('manager', at, gift(30_000));
  const giftId = String(events[0]?.data['giftId']);
  await trader.refused('manager', `${at}/${giftId}/decision`, { decision: 'approve' }, 'OWN_SUBMISSION');
  type Rows = { items: { id: Id; status: string }[] };
  const open = await trader.reads<Rows>('supervisor', `/v1/gifts/to-decide?seen=${user}@${version}&limit=200`);
  trader.expects(
    open.items.some(({ id }) => id === giftId),
    'it waits for the supervisor',
  );
  const agreed = await trader.does('supervisor', `${at}/${giftId}/decision`, { decision: 'approve' });
  const register = `/v1/gifts?contactId=${user}&seen=${user}@${agreed.version}`;
  const { items } = await trader.reads<Rows>('auditor', register);
  trader.expects(items[0]?.status === 'allowed', 'the auditor reads it on the register');
  const answers = { customerClass: 'B', originChannel: 'account-manager', tender: true };
  await trader.unseen(() => trader.does('manager', `/v1/opportunities/${sale.id}/actions/pre1/complete`, { answers }));
  await trader.refused('manager', `/v1/contacts/${expert}/gifts`, gift(100), 'TENDER_OFFICIAL_CHANNEL_ONLY');
}
