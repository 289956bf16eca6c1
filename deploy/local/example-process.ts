// Sales of the example that went further: one won and looked after, one parked, one whose offer waits for its approval.
import type { AskedLine, Id, OpportunityCommand } from '#domain';
import type { Example } from './example-sales';
import { exampleId } from './set-up';

/** Its gates ask little, so that a whole sale stands on a page; a company's own playbook asks more. */
const playbookKey = 'story';

const levels = ['user', 'purchaser', 'expert', 'influencer', 'decision-maker'] as const;

const monthly = { discountBp: 800, charge: 'monthly', termMonths: 24 } as const;

/** What is sold, at the catalogue's list prices. */
const workshopLines: AskedLine[] = [
  { productCode: 'vpmn-local', quantity: 300, ...monthly },
  { productCode: 'short-number-sms', quantity: 300, ...monthly },
];
const fleetLines: AskedLine[] = [
  { productCode: 'vpmn-province', quantity: 120, ...monthly },
  { productCode: 'conference-call', quantity: 8, ...monthly },
];

/** S5, S15, S16: a person's form, a channel that helps, what a customer asks by the hotline and who is to follow it. */
export async function donghaiAsksForMore(example: Example): Promise<void> {
  await example.contact('donghai:user', 'manager', {
    type: 'ChangeContact',
    name: '赵工',
    post: '车间信息员',
    mobile: '13900000001',
    department: '生产部',
    email: 'zhao@donghai.example',
  });
  await example.inSale('donghai', 'manager', {
    type: 'AddHelpingChannel',
    channel: 'integrator',
    reason: '园区弱电改造由集成商承担',
  });
  const [received] = await example.about('donghai', 'supervisor', {
    type: 'ReceiveLead',
    playbookKey: 'group-customer',
    channel: 'hotline',
    asked: '新园区什么时候能通短号？',
    contactId: exampleId('contact', 'donghai:user'),
  });
  const leadId = (received?.data as { leadId?: Id } | undefined)?.leadId;
  if (leadId !== undefined) await example.about('donghai', 'supervisor', { type: 'HandOverLead', leadId });
}

/** S7, S22, S24, S25: every level, an offer approved in two rounds, the agreement, and the follow-ups that it begins. */
export async function donghaiIsWon(example: Example): Promise<void> {
  const key = 'donghai-won';
  await climbed(example, key, 'donghai', '车间短号短信');
  const requested = await offered(example, key, workshopLines);
  if (requested === undefined) return;
  for (const [round, by] of ['supervisor', 'director'].entries()) {
    await example.inSale(key, by, { type: 'CastVote', ...requested, round, decision: 'approve' });
  }
  const contactId = exampleId('contact', 'donghai:decision-maker');
  await example.sale(
    key,
    'manager',
    { type: 'CompleteAction', action: 'present-solution', contactId, answers: { accepted: true } },
    { type: 'CompleteAction', action: 'decide-in-principle', answers: { agreed: true } },
    { type: 'PassGate', gate: 'decision-maker' },
    {
      type: 'RecordAgreement',
      signatoryIds: [contactId],
      signedById: exampleId('staff', 'manager'),
      signedOn: '2026-11-02',
      startsOn: '2026-11-02',
      endsOn: '2028-11-01',
    },
    { type: 'PassGate', gate: 'agreement' },
  );
}

/** S6: it rests until its date and wakes by itself. */
export async function beilingIsParked(example: Example): Promise<void> {
  await example.sale('beiling-parked', 'manager', ...opened('beiling', '调度中心专线'));
  const until = example.inDays(95);
  const parked = { type: 'ParkOpportunity', until, reason: '客户开春以后定预算' } as const;
  await example.inSale('beiling-parked', 'manager', parked, 'parked');
}

/** S22: what a supervisor finds in the inbox. */
export async function beilingWaitsForApproval(example: Example): Promise<void> {
  await climbed(example, 'beiling-offer', 'beiling', '车队短号与电话会议');
  await offered(example, 'beiling-offer', fleetLines);
}

function opened(customer: string, title: string): OpportunityCommand[] {
  return [
    { type: 'OpenOpportunity', customerId: exampleId('customer', customer), playbookKey, title },
    ...levels.map((level): OpportunityCommand => ({
      type: 'PlaceContact',
      contactId: exampleId('contact', `${customer}:${level}`),
      level,
    })),
  ];
}

/** To the gate where the solution is decided. */
async function climbed(example: Example, key: string, customer: string, title: string): Promise<void> {
  const accepted = (action: string, level: string): OpportunityCommand => ({
    type: 'CompleteAction',
    action,
    contactId: exampleId('contact', `${customer}:${level}`),
    answers: { accepted: true },
  });
  await example.sale(
    key,
    'manager',
    ...opened(customer, title),
    { type: 'CompleteAction', action: 'collect-profile', answers: { need: 'explicit' } },
    { type: 'PassGate', gate: 'preparation' },
    accepted('visit-user', 'user'),
    { type: 'PassGate', gate: 'user' },
    { type: 'CompleteAction', action: 'map-procedure' },
    { type: 'PassGate', gate: 'purchaser' },
    { type: 'CompleteAction', action: 'record-criteria' },
    { type: 'PassGate', gate: 'expert' },
    accepted('agree-value', 'influencer'),
    { type: 'PassGate', gate: 'influencer' },
  );
}

/** @returns what a vote has to name */
async function offered(
  example: Example,
  key: string,
  lines: AskedLine[],
): Promise<{ approvalId: Id; contentHash: string } | undefined> {
  const [revised] = await example.inSale(key, 'manager', { type: 'ReviseOffer', lines });
  const { offerHash } = (revised?.data ?? {}) as { offerHash?: string };
  if (offerHash === undefined) return undefined;
  const [requested] = await example.inSale(key, 'manager', {
    type: 'SubmitOffer',
    offerHash,
    note: '按两年期报价',
  });
  const { approvalId, contentHash } = (requested?.data ?? {}) as { approvalId?: Id; contentHash?: string };
  return approvalId === undefined || contentHash === undefined ? undefined : { approvalId, contentHash };
}
