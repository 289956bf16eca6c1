// What was answered at an action is read where the sale stands, by whoever may see the sale: by whom, when, and why it was corrected.
import { exampleId } from '../../deploy/local/set-up';
import type { Answer, ApiClient } from '../../deploy/local/story/api-client';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

type Answered = {
  items: { key: string; contactId?: string; answers: object; corrected: boolean; reason?: string; by: object }[];
};

let api: TestApi;
let manager: ApiClient;
let at: string;
const contactId = exampleId('contact', 'donghai:user');

beforeAll(async () => {
  api = await startApi();
  manager = await api.as('manager');
  const body = { customerId: exampleId('customer', 'donghai'), playbookKey: 'story', title: '专线' };
  at = `/v1/opportunities/${(await accepted(manager.send<{ id: string }>('/v1/opportunities', body))).id}`;
});
afterAll(() => api?.close());

async function accepted<Body>(answer: Promise<Answer<Body>>): Promise<Body> {
  const settled = await answer;
  expect(settled).toMatchObject({ status: 200 });
  return settled.body;
}

const answered = async (): Promise<Answered['items']> => (await accepted(manager.get<Answered>(`${at}/answers`))).items;

it('nothing before anything is done, then codes and words by the names of the form', async () => {
  expect(await answered()).toEqual([]);
  const answers = { need: 'latent', summary: '总部与两个园区' };
  await accepted(manager.send(`${at}/actions/collect-profile/complete`, { answers }));
  expect(await answered()).toMatchObject([
    { key: 'collect-profile', answers, corrected: false, by: { kind: 'staff', id: exampleId('staff', 'manager') } },
  ]);
});

it('a correction takes its place, with the reason beside the answers and not among them', async () => {
  const correction = { answers: { need: 'explicit' }, reason: '客户自己说了出来' };
  await accepted(manager.send(`${at}/actions/collect-profile/correct`, correction));
  const [profile] = await answered();
  expect(profile).toMatchObject({ corrected: true, reason: '客户自己说了出来' });
  expect(profile?.answers).toEqual({ need: 'explicit' });
});

it('once for each person; who may not see the sale sees none of it, and of the erased no words are left', async () => {
  for (const level of ['user', 'purchaser', 'expert', 'influencer', 'decision-maker'])
    await accepted(manager.send(`${at}/contacts`, { contactId: exampleId('contact', `donghai:${level}`), level }));
  await accepted(manager.send(`${at}/gates/preparation/pass`));
  const answers = { accepted: true, report: '主任讲了通知难的问题' };
  await accepted(manager.send(`${at}/actions/visit-user/complete`, { contactId, answers }));
  expect((await answered())[1]).toMatchObject({ key: `visit-user:${contactId}`, contactId, answers });
  expect((await (await api.as('pricing')).get(`${at}/answers`)).status).toBe(404);

  const supervisor = await api.as('supervisor');
  await accepted(supervisor.send(`/v1/contacts/${contactId}/erase`, { ground: 'requested' }));
  expect((await answered())[1]?.answers).toEqual({ accepted: true });
});
