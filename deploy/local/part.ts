// One supervised program of the local run: started, watched, started again when it dies, ended in order.
import { execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stateFolder } from './folders';
import { isAlive } from './state';

export type PartOptions = {
  name: string;
  /** Starts the program; called again whenever it ended by itself. */
  spawn(): ChildProcess;
  /** Whether it can be used. */
  isReady(): Promise<boolean>;
  logFile: string;
  stopSignal?: NodeJS.Signals;
  readyTimeoutMs?: number;
};

/** A program that dies at once would otherwise be started a hundred times a second. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** After this long without dying it counts as healthy again. */
const HEALTHY_MS = 10_000;
/** Long enough for a JVM to start on a busy machine. */
const READY_TIMEOUT_MS = 90_000;
/** A port that somebody else took between being found free and being bound is another one the next time; what dies thrice stays dead. */
const MAX_DEATHS_AT_START = 3;
/** What has not ended in order by then is killed. */
const STOP_TIMEOUT_MS = 15_000;
/** What outlived its start has lost some of what it needs and may not end in order; all of it survives being killed. */
const LEFTOVER_TIMEOUT_MS = 4_000;

const LOG_TAIL_LINES = 12;

export class Part {
  private child: ChildProcess | undefined;
  private stopping = false;
  private deaths = 0;
  private pauseMs = FIRST_PAUSE_MS;
  private restart: NodeJS.Timeout | undefined;

  constructor(private readonly options: PartOptions) {}

  get name(): string {
    return this.options.name;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Returns when it can be used; throws with the end of its log when that does not come to be. */
  async start(): Promise<void> {
    this.run();
    const deadline = Date.now() + (this.options.readyTimeoutMs ?? READY_TIMEOUT_MS);
    while (!(await this.options.isReady().catch(() => false))) {
      if (this.deaths >= MAX_DEATHS_AT_START || Date.now() > deadline) {
        await this.stop();
        throw new Error(`${this.name} did not come up. Its log ${this.options.logFile} ends with:\n${this.logTail()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    const { child } = this;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill(this.options.stopSignal ?? 'SIGTERM');
      const last = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(last);
    }
    rmSync(this.pidFile, { force: true });
  }

  private get pidFile(): string {
    return join(pidsFolder(), this.name);
  }

  private run(): void {
    const startedAt = Date.now();
    const child = this.options.spawn();
    this.child = child;
    if (child.pid !== undefined) {
      mkdirSync(dirname(this.pidFile), { recursive: true });
      writeFileSync(this.pidFile, `${child.pid}\n${startOf(child.pid) ?? ''}\n`);
    }
    child.once('error', () => this.ended(startedAt));
    child.once('exit', () => this.ended(startedAt));
  }

  private ended(startedAt: number): void {
    if (this.stopping) return;
    this.deaths += 1;
    if (Date.now() - startedAt > HEALTHY_MS) this.pauseMs = FIRST_PAUSE_MS;
    process.stderr.write(`${this.name} ended; starting it again (log: ${this.options.logFile})\n`);
    this.restart = setTimeout(() => this.run(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private logTail(): string {
    const text = existsSync(this.options.logFile) ? readFileSync(this.options.logFile, 'utf8') : '';
    return text.trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
  }
}

/** Ends what a killed start left running, before its ports and data are wanted again. */
export function endLeftovers(): void {
  if (!existsSync(pidsFolder())) return;
  const left = readdirSync(pidsFolder()).map((name) => leftoverIn(join(pidsFolder(), name)));
  const deadline = Date.now() + LEFTOVER_TIMEOUT_MS;
  for (let running = left.filter(isOurs); running.length > 0; running = running.filter(isOurs)) {
    for (const { pid } of running) process.kill(pid, Date.now() > deadline ? 'SIGKILL' : 'SIGINT');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  for (const { pidFile } of left) rmSync(pidFile, { force: true });
}

function pidsFolder(): string {
  return join(stateFolder(), 'pids');
}

type Leftover = { pidFile: string; pid: number; started: string };

function leftoverIn(pidFile: string): Leftover {
  const [number = '', started = ''] = readFileSync(pidFile, 'utf8').split('\n');
  return { pidFile, pid: Number(number), started };
}

/** Its number alone may belong to somebody else by now; with the time of its start it does not. */
function isOurs({ pid, started }: Leftover): boolean {
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) && started !== '' && startOf(pid) === started;
}

/** When a process began, in whatever form this machine tells it; `undefined` when it is not there. */
function startOf(pid: number): string | undefined {
  try {
    if (existsSync('/proc/self/stat')) {
      // The second field is a name in brackets and may hold spaces; the start is the 20th after it.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
