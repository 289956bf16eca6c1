// A whole sale over HTTP and the command line: every gate refuses until its actions are complete, the offer is approved in
// two rounds inside the decision-maker's gate, and the agreement wins it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleId } from '../../deploy/local/set-up';
import type { Answer, ApiClient } from '../../deploy/local/story/api-client';
import { tongguan } from '../support/command-line';
import { sharedProduct, type SharedProduct } from '../support/product';

jest.setTimeout(120_000);

type Problem = { code: string; missing: { what: string; key: string; problem?: string; suppliedBy: object[] }[] };
type View = {
  gate: string;
  status: string;
  version: number;
  offer?: { hash: string; approvedHash?: string };
  approvals: { id: string; round: number; contentHash: string; status: string; waitsFor?: string[] }[];
  facts: object;
  agreement?: object;
};
type Inbox = {
  items: { approvalId: string; group: string; round: number; contentHash: string; actingFor: string | null }[];
  next?: string;
};

let product: SharedProduct;
let manager: ApiClient;
let sale: string;
const contact = (level: string): string => exampleId('contact', `donghai:${level}`);
const managerId = exampleId('staff', 'manager');

beforeAll(async () => {
  product = await sharedProduct();
  manager = await product.as('manager');
});

async function accepted<Body>(answer: Promise<Answer<Body>>): Promise<Answer<Body>> {
  const settled = await answer;
  expect(settled).toMatchObject({ status: 200 });
  return settled;
}
const post = (path: string, body?: unknown): Promise<Answer> =>
  accepted(manager.send(`/v1/opportunities/${sale}${path}`, body));
const complete = (action: string, level?: string, answers: object = {}): Promise<Answer> =>
  post(`/actions/${action}/complete`, { answers, ...(level === undefined ? {} : { contactId: contact(level) }) });
const view = async (): Promise<View> => (await accepted(manager.get<View>(`/v1/opportunities/${sale}`))).body;

async function refusedToPass(gate: string, code: string, keys: string[]): Promise<void> {
  const { status, body } = await manager.send<Problem>(`/v1/opportunities/${sale}/gates/${gate}/pass`);
  expect([status, body.code, body.missing.map(({ key }) => key)]).toEqual([409, code, keys]);
}

it('is opened, and the command line says what is missing at its gate and who can supply it', async () => {
  const body = { customerId: exampleId('customer', 'donghai'), playbookKey: 'story', title: '总部专线' };
  sale = (await accepted(manager.send<{ id: string }>('/v1/opportunities', body))).body.id;
  await refusedToPass('preparation', 'ACTIONS_OPEN', ['collect-profile', 'identify-chain']);
  const { code, stderr, stdout } = await tongguan(product, 'manager', 'pass-gate', sale, 'preparation');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('refused: ACTIONS_OPEN');
  expect(stderr).toContain('is not complete yet (User, Purchaser, Expert, Influencer, Decision-maker)');
  expect(stderr).toContain('is not complete yet (周经理 can provide this)');
});

it('carries its version: known already is not sent again, and a command names the version that was seen', async () => {
  const read = await manager.get(`/v1/opportunities/${sale}`);
  expect(read).toMatchObject({ status: 200, version: 1 });
  const again = await manager.get(`/v1/opportunities/${sale}`, { known: read.version });
  expect([again.status, again.body]).toEqual([304, {}]);
  const park = { until: '2030-01-01T00:00:00.000Z', reason: '等待' };
  const stale = await manager.send<Problem>(`/v1/opportunities/${sale}/park`, park, { ifMatch: 7 });
  expect([stale.status, stale.body.code]).toEqual([412, 'CONFLICT']);
});

it('is prepared; the command line passes the gate with the session it has', async () => {
  await complete('collect-profile', undefined, { need: 'latent', summary: '需要专线' });
  for (const level of ['user', 'purchaser', 'expert', 'influencer', 'decision-maker']) {
    await post('/contacts', { contactId: contact(level), level });
  }
  const { code, stdout, stderr } = await tongguan(product, 'manager', 'pass-gate', sale, 'preparation');
  expect([code, stdout, stderr]).toEqual([0, expect.stringContaining('preparation is passed'), '']);
});

