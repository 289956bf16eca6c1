// Several processes may start at once on empty databases: the tables are made once, and everybody waits for them.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { databaseUrl, openTestStore, testClusterUrl } from '../../tests/support/test-database';
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
  const { rows } = await client.query('SELECT name FROM migrations');
  const once = ['LogTables1764000000000', 'SinkTroubleColumns1764100000003', 'Documents1764200000001'];
  expect(rows).toEqual(once.map((migration) => ({ name: migration })));
  await client.end();
  for (const store of stores) await store.close();
  for (const database of [name, `${name}_keys`]) await test.admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
  await test.close();
});

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
