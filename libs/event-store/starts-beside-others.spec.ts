// Several processes may start at once on empty databases: the tables are made once, and everybody waits for them.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { databaseUrl, openTestStore, testClusterUrl } from '../../tests/support/test-database';
import { logDataSource } from './data-source';
import { EventStore } from './event-store';
import { eventually } from '../../tests/support/eventually';

it('makes the tables once, also for a process with a single connection', async () => {
  const test = await openTestStore();
  const name = `test_${randomBytes(6).toString('hex')}`;
  for (const database of [name, `${name}_keys`]) await test.admin.query(`CREATE DATABASE ${database}`);
  const options = {
    ...test.options,
    databaseUrl: databaseUrl(testClusterUrl(), name),
    keysDatabaseUrl: databaseUrl(testClusterUrl(), `${name}_keys`),
    poolSize: 1,
  };
  const stores = await Promise.all(Array.from({ length: 4 }, () => EventStore.open(options)));
  const client = new Client({ connectionString: options.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations');
  await client.end();
  expect(rows.map((row) => row.name)).toEqual(migrationsOfTheLog());
  for (const store of stores) await store.close();
  for (const database of [name, `${name}_keys`]) await test.admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
  await test.close();
});

/** All that the log's tables are made by, in their order. */
function migrationsOfTheLog(): string[] {
  const { migrations } = logDataSource({ url: 'postgres://unused', poolSize: 1, applicationName: 'unused' }).options;
  return (migrations as (new () => object)[]).map((migration) => migration.name);
}

it('leaves no connection open when it cannot start', async () => {
  const test = await openTestStore();
  const broken = { ...test.options, masterKey: Buffer.alloc(16), applicationName: 'broken' };
  await expect(EventStore.open(broken)).rejects.toThrow('the master key must have 32 bytes');
  // The server notices a moment after the client that a connection has ended.
  await eventually('no connection is left', async () => {
    const { rows } = await test.admin.query(`SELECT pid FROM pg_stat_activity WHERE application_name = 'broken'`);
    return rows.length === 0 ? true : undefined;
  });
  await test.close();
});