it('climbs the levels, none before the one below it, and an objection holds it until it is solved', async () => {
  await refusedToPass('expert', 'NOT_AT_GATE', []);
  await refusedToPass('user', 'ACTIONS_OPEN', ['visit-user', 'guide-need']);
  await complete('visit-user', 'user', { accepted: true });
  await complete('guide-need');
  const raised = await post('/objections', { level: 'user', contactId: contact('user'), words: '现在不需要' });
  const objection = (raised.body['events'] as { data: { objectionId: string } }[])[0]!.data.objectionId;
  await refusedToPass('user', 'OBJECTION_OPEN', [objection]);
  const measure = await manager.send<Problem>(`/v1/opportunities/${sale}/objections/${objection}/measure`, {
    measure: 'probe-subtly',
  });
  expect([measure.status, measure.body.code]).toEqual([409, 'OBJECTION_STEP_ORDER']);
  await post(`/objections/${objection}/type`, { objectionType: 'no-need' });
  await post(`/objections/${objection}/truth`, { truth: '预算在别处' });
  await post(`/objections/${objection}/measure`, { measure: 'probe-subtly' });
  await post(`/objections/${objection}/solved`, {});
  await post('/gates/user/pass');
  for (const [gate, action, per] of [
    ['purchaser', 'map-procedure', undefined],
    ['expert', 'record-criteria', undefined],
    ['influencer', 'agree-value', 'influencer'],
  ] as const) {
    await refusedToPass(gate, 'ACTIONS_OPEN', [action]);
    await complete(action, per, per === undefined ? {} : { accepted: true });
    await post(`/gates/${gate}/pass`);
  }
  expect((await view()).gate).toBe('decision-maker');
});

it('has its offer approved in two rounds, by other eyes than those that submitted it', async () => {
  const line = { productCode: 'ip-line', quantity: 2, unitPriceFen: 100_000, charge: 'monthly', termMonths: 12 };
  await post('/offer', { lines: [{ ...line, discountBp: 1_500 }] });
  const { offer } = await view();
  const submitted = await post('/offer/submit', { offerHash: offer!.hash });
  const early = await manager.send<Problem>(`/v1/opportunities/${sale}/actions/present-solution/complete`, {
    contactId: contact('decision-maker'),
    answers: { accepted: true },
  });
  expect(early.status).toBe(409);
  const { approvals } = await view();
  const { id: approval, contentHash } = approvals[0]!;
  /** Read with the very answer, without waiting for any list. */
  const waitsFor = async (): Promise<string[]> => (await view()).approvals[0]?.waitsFor ?? [];
  const staff = (...names: string[]): string[] => names.map((name) => exampleId('staff', name)).sort();
  expect(await waitsFor()).toEqual(staff('supervisor'));
  const vote = (who: ApiClient, round: number): Promise<Answer<Problem>> =>
    who.send(`/v1/opportunities/${sale}/approvals/${approval}/vote`, { round, contentHash, decision: 'approve' });

  const own = await vote(manager, 0);
  expect([own.status, own.body.code]).toEqual([403, 'OWN_SUBMISSION']);
  const supervisor = await product.as('supervisor');
  const inbox = `/v1/inbox?opportunityId=${sale}&seen=${sale}`;
  const asked = await supervisor.get<Inbox>(`${inbox}@${submitted.version}`);
  expect(asked.body.items).toMatchObject([{ approvalId: approval, group: 'supervisor', round: 0, contentHash }]);
  const first = await supervisor.get<Inbox>(`/v1/inbox?limit=1&opportunityId=${sale}`);
  expect(first.body).toEqual({ items: asked.body.items, next: expect.any(String) as string });
  const rest = await supervisor.get<Inbox>(`/v1/inbox?limit=1&opportunityId=${sale}&after=${first.body.next}`);
  expect(rest.body).toEqual({ items: [] });
  const director = await product.as('director');
  const tooEarly = await vote(director, 1);
  expect([tooEarly.status, tooEarly.body.code]).toEqual([409, 'ROUND_CHANGED']);

  await accepted(vote(supervisor, 0));
  expect(await waitsFor()).toEqual(staff('director', 'pricing'));
  const twice = await vote(supervisor, 0);
  expect([twice.status, twice.body.code]).toEqual([409, 'ROUND_CHANGED']);
  await refusedToPass('decision-maker', 'ACTIONS_OPEN', [
    'approve-offer',
    'present-solution',
    'decide-in-principle',
    'agreedInPrinciple',
  ]);
  await accepted(vote(director, 1));
  expect(await waitsFor()).toEqual(staff('pricing'));
  await accepted(vote(await product.as('pricing'), 1));
  expect(await waitsFor()).toEqual([]);
  const granted = await view();
  expect(granted.offer?.approvedHash).toBe(offer!.hash);
  const left = await supervisor.get<Inbox>(`${inbox}@${granted.version}`);
  expect(left.body.items).toEqual([]);
});

