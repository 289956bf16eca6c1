// An administrator's connection for as long as one question takes.
import type { Admin } from 'kafkajs';
import { closeClient, openClient, type BusOptions } from './kafka-client';

export async function withAdmin<T>(options: BusOptions, use: (admin: Admin) => Promise<T>): Promise<T> {
  const client = openClient(options);
  const admin = client.kafka.admin();
  try {
    await admin.connect();
    return await use(admin);
  } finally {
    await closeClient(client, () => admin.disconnect());
  }
}
