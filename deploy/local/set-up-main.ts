// Fills an installation with what the example begins with: the shipped playbooks and the example company. What is there stays.
import { EventStore } from '#event-store';
import { readModelMigrations } from '#read-model';
import { storeSettings } from '../../apps/settings';
import { loadExampleCompany, publishShippedPlaybooks } from './set-up';

async function main(): Promise<void> {
  const store = await EventStore.open({
    ...storeSettings(process.env, 'tongguan set-up'),
    migrations: readModelMigrations,
  });
  try {
    await publishShippedPlaybooks(store);
    await loadExampleCompany(store);
  } finally {
    await store.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