it('goes back on a no, is decided, agreed and won', async () => {
  await complete('present-solution', 'decision-maker', { accepted: true });
  await complete('decide-in-principle', undefined, { agreed: false });
  await refusedToPass('decision-maker', 'DECISION_NO', ['agreedInPrinciple']);
  await post('/go-back', { to: 'influencer', reason: '总经理要求补充价值测算' });
  await complete('agree-value', 'influencer', { accepted: true });
  await post('/gates/influencer/pass');
  await complete('present-solution', 'decision-maker', { accepted: true });
  await complete('decide-in-principle', undefined, { agreed: true });
  await post('/gates/decision-maker/pass');
  await refusedToPass('agreement', 'ACTIONS_OPEN', ['sign-agreement']);
  const signed = {
    signatoryIds: [contact('decision-maker')],
    signedById: managerId,
    signedOn: '2026-11-20',
    startsOn: '2026-12-01',
    endsOn: '2027-11-30',
  };
  await post('/agreement', { ...signed, number: 'XY-081' });
  expect((await view()).agreement).toMatchObject({ ...signed, number: 'XY-081' });
  // Recorded again, what was mistyped is put right.
  await post('/agreement', { ...signed, startsOn: '2026-12-02', endsOn: '2027-12-01', number: 'XY-018' });
  const { agreement } = await view();
  expect(agreement).toMatchObject({ ...signed, startsOn: '2026-12-02', endsOn: '2027-12-01', number: 'XY-018' });
  await post('/gates/agreement/pass');
  expect(await view()).toMatchObject({ status: 'won' });
});

it('shows its story, and an auditor proves that nobody changed it', async () => {
  type Timeline = { items: { type: string; personal?: { words?: string } }[]; next?: number };
  const first = await accepted(manager.get<Timeline>(`/v1/opportunities/${sale}/timeline?limit=5`));
  expect(first.body.items.map(({ type }) => type)).toEqual([
    'OpportunityOpened',
    'ActionCompleted',
    'ContactPlaced',
    'ContactPlaced',
    'ContactPlaced',
  ]);
  const rest = await accepted(manager.get<Timeline>(`/v1/opportunities/${sale}/timeline?after=${first.body.next}`));
  expect(rest.body.items.find(({ type }) => type === 'ObjectionRaised')?.personal?.words).toBe('现在不需要');
  const refused = await tongguan(product, 'manager', 'verify', 'opportunity', sale);
  expect([refused.code, refused.stderr]).toEqual([
    1,
    expect.stringContaining('(auditor, administrator can provide this)'),
  ]);
  const { code, stdout } = await tongguan(product, 'auditor', 'verify', 'opportunity', sale);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+ events, unbroken, head [0-9a-f]{64}\n$/)]);
});

