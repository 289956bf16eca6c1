// `npm run bench -- append`: our append beside Emmett's and beside pgbench running our own statement, on one PostgreSQL.
import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { cloneFolder } from '../../deploy/local/folders';
import { ensureDatabase } from '../../deploy/local/postgres';
import { startCluster, type Cluster } from '../support/cluster';
import { APPEND_ONE } from '#event-store';
import { eventData, eventType, personalFields } from './append-payload';
import { shuffled, spreadOf, type Measured, type Slice, type Spread } from './slices';

const writerCounts = [1, 16, 64] as const;
const SLICE_MS = 1_000;
/** pgbench opens its connections anew in every slice: at 64 that takes a good part of a second. */
const LONG_SLICE_MS = 4_000;

type Result = {
  writers: number;
  ours: Spread;
  emmett: Spread;
  pgbench?: Spread;
  overEmmett: Spread;
  overPgbench?: Spread;
  walBytesPerAppend: number;
  rowsPerAppend: number;
};
export type AppendReport = { benchmark: 'append'; unit: 'appends per second'; slices: number; results: Result[] };

export type AppendOptions = {
  slices?: number;
  /** Length of a slice; the longer slices at 64 writers are cut to it as well. */
  sliceMs?: number;
};

export async function benchAppend({ slices = 15, sliceMs }: AppendOptions = {}): Promise<AppendReport> {
  const cluster = await startCluster({ durable: true });
  const processes: ChildProcess[] = [];
  try {
    for (const name of ['ours', 'ours_keys', 'emmett']) await ensureDatabase(cluster, name);
    const ours = await startVariant('append-ours', [cluster.url('ours'), cluster.url('ours_keys')], processes);
    const emmett = await startVariant('append-emmett', [cluster.url('emmett')], processes);
    const measured = await measure(cluster, { ours, emmett }, slices, sliceMs);
    return {
      benchmark: 'append',
      unit: 'appends per second',
      slices,
      results: writerCounts.map((n) => resultOf(measured, n)),
    };
  } finally {
    for (const child of processes) child.kill();
    await cluster.remove();
  }
}

async function startVariant(name: string, args: string[], processes: ChildProcess[]): Promise<ChildProcess> {
  const child = fork(join(cloneFolder(), 'dist/tests/benchmark', `${name}.js`), args);
  processes.push(child);
  const ready = await Promise.race([once(child, 'message').then(() => true), once(child, 'exit').then(() => false)]);
  if (!ready) throw new Error(`${name} did not start`);
  return child;
}

async function measure(
  cluster: Cluster,
  variants: { [name: string]: ChildProcess },
  count: number,
  sliceMs: number | undefined,
): Promise<Measured[]> {
  const client = new Client({ connectionString: cluster.url('ours') });
  await client.connect();
  const withPgbench = await hasPgbench();
  const names = [...Object.keys(variants), ...(withPgbench ? ['pgbench'] : [])];
  const measured: Measured[] = [];
  try {
    for (let round = 0; round < count; round++) {
      for (const writers of shuffled(writerCounts)) {
        // Within a round the variants follow each other closely, so that their ratio sees one and the same machine.
        for (const variant of shuffled(names)) {
          const ms = sliceMs ?? (writers === 64 && withPgbench ? LONG_SLICE_MS : SLICE_MS);
          const slice: Slice = { variant, writers, ms };
          const before = await walPosition(client);
          const child = variants[variant];
          const result = child === undefined ? await runPgbench(cluster, slice) : await askSlice(child, slice);
          measured.push({ ...slice, ...result, walBytes: (await walPosition(client)) - before });
        }
      }
    }
  } finally {
    await client.end();
  }
  return measured;
}

async function askSlice(child: ChildProcess, slice: Slice): Promise<{ count: number; elapsedMs: number }> {
  const answered = new AbortController();
  const { signal } = answered;
  const answer = once(child, 'message', { signal });
  const gone = once(child, 'exit', { signal }).then(() => undefined);
  child.send(slice);
  try {
    const result = (await Promise.race([answer, gone])) as [{ count: number; elapsedMs: number }] | undefined;
    if (result === undefined) throw new Error(`${slice.variant} ended in the middle of a slice`);
    return result[0];
  } finally {
    gone.catch(() => undefined);
    answer.catch(() => undefined);
    answered.abort();
  }
}

