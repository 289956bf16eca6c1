// `npm run tongguan -- …`: the command line, pointed at the instance that runs from this clone.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { cloneFolder } from './folders';
import { readRunning } from './state';

const running = readRunning();
const result = spawnSync(process.execPath, [join(cloneFolder(), 'dist/apps/cli/main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...(running === undefined ? {} : { TONGGUAN_API_URL: running.apiUrl }), ...process.env },
});
process.exitCode = result.status ?? 1;
