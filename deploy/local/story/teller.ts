// Tells a story step by step: sends, waits, prints, counts; what a fault swallowed is sent again with the same key.
import { derivedId, commandIdFor } from '#domain';
import type { Answer, ApiClient } from './api-client';

export type Person = { name: string; client: ApiClient };

export type Told = { steps: number; refusals: number; unexpected: number };

export type TellerOptions = {
  /** Of this telling: the keys of its commands follow from it. */
  run: string;
  say(line: string): void;
  /** Called before every step, with its number from 1 on. */
  beforeStep?(step: number, what: string): Promise<void>;
};

/** Parts that were killed are back well within; what is not answered by then is not answered. */
const PATIENCE_MS = 90_000;
const AGAIN_AFTER_MS = 250;

type Problem = { code?: string; detail?: string; missing?: { what: string; key: string; problem?: string }[] };

export class Teller {
  private steps = 0;
  private refusals = 0;
  private unexpected = 0;

  constructor(private readonly options: TellerOptions) {}

  get told(): Told {
    const { steps, refusals, unexpected } = this;
    return { steps, refusals, unexpected };
  }

  heading(line: string): void {
    this.options.say(`\n${line}`);
  }

  /** A command that is accepted; answers its body with the new version. */
  async does<Body = Record<string, unknown>>(
    who: Person,
    what: string,
    path: string,
    body: object = {},
  ): Promise<Body> {
    const answer = await this.send<Body>(who, what, path, body);
    if (answer.status === 200) return this.good(`${who.name}: ${what}`, answer.body);
    throw this.bad(`${who.name}: ${what}`, `answered ${answer.status} ${this.reason(answer.body as Problem)}`);
  }

  /** A command that is refused with this code, and why is told. */
  async isRefused(
    who: Person,
    what: string,
    path: string,
    body: object,
    code: string,
    more: { ifMatch?: number; key?: string } = {},
  ): Promise<void> {
    const { status, body: problem } = await this.send<Problem>(who, what, path, body, more);
    if (problem.code !== code) {
      throw this.bad(
        `${who.name}: ${what}`,
        `was to be refused with ${code}, and was answered ${status} ${problem.code ?? ''}`,
      );
    }
    this.refusals += 1;
    this.options.say(`  ✋ ${who.name}: ${what}: ${this.reason(problem)}`);
  }

  /** Something that comes by itself; looked for until it is there. */
  async sees<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    await this.begin(what);
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = await look().catch(
        (error: unknown) => void (Date.now() > deadline && this.options.say(String(error))),
      );
      if (found !== undefined) return this.good(what, found);
      if (Date.now() > deadline) throw this.bad(what, `did not come within ${PATIENCE_MS / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }

  /** The key of a command of this telling: the same for the same words. */
  keyOf(what: string): string {
    return derivedId(commandIdFor(this.options.run, what), 'story');
  }

  private async send<Body>(
    who: Person,
    what: string,
    path: string,
    body: object,
    { ifMatch, key = this.keyOf(`${who.name} ${path} ${what}`) }: { ifMatch?: number; key?: string } = {},
  ): Promise<Answer<Body>> {
    await this.begin(what);
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await who.client.send<Body>(path, body, { key, ifMatch }).catch(() => undefined);
      // Whether it was stored nobody knows; with the same key it is not stored twice.
      if (answer !== undefined && answer.status < 500) return answer;
      if (Date.now() > deadline)
        throw this.bad(`${who.name}: ${what}`, `no answer (${answer?.status ?? 'not reachable'})`);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }

  private async begin(what: string): Promise<void> {
    this.steps += 1;
    await this.options.beforeStep?.(this.steps, what);
  }

  private good<T>(what: string, result: T): T {
    this.options.say(`  ✓ ${what}`);
    return result;
  }

  private bad(what: string, why: string): Error {
    this.unexpected += 1;
    this.options.say(`  ✗ ${what}: ${why}`);
    return new Error(`${what}: ${why}`);
  }

  private reason({ code = '', missing = [] }: Problem): string {
    const things = missing.map(
      ({ what, key, problem }) => `${what} ${key}${problem === undefined ? '' : ` ${problem}`}`,
    );
    return things.length === 0 ? code : `${code} (${things.join(', ')})`;
  }
}
