// Builds the pages into dist/web.
import { join } from 'node:path';
import { cloneFolder } from './folders';

async function main(): Promise<void> {
  const { build } = await import('vite');
  await build({ configFile: join(cloneFolder(), 'apps', 'web', 'vite.config.ts'), logLevel: 'error' });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
