// Databases of their own for a test file: the log and the keys, migrated, and an open store on them.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { EventStore, type EventStoreOptions } from '#event-store';

export type TestStore = {
  store: EventStore;
  options: EventStoreOptions;
  /** A superuser's connection to the log's database; closed with the store. */
  admin: Client;
  /** Another store on the same databases, as another process would have it. */
  openAnother(more?: Partial<EventStoreOptions>): Promise<EventStore>;
  close(): Promise<void>;
};

export async function openTestStore(
  more: Partial<EventStoreOptions> = {},
  clusterUrl = testClusterUrl(),
): Promise<TestStore> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(clusterUrl, async (client) => {
    await client.query(`CREATE DATABASE ${name}`);
    await client.query(`CREATE DATABASE ${name}_keys`);
  });
  const options: EventStoreOptions = {
    databaseUrl: databaseUrl(clusterUrl, name),
    keysDatabaseUrl: databaseUrl(clusterUrl, `${name}_keys`),
    masterKey: randomBytes(32),
    applicationName: 'test',
    ...more,
  };
  const opened = [await EventStore.open(options)];
  const admin = new Client({ connectionString: options.databaseUrl });
  await admin.connect();
  return {
    store: opened[0]!,
    options,
    admin,
    openAnother: async (change = {}) => {
      const another = await EventStore.open({ ...options, ...change });
      opened.push(another);
      return another;
    },
    close: async () => {
      await admin.end();
      for (const store of opened) await store.close();
      await asSuperuser(clusterUrl, async (client) => {
        await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
        await client.query(`DROP DATABASE ${name}_keys WITH (FORCE)`);
      });
    },
  };
}

/** The same databases for a program of its own. */
export function environmentOf({ options }: Pick<TestStore, 'options'>): { [name: string]: string } {
  return {
    TONGGUAN_DATABASE_URL: options.databaseUrl,
    TONGGUAN_KEYS_DATABASE_URL: options.keysDatabaseUrl,
    TONGGUAN_MASTER_KEY: options.masterKey.toString('base64'),
  };
}

export function testClusterUrl(): string {
  const url = process.env['TONGGUAN_TEST_PG_URL'];
  if (url === undefined) throw new Error('the test run has no PostgreSQL: its global setup did not run');
  return url;
}

export function databaseUrl(clusterUrl: string, name: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

async function asSuperuser(clusterUrl: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: clusterUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
