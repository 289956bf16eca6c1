// One member of staff is told to colleagues: who decides for whom, when they are away; how to reach them to those who keep the list.
import { exampleId } from '../../deploy/local/set-up';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

const manager = exampleId('staff', 'manager');
const director = exampleId('staff', 'director');
const path = `/v1/staff/${manager}`;

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

it('with what was changed last, at once', async () => {
  const administrator = await api.as('administrator');
  await administrator.send(`${path}/person`, { name: '周大经理', mobile: '13900000099' });
  await administrator.send(`${path}/superior`, { superiorId: director });
  const away = { from: '2026-12-01T00:00:00.000Z', until: '2026-12-15T00:00:00.000Z' };
  const sooner = { from: '2026-11-01T00:00:00.000Z', until: '2026-11-02T00:00:00.000Z' };
  await administrator.send(`${path}/absences`, away);
  await administrator.send(`${path}/absences`, sooner);
  const scope = { kinds: ['offer'], maxAmountFen: 500 };
  await administrator.send(`${path}/delegations`, { to: director, ...away, scope });
  const { body } = await administrator.get<{ reached: object; version: number }>(path);
  expect(body).toMatchObject({
    id: manager,
    version: 6,
    name: '周大经理',
    active: true,
    roles: ['account-manager'],
    superiorId: director,
    language: 'zh-CN',
    absences: [sooner, away],
    delegations: [{ to: director, ...away, scope }],
  });
  expect(body.reached).toEqual({ mobile: '13900000099' });
});

it('but how to reach somebody only to oneself and to administrators', async () => {
  const [self, colleague] = await Promise.all([api.as('manager'), api.as('supervisor')]);
  expect((await self.get<object>(path)).body).toHaveProperty('reached');
  const { status, body } = await colleague.get<object>(path);
  expect(status).toBe(200);
  expect(body).toHaveProperty('name', '周大经理');
  expect(body).not.toHaveProperty('reached');
});

it('and of nobody who was never here', async () => {
  const { status, body } = await (await api.as('manager')).get(`/v1/staff/${exampleId('staff', 'nobody')}`);
  expect([status, body]).toMatchObject([404, { code: 'NOT_FOUND' }]);
});
