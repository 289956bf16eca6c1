// Who asks is looked at on every request: who has left sees nothing from that moment on, and a fault of ours is never called theirs.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { problemFor } from '../../apps/api/http/problem.filter';
import { exampleId } from '../../deploy/local/set-up';
import { ApiClient } from '../../deploy/local/story/api-client';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

type Problem = { code: string };

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

it('a member of staff who was deactivated reads and sends nothing any more, whatever was cached before', async () => {
  const pricing = await api.as('pricing');
  const routes = ['/v1/me', '/v1/staff', '/v1/inbox', '/v1/playbooks/story', '/v1/opportunities', '/v1/due'];
  for (const route of routes) expect([route, (await pricing.get(route)).status]).toEqual([route, 200]);
  const administrator = await api.as('administrator');
  const id = exampleId('staff', 'pricing');
  expect((await administrator.send(`/v1/staff/${id}/deactivate`)).status).toBe(200);
  for (const route of routes) {
    const { status, body } = await pricing.get<Problem>(route);
    expect([route, status, body.code]).toEqual([route, 403, 'NOT_STAFF']);
  }
  expect((await administrator.send(`/v1/staff/${id}/reactivate`)).status).toBe(200);
  expect((await pricing.get('/v1/me')).status).toBe(200);
});

it('a sign-in provider that is down is 503 for a valid token, not 401', async () => {
  const token = await api.signIn.token('manager');
  api.signIn.hang(true);
  const other = new ApiClient(await api.another(), token);
  const { status, body } = await other.get<Problem>('/v1/me');
  expect([status, body.code]).toEqual([503, 'SIGN_IN_UNAVAILABLE']);
  api.signIn.hang(false);
  expect((await other.get('/v1/me')).status).toBe(200);
});

it('a database that ends the connection, or does not answer, is 503', async () => {
  const pool = new Pool({ connectionString: api.test.options.databaseUrl });
  pool.on('error', () => undefined);
  const slow = createServer();
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
  const deaf = new Pool({
    host: '127.0.0.1',
    port: (slow.address() as AddressInfo).port,
    connectionTimeoutMillis: 100,
  });
  const faults = [
    () => pool.query('SELECT pg_terminate_backend(pg_backend_pid())'),
    () => pool.query('SET statement_timeout = 10; SELECT pg_sleep(1)'),
    () => deaf.query('SELECT 1'),
    () => new Pool({ host: '127.0.0.1', port: 1 }).query('SELECT 1'),
  ];
  for (const fault of faults) {
    const error: unknown = await fault().then(
      () => undefined,
      (cause: unknown) => cause,
    );
    expect(error).toBeDefined();
    const { status, code } = problemFor(error);
    expect([String(error), status, code]).toEqual([String(error), 503, 'STORE_UNAVAILABLE']);
  }
  await pool.end();
  await deaf.end();
  slow.close();
  expect(problemFor(new Error('a mistake of ours')).status).toBe(500);
});