it('status says how far the log goes, and how many events wait for whom', async () => {
  const { code, stdout } = await tongguan(product, 'manager', 'status');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^log {12}\d+ of \d+ published; sequencer somebody\n/);
  expect(stdout).toMatch(/read-models {4}\d+ events wait; fed by somebody\n/);
  const named = await tongguan(product, 'auditor', 'status', '--holders');
  expect([named.code, named.stdout]).toEqual([0, expect.stringMatching(/fed by \S+ \d+\n/)]);
  const refused = await tongguan(product, 'manager', 'status', '--holders');
  expect([refused.code, refused.stdout]).toEqual([1, '']);
});

it('customers and contacts come from CSV: each bad cell is named, nothing is stored by halves, twice changes nothing', async () => {
  const file = (name: string, content: string | Buffer): string => {
    const path = join(product.folder, name);
    writeFileSync(path, content);
    return path;
  };
  const customers = file(
    'customers.csv',
    '\ufeffcode,name,class,headcount\nC-1,西山能源,A,300\n"C-2","江北, 医院",B,\n',
  );
  const first = await tongguan(product, 'supervisor', 'import', 'customers', customers);
  expect([first.code, first.stdout]).toEqual([0, '2 created, 0 changed, 0 unchanged, 0 refused\n']);
  const again = await tongguan(product, 'supervisor', 'import', 'customers', customers);
  expect([again.code, again.stdout]).toEqual([0, '0 created, 0 changed, 2 unchanged, 0 refused\n']);

  const header = 'code,customerCode,name\n';
  const contacts = file('contacts.csv', `${header}P-1,C-1,钱工\nP-2,C-9,无主\n`);
  const people = await tongguan(product, 'supervisor', 'import', 'contacts', contacts);
  expect([people.code, people.stdout]).toEqual([1, '']);
  expect(people.stderr).toContain('Line 3, column “customerCode” does not exist');
  const right = await tongguan(
    product,
    'supervisor',
    'import',
    'contacts',
    file('right.csv', `${header}P-1,C-1,钱工\n`),
  );
  expect([right.code, right.stdout]).toEqual([0, '1 created, 0 changed, 0 unchanged, 0 refused\n']);

  const wrong: [string, string | Buffer, string[]][] = [
    [
      'bad-cells',
      'code,name,class,headcount\nC-3,,D,-5\nC-4,好,A,x\n',
      [
        'Line 2, column “Name” is required',
        'Line 2, column “Class” is not one of the allowed values',
        'Line 2, column “Headcount” is too small',
        'Line 3, column “Headcount” is not a whole number',
      ],
    ],
    ['columns', 'code,name,colour\nC-3,好,red\n', ['Line 1, column “colour” is not a known column']],
    ['twice', 'code,name\nC-3,好\nC-3,好\n', ['Line 3, column “Code” appears twice']],
    ['ragged', 'code,name\nC-3,好,too,many\n', ['Line 2 does not have the same number of cells as the header']],
    ['quotes', 'code,name\nC-3,"好\n', ['Line 2 has a quotation mark that is never closed']],
    ['nul', 'code,name\nC-3,a\u0000b\n', ['Line 2, column “Name” contains a character that cannot be stored']],
    ['latin', Buffer.from([0x63, 0x6f, 0x64, 0x65, 0x0a, 0xff, 0xfe]), ['Line 1 is not encoded in UTF-8']],
    ['empty', '', ['Line 1 has no rows']],
  ];
  for (const [name, content, cells] of wrong) {
    const { code, stderr, stdout } = await tongguan(
      product,
      'supervisor',
      'import',
      'customers',
      file(`${name}.csv`, content),
    );
    expect([name, code, stdout]).toEqual([name, 1, '']);
    for (const cell of cells) expect(stderr).toContain(cell);
  }
  const known = await (await product.as('administrator')).get<{ items: { name: string }[] }>('/v1/customers');
  const names = known.body.items.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['西山能源', '江北, 医院']));
  expect(names).not.toContain('好');
});