async function hasPgbench(): Promise<boolean> {
  try {
    await promisify(execFile)('pgbench', ['--version']);
    return true;
  } catch {
    process.stderr.write('pgbench is not on the PATH: that column is left out (Debian: postgresql-contrib)\n');
    return false;
  }
}

/** Our statement with constant bytes of the size that we really write: no hashing, no sealing, no JavaScript. */
async function runPgbench(cluster: Cluster, { writers, ms }: Slice): Promise<{ count: number; elapsedMs: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'tongguan-pgbench-'));
  const script = join(folder, 'append.sql');
  writeFileSync(script, pgbenchScript());
  const url = new URL(cluster.url('ours'));
  try {
    const { stdout } = await promisify(execFile)(
      'pgbench',
      [
        '-n',
        '-M',
        'prepared',
        '-D',
        'started=0',
        '-f',
        script,
        '-c',
        String(writers),
        '-j',
        '2',
        '-T',
        String(Math.max(1, Math.round(ms / 1000))),
        '-h',
        url.hostname,
        '-p',
        url.port,
        '-U',
        url.username,
        'ours',
      ],
      { env: { ...process.env, PGPASSWORD: url.password } },
    );
    const tps = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
    const count = Number(/actually processed: (\d+)/.exec(stdout)?.[1]);
    return { count, elapsedMs: (count / tps) * 1000 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pgbenchScript(): string {
  const body = JSON.stringify({
    type: eventType,
    data: eventData(1),
    sealed: personalFields,
    filling: 'x'.repeat(420),
  });
  // A colon before a digit or a letter would be a variable to pgbench.
  const text = body.replaceAll(':', ': ');
  const hash = `'\\x${'01'.repeat(32)}'::bytea`;
  const parameters = [':stream', ':version', hash, 'gen_random_uuid()', hash, `'${text}'`];
  const statement = parameters.reduce(
    (sql, value, index) => sql.replaceAll(`$${index + 1}`, () => value),
    `${APPEND_ONE.replaceAll('\n', ' ')};`,
  );
  return [
    '\\if :started',
    '\\set version :version + 1',
    '\\else',
    'SELECT gen_random_uuid() AS stream \\gset',
    '\\set version 0',
    '\\set started 1',
    '\\endif',
    statement,
    '',
  ].join('\n');
}

async function walPosition(client: Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(`SELECT pg_current_wal_insert_lsn() - '0/0' AS bytes`);
  return Number(rows[0]!.bytes);
}

function resultOf(measured: readonly Measured[], writers: number): Result {
  const rates = (variant: string): number[] =>
    measured
      .filter((each) => each.variant === variant && each.writers === writers)
      .map((each) => (each.count / each.elapsedMs) * 1000);
  const [ours, emmett, pgbench] = [rates('ours'), rates('emmett'), rates('pgbench')];
  const ratios = (others: number[]): Spread => spreadOf(ours.map((rate, round) => rate / others[round]!));
  const own = measured.filter((each) => each.variant === 'ours' && each.writers === writers);
  return {
    writers,
    ours: spreadOf(ours),
    emmett: spreadOf(emmett),
    pgbench: pgbench.length === 0 ? undefined : spreadOf(pgbench),
    overEmmett: ratios(emmett),
    overPgbench: pgbench.length === 0 ? undefined : ratios(pgbench),
    walBytesPerAppend: Math.round(spreadOf(own.map((each) => each.walBytes / each.count)).median),
    rowsPerAppend: 1,
  };
}

export function printAppend(report: AppendReport): string {
  const show = ({ median, low, high }: Spread, digits: number): string =>
    `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
  const rows = report.results.map((result) =>
    [
      String(result.writers).padStart(7),
      show(result.ours, 0).padStart(20),
      show(result.emmett, 0).padStart(20),
      (result.pgbench === undefined ? '–' : show(result.pgbench, 0)).padStart(20),
      show(result.overEmmett, 2).padStart(18),
      (result.overPgbench === undefined ? '–' : show(result.overPgbench, 2)).padStart(18),
      String(result.walBytesPerAppend).padStart(10),
    ].join(' '),
  );
  const head = ['writers', 'ours/s', 'emmett/s', 'pgbench/s', '× emmett', '× pgbench', 'WAL bytes'];
  const widths = [7, 20, 20, 20, 18, 18, 10];
  return [head.map((name, index) => name.padStart(widths[index]!)).join(' '), ...rows].join('\n');
}
