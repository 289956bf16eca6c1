// Counts what a store really sends to its database, whichever way a connection was taken from the pool.
import type { ClientBase } from 'pg';
import type { EventStore } from '#event-store';

/** Names of the statements sent from now on, or their texts where they have no name. */
export function sentStatements({ pool }: EventStore): readonly string[] {
  const sent: string[] = [];
  const watched = new WeakSet<ClientBase>();
  pool.on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      const [statement] = args as [string | { name?: string; text: string }];
      sent.push(typeof statement === 'string' ? statement : (statement.name ?? statement.text));
      return query(...args);
    }) as typeof client.query;
  });
  return sent;
}
