// Where the local parts keep what they need: binaries per user, data per clone, both outside the clone.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The clone this program was started from. */
export function cloneFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package-lock.json'))) return folder;
  }
  throw new Error('package-lock.json is not above this program: run it from a clone');
}

/** PostgreSQL refuses to run as the superuser, and another user cannot read the superuser's home. */
export function runsAsSuperuser(): boolean {
  return process.getuid?.() === 0;
}

/** Downloads and unpacked binaries; may be deleted at any time. */
export function cacheFolder(): string {
  if (process.env['TONGGUAN_CACHE'] !== undefined) return process.env['TONGGUAN_CACHE'];
  if (runsAsSuperuser()) return '/var/cache/tongguan';
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tongguan');
}

/** Data and logs of this clone; two clones never share them. */
export function stateFolder(): string {
  const base = runsAsSuperuser() ? '/var/lib' : (process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'));
  const name = createHash('sha256').update(cloneFolder()).digest('hex').slice(0, 12);
  return join(process.env['TONGGUAN_STATE'] ?? join(base, 'tongguan'), name);
}

export type UnprivilegedUser = { uid: number; gid: number; name: string };

/** Whom PostgreSQL runs as when we are the superuser; the first of these that the machine has. */
const candidates = ['postgres', 'nobody', 'daemon'];

/** `undefined` when we are not the superuser and everything runs as ourselves. */
export function unprivilegedUser(): UnprivilegedUser | undefined {
  if (!runsAsSuperuser()) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  for (const candidate of candidates) {
    const user = users.find(({ name, uid }) => name === candidate && uid > 0);
    if (user !== undefined) return user;
  }
  throw new Error(
    `PostgreSQL does not run as root, and this machine has none of the users ${candidates.join(', ')}. ` +
      'Add one (useradd --system postgres) or start as another user.',
  );
}
