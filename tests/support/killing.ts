// Parts of a running product, killed with -9 by the pid that their start wrote down.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../deploy/local/state';
import { eventually } from './eventually';
import type { Product } from './product';

export type PartName = 'api' | 'worker' | 'relay' | 'notifier' | 'sign-in' | 'Temporal' | 'Kafka' | 'PostgreSQL';

export function pidOf(product: Product, part: PartName): number {
  return Number(readFileSync(join(product.folder, 'pids', part), 'utf8').split('\n')[0]);
}

/**
 * Returns when it is gone; the product starts it again by itself. One that is just being started again, because it lost
 * another part, is waited for.
 * @returns the process that it was
 */
export async function killPart(product: Product, part: PartName): Promise<number> {
  const pid = await eventually(`${part} to run`, () => {
    const running = pidOf(product, part);
    return Promise.resolve(isAlive(running) ? running : undefined);
  });
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
  return pid;
}
