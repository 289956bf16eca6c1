// Fills an installation with what the example begins with: the shipped playbooks and the example company. What is there stays.
import { storeSettings } from '../../apps/settings';
import { setUp } from './set-up';

setUp(storeSettings(process.env, 'tongguan set-up')).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
