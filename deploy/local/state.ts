// What an instance of this clone leaves on disk besides its data: secrets, ports, and who is running.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from './folders';

/** Addresses of a running instance, for the command line, the story and people. */
export type Running = {
  pid: number;
  startedAt: string;
  databaseUrl: string;
  keysDatabaseUrl: string;
  apiUrl: string;
  issuer: string;
  temporalAddress: string;
  /** Temporal's own page, where it is ours. */
  temporalUi?: string;
  /** Absent where there is no Kafka. */
  kafkaBrokers?: string;
  /** Where caught mail is shown, where the catcher is ours. */
  mailPage?: string;
};

export function ensureStateFolder(): string {
  const folder = stateFolder();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const probe = join(folder, '.probe');
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOSPC' ? 'the disk is full' : message;
    throw new Error(
      `the data folder ${folder} cannot be written (${reason}). Make room, or set TONGGUAN_STATE to another folder.`,
    );
  }
  return folder;
}

/** A secret of this installation, made once; readable by its user only. */
export function ensureSecret(name: string, bytes: number): string {
  const file = join(stateFolder(), name);
  if (!existsSync(file)) writeFileSync(file, randomBytes(bytes).toString('base64'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}

/** A number that should stay from start to start, such as a port. */
export function remembered(name: string): number | undefined {
  const file = join(stateFolder(), name);
  const number = existsSync(file) ? Number(readFileSync(file, 'utf8')) : NaN;
  return Number.isInteger(number) ? number : undefined;
}

export function remember(name: string, value: number): void {
  writeFileSync(join(stateFolder(), name), String(value));
}

export function readRunning(): Running | undefined {
  const file = join(stateFolder(), 'running.json');
  if (!existsSync(file)) return undefined;
  const running = JSON.parse(readFileSync(file, 'utf8')) as Running;
  return isAlive(running.pid) ? running : undefined;
}

export function writeRunning(running: Running): void {
  const file = join(stateFolder(), 'running.json');
  writeFileSync(`${file}.new`, JSON.stringify(running, undefined, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function clearRunning(): void {
  rmSync(join(stateFolder(), 'running.json'), { force: true });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
