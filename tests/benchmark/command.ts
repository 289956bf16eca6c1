// `npm run bench -- command`: the whole of way A over HTTP, from the token to the stored event, and what it costs the database.
import { Agent, request } from 'node:http';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { ensureDatabase } from '../../deploy/local/postgres';
import { exampleId } from '../../deploy/local/set-up';
import { signIn } from '../../deploy/local/story/sign-in';
import { startCluster } from '../support/cluster';
import { pidOf } from '../support/killing';
import { startProduct, type Product } from '../support/product';
import { shuffled, spreadOf, writeFor, type Spread } from './slices';

const clientCounts = [1, 4, 16] as const;
const SLICE_MS = 1_000;

type Result = { clients: number; perSecond: Spread; p50Ms: number; p99Ms: number };
export type CommandReport = {
  benchmark: 'command';
  unit: 'commands per second over HTTP';
  slices: number;
  results: Result[];
  /** Of a warm command. */
  cost: { statements: number; rows: number; walBytes: number };
};

type Sale = { id: string; number: number };
type Send = (sale: Sale) => Promise<void>;

export async function benchCommand({
  slices = 15,
  sliceMs = SLICE_MS,
}: {
  slices?: number;
  sliceMs?: number;
} = {}): Promise<CommandReport> {
  // Counted by the database itself, whoever sends them and however.
  const cluster = await startCluster({ durable: true, settings: { shared_preload_libraries: 'pg_stat_statements' } });
  let product: Product | undefined;
  const admin = new Client({ connectionString: cluster.url('tongguan') });
  try {
    for (const name of ['tongguan', 'tongguan_keys', 'sign_in']) await ensureDatabase(cluster, name);
    await admin.connect();
    await admin.query('CREATE EXTENSION pg_stat_statements');
    product = await startProduct({
      TONGGUAN_DATABASE_URL: cluster.url('tongguan'),
      TONGGUAN_KEYS_DATABASE_URL: cluster.url('tongguan_keys'),
      TONGGUAN_SIGN_IN_DATABASE_URL: cluster.url('sign_in'),
    });
    const { send, sales } = await prepare(product);
    const measured = await measure(send, sales, slices, sliceMs);
    return {
      benchmark: 'command',
      unit: 'commands per second over HTTP',
      slices,
      results: clientCounts.map((clients) => resultOf(measured, clients)),
      cost: await costOf(product, admin, send, sales[0]!),
    };
  } finally {
    await admin.end().catch(() => undefined);
    await product?.remove();
    await cluster.remove();
  }
}

/** As many sales as there are clients at most, each with its profile completed: what is sent corrects it again and again. */
async function prepare(product: Product): Promise<{ send: Send; sales: Sale[] }> {
  const manager = await product.as('manager');
  const { accessToken } = await signIn(product.issuer, 'manager');
  const sales: Sale[] = [];
  for (let number = 0; number < Math.max(...clientCounts); number++) {
    const body = { customerId: exampleId('customer', 'donghai'), playbookKey: 'story', title: '专线' };
    const { id } = (await manager.send<{ id: string }>('/v1/opportunities', body)).body;
    await manager.send(`/v1/opportunities/${id}/actions/collect-profile/complete`, { answers: { need: 'latent' } });
    sales.push({ id, number: 0 });
  }
  const agent = new Agent({ keepAlive: true, maxSockets: Math.max(...clientCounts) });
  const send: Send = (sale) => {
    const need = sale.number++ % 2 === 0 ? 'explicit' : 'latent';
    const body = JSON.stringify({ answers: { need, summary: '客户需要一条专线' }, reason: '客户更正' });
    const path = `/v1/opportunities/${sale.id}/actions/collect-profile/correct`;
    return post(agent, `${product.apiUrl}${path}`, accessToken, body);
  };
  return { send, sales };
}

type Measured = { clients: number; perSecond: number; latenciesMs: number[] };

async function measure(send: Send, sales: readonly Sale[], slices: number, ms: number): Promise<Measured[]> {
  for (const sale of sales) await send(sale);
  const measured: Measured[] = [];
  for (let round = 0; round < slices; round++) {
    for (const clients of shuffled(clientCounts)) {
      const latenciesMs: number[] = [];
      const { count, elapsedMs } = await writeFor(ms, clients, async (client) => {
        const from = performance.now();
        await send(sales[client]!);
        latenciesMs.push(performance.now() - from);
      });
      measured.push({ clients, perSecond: (count / elapsedMs) * 1000, latenciesMs });
    }
  }
  return measured;
}

const COUNTED = 50;

/** The apps that read the log as well: the relay, and the worker when the relay has poked its processes. */
const BESIDE_THE_API = ['relay', 'worker'] as const;

/** With the others held still, so that only the command's own statements are there to count. */
async function costOf(product: Product, admin: Client, send: Send, sale: Sale): Promise<CommandReport['cost']> {
  const others = BESIDE_THE_API.map((app) => pidOf(product, app));
  for (const pid of others) process.kill(pid, 'SIGSTOP');
  try {
    await send(sale);
    await admin.query('SELECT pg_stat_statements_reset()');
    const before = await state(admin);
    for (let number = 0; number < COUNTED; number++) await send(sale);
    const after = await state(admin);
    const { rows } = await admin.query<{ calls: string }>(
      `SELECT sum(calls) AS calls FROM pg_stat_statements s
       WHERE toplevel AND query NOT LIKE '%pg_stat_statements%' AND query NOT LIKE '%pg_current_wal%'`,
    );
    return {
      statements: Number(rows[0]!.calls) / COUNTED,
      rows: (after.rows - before.rows) / COUNTED,
      walBytes: Math.round((after.wal - before.wal) / COUNTED),
    };
  } finally {
    for (const pid of others) process.kill(pid, 'SIGCONT');
  }
}

async function state(admin: Client): Promise<{ rows: number; wal: number }> {
  const { rows } = await admin.query<{ rows: string; wal: string }>(
    `SELECT (SELECT count(*) FROM events) AS rows, pg_current_wal_insert_lsn() - '0/0' AS wal`,
  );
  return { rows: Number(rows[0]!.rows), wal: Number(rows[0]!.wal) };
}

function post(agent: Agent, url: string, token: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      agent,
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'idempotency-key': randomUUID(),
      },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${response.statusCode}: ${text}`));
      });
    });
    sent.end(body);
  });
}

function resultOf(measured: readonly Measured[], clients: number): Result {
  const own = measured.filter((each) => each.clients === clients);
  const latencies = own.flatMap((each) => each.latenciesMs).sort((a, b) => a - b);
  const at = (share: number): number =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))]!;
  return { clients, perSecond: spreadOf(own.map((each) => each.perSecond)), p50Ms: at(0.5), p99Ms: at(0.99) };
}

export function printCommand({ results, cost }: CommandReport): string {
  const rows = results.map(({ clients, perSecond: { median, low, high }, p50Ms, p99Ms }) =>
    [
      String(clients).padStart(7),
      `${median.toFixed(0)} (${low.toFixed(0)}–${high.toFixed(0)})`.padStart(22),
      p50Ms.toFixed(2).padStart(10),
      p99Ms.toFixed(2).padStart(10),
    ].join(' '),
  );
  const head = ['clients'.padStart(7), 'commands/s'.padStart(22), 'p50 ms'.padStart(10), 'p99 ms'.padStart(10)].join(
    ' ',
  );
  const { statements, rows: stored, walBytes } = cost;
  return [head, ...rows, `a warm command: ${statements} statements, ${stored} rows, ${walBytes} bytes of WAL`].join(
    '\n',
  );
}
