// The two databases of the log as TypeORM data sources. TypeORM keeps connections and migrations; statements are our own.
import { Client, type Pool } from 'pg';
import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import { Documents1764200000001 } from './migrations/documents';
import { KeyTables1764000000001 } from './migrations/key-tables';
import { LogTables1764000000000 } from './migrations/log-tables';
import { Readings1764800000005 } from './migrations/readings';
import { SinkTroubleColumns1764100000003 } from './migrations/sink-trouble';

/** A server that does not answer in this time is down, and the caller should hear so. */
const CONNECT_TIMEOUT_MS = 5_000;

/** These few stay open: a command after a pause waits for no connection, and one after another sets no timer for it. */
const CONNECTIONS_KEPT = 2;

type Options = { url: string; poolSize: number; applicationName: string };

export function logDataSource(options: Options, more: (new () => MigrationInterface)[] = []): DataSource {
  return dataSource(options, [
    LogTables1764000000000,
    SinkTroubleColumns1764100000003,
    Documents1764200000001,
    Readings1764800000005,
    ...more,
  ]);
}

export function keyDataSource(options: Options): DataSource {
  return dataSource(options, [KeyTables1764000000001]);
}

function dataSource(options: Options, migrations: (new () => MigrationInterface)[]): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    poolSize: options.poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    installExtensions: false,
    synchronize: false,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'all',
    migrations,
    extra: { keepAlive: true, min: CONNECTIONS_KEPT },
  });
}

/** The pool below TypeORM: only a `pg` client can name a prepared statement. */
export function poolOf(source: DataSource): Pool {
  return (source.driver as unknown as { master: Pool }).master;
}

/** Several processes may start at once: one migrates, the others wait for it. */
const MIGRATION_LOCK = 7262;

export async function migrate(source: DataSource): Promise<void> {
  // A connection beside the pool: the migrations need one too, and the pool may have no second. The lock ends with it.
  const { url } = source.options as Extract<DataSourceOptions, { type: 'postgres' }>;
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1, 0)', [MIGRATION_LOCK]);
    await source.runMigrations();
  } finally {
    await client.end();
  }
}
