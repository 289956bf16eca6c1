// S1, S3–S5, S14, S15: what makes a group customer, its life, what it contributes, its channels, its forms and its people.
import { randomUUID } from 'node:crypto';
import type { Id } from '#domain';
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
  const { id } = await trader.does('manager', '/v1/opportunities', { ...sale, channel: 'hotline' });
  await isHelped(trader, id, customerId);
  await takesUpALead(trader, customerId);
}

/** Many channels together; which of them serve the customer says its class. */
async function isHelped(trader: Trader, id: Id, customerId: Id): Promise<void> {
  const at = `/v1/opportunities/${id}/channels`;
  const classA = { class: 'A', reason: 'large-volume' };
  await trader.does('supervisor', `/v1/customers/${customerId}/class`, classA);
  await trader.refused('manager', at, { channel: 'sales-agent', reason: '协助' }, 'UNKNOWN_REFERENCE');
  await trader.does('manager', at, { channel: 'integrator', reason: '需要定制开发' });
  await trader.does('manager', `${at}/integrator/end`, { reason: '定制已交付' });
  const { channels } = await trader.reads<Sale>('manager', `/v1/opportunities/${id}`);
  const [help] = channels.helping;
  trader.expects(channels.origin === 'hotline' && help?.until !== undefined, 'its channels are on its page');
}

type Sale = { channels: { origin?: string; leadId?: Id; helping: { channel: string; until?: string }[] } };
type Leads = { items: { id: Id; status: string; opportunityId: Id | null }[] };

/** Heard by a colleague, handed to the account manager, and the sale that it becomes has its channel. */
async function takesUpALead(trader: Trader, customerId: Id): Promise<void> {
  const at = `/v1/customers/${customerId}/leads`;
  const asked = { playbookKey: 'group-customer', asked: '想了解专线', askedBy: '王女士', phone: '021-55550008' };
  await trader.refused('manager-en', at, { ...asked, channel: 'sales-agent' }, 'UNKNOWN_REFERENCE');
  const { events } = await trader.does('manager-en', at, { ...asked, channel: 'e-channel' });
  const lead = `${at}/${String(events[0]!.data['leadId'])}`;
  await trader.refused('manager', `${lead}/take-up`, { title: '线索商机' }, 'LEAD_NOT_HANDED_OVER');
  await trader.does('manager-en', `${lead}/hand-over`, { note: '请今天回电' });
  await trader.refused('manager-en', `${lead}/close`, { reason: 'no-need' }, 'NOT_ALLOWED');
  const { id } = await trader.does('manager', `${lead}/take-up`, { title: '线索商机' });
  await trader.refused('manager', `${lead}/take-up`, { title: '再来一次' }, 'ALREADY_EXISTS');
  const { channels } = await trader.reads<Sale>('manager', `/v1/opportunities/${id}`);
  trader.expects(channels.origin === 'e-channel' && lead.endsWith(channels.leadId ?? '-'), 'it came by that channel');
  await trader.sees('the lead is listed as taken up', async () => {
    const { items } = await trader.reads<Leads>('manager', `/v1/leads?customerId=${customerId}&status=taken-up`);
    return items.some(({ opportunityId }) => opportunityId === id) ? true : undefined;
  });
}

type Standing = { isGroupCustomer: boolean; missing: { key: string }[] };

async function standsByFacts(trader: Trader): Promise<void> {
  const { customerId } = await trader.customer();
  const at = `/v1/customers/${customerId}`;
  const before = await trader.reads<Standing>('manager', `${at}/standing`);
  trader.expects(
    before.missing.some(({ key }) => key === 'agreement-signed'),
    'without an agreement it is none',
  );
  await trader.refused('manager', `${at}/relationship`, { enteredOn: '2199-01-01' }, 'INVALID_INPUT');
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await trader.does('manager', `${at}/relationship`, { enteredOn: yesterday });
  const after = await trader.reads<Standing>('manager', `${at}/standing`);
  trader.expects(after.missing.length === before.missing.length - 1, 'one fact less is missing');
  trader.expects(!after.isGroupCustomer, 'and it is none yet');
}

async function keepsTheWholeProfile(trader: Trader): Promise<void> {
  const name = `西岭机械 ${randomUUID().slice(0, 8)}`;
  const profile = { name, region: '330402', postcode: '314000', annualProfitFen: -5_000_000, anniversary: '06-18' };
  await trader.refused('manager', '/v1/customers', { ...profile, region: '330499' }, 'INVALID_REQUEST');
  await trader.refused('manager', '/v1/customers', { ...profile, vatNumber: '91310000MA1FL0000X' }, 'INVALID_REQUEST');
  const { id } = await trader.does('manager', '/v1/customers', profile);
  const view = await trader.reads<{ completeness: { percent: number; missing: string[] } }>(
    'manager',
    `/v1/customers/${id}`,
  );
  trader.expects(view.completeness.missing.includes('vatNumber'), 'what is missing of the form is named');
  await mergesDuplicates(trader, id, name);
}

/** The same organisation, entered twice. */
async function mergesDuplicates(trader: Trader, id: Id, name: string): Promise<void> {
  const { id: duplicateId } = await trader.does('manager', '/v1/customers', { name: `${name}有限公司` });
  await trader.sees('the duplicate is found', async () => {
    const { items } = await trader.reads<{ items: { id: Id }[] }>('manager', `/v1/customers/${id}/duplicates`);
    return items.some((each) => each.id === duplicateId) ? true : undefined;
  });
  await trader.refused('manager', `/v1/customers/${id}/merge`, { duplicateId }, 'NOT_ALLOWED');
  await trader.does('supervisor', `/v1/customers/${id}/merge`, { duplicateId });
  await trader.refused('manager', `/v1/customers/${duplicateId}/notes`, { text: '……' }, 'CUSTOMER_MERGED');
}

async function keepsItsPeople(trader: Trader): Promise<void> {
  const { customerId } = await trader.customer();
  const at = `/v1/customers/${customerId}/contacts`;
  const person = { name: '穆桂英', mobile: '13900000077', sex: 'female', birthYear: 1988, department: '信息中心' };
  await trader.refused('manager', at, { ...person, mobile: '12' }, 'INVALID_REQUEST');
  await trader.refused('manager', at, { ...person, health: '…' }, 'INVALID_REQUEST');
  const { id } = await trader.does('manager', at, person);
  await trader.sees('found by the initials of her name', async () => {
    const { items } = await trader.reads<{ items: { id: Id }[] }>('manager', '/v1/search?q=mgy');
    return items.some((each) => each.id === id) ? true : undefined;
  });
  await trader.does('supervisor', `/v1/contacts/${id}/erase`, { ground: 'requested' });
  await trader.sees('she is found no more', async () => {
    const { items } = await trader.reads<{ items: { id: Id }[] }>('manager', '/v1/search?q=mgy');
    return items.every((each) => each.id !== id) ? true : undefined;
  });
}

export const customerRows: TradeRow[] = [
  {
    row: 'S1',
    what: '集团客户的定义 standing: derived from five recorded facts, those that are missing named',
    check: standsByFacts,
  },
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
    what: '销售渠道 channels: a sale comes by one that serves the class, others help it, a lead of a passive one is handed over and taken up',
    check: comesByAChannel,
  },
  {
    row: 'S14',
    what: '集团单位资料表 group profile: every field judged, completeness, duplicates found and merged',
    check: keepsTheWholeProfile,
  },
  {
    row: 'S15',
    what: '集团成员资料表 member profile: sealed, found by name, pinyin and initials, erased for good',
    check: keepsItsPeople,
  },
];
