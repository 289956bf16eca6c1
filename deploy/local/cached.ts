// Parts that are made once per user and kept in the cache: whole or not at all, also when two starts make them at once.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './folders';

/** The cached folder of this name; `make` fills it when it is not there. */
export async function cached(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const target = join(cacheFolder(), name);
  if (existsSync(target)) return target;
  const partial = `${target}.${process.pid}.${randomBytes(4).toString('hex')}`;
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
  mkdirSync(partial, { mode: 0o755 });
  try {
    await make(partial);
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Another start was first.
    if (!existsSync(target)) throw error;
  }
  return target;
}
