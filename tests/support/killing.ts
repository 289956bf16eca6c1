// Parts of a running product, killed with -9 by the pid that their start wrote down.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../deploy/local/state';
import type { Product } from './product';

export type PartName = 'api' | 'worker' | 'relay' | 'notifier' | 'sign-in' | 'Temporal' | 'Kafka' | 'PostgreSQL';

export function pidOf(product: Product, part: PartName): number {
  return Number(readFileSync(join(product.folder, 'pids', part), 'utf8').split('\n')[0]);
}

/** Returns when it is gone; the product starts it again by itself. */
export async function killPart(product: Product, part: PartName): Promise<void> {
  const pid = pidOf(product, part);
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}
