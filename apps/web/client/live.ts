// What others do shows without a reload: the API tells which things changed, and what is shown of them is read again.
// Only the window in sight listens: a browser has few connections to one server, and a window out of sight shows nobody anything.
import type { QueryClient } from '@tanstack/react-query';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { send } from './client';
import { isLastWritten } from './commands';
import { Problem, SignedOut } from './problem';

type Change = { type: string; id: string; version: number };

/** Several changes of one command are one reading. */
const GATHER_MS = 250;
const AGAIN_MS = 1_000;
/** Somebody waits in front of it. */
const LONGEST_PAUSE_MS = 10_000;

/** Where pages read a thing of this type; lists of it stand at the same place. */
const places: { [type: string]: string } = {
  opportunity: '/v1/opportunities',
  customer: '/v1/customers',
  contact: '/v1/contacts',
  'follow-up-plan': '/v1/follow-up-plans',
  staff: '/v1/staff',
  playbook: '/v1/playbooks',
  catalogue: '/v1/catalogue',
};

/** Lists that are made of more than one kind of thing. */
const mixed = ['/v1/due', '/v1/reports', '/v1/leads', '/v1/gifts', '/v1/search', '/v1/audit'];

/** Follows until `stop` is aborted. @param tell whether the server answers: not, once connecting again has failed */
export async function followChanges(
  queries: QueryClient,
  stop: AbortSignal,
  tell: (answers: boolean) => void,
): Promise<void> {
  let pause = AGAIN_MS;
  for (let connected = 0, tries = 0; !stop.aborted; tries++) {
    await inSight(stop);
    const hidden = outOfSight(stop);
    const gathered = new Gathered(queries);
    try {
      const response = await send('/v1/changes', { signal: hidden });
      for await (const { event, data } of eventsOf(response)) {
        pause = AGAIN_MS;
        tell(true);
        // What happened before the first beat of a later connection was told to nobody here.
        if (event === 'beat' && gathered.begins() && connected++ > 0) void queries.invalidateQueries();
        if (event === 'change') gathered.add(JSON.parse(data) as Change);
        if (event === 'inbox') gathered.addAsked();
      }
    } catch (error) {
      // It answers, and answers the same when it is asked again.
      if (error instanceof SignedOut || (error instanceof Problem && error.document.status < 500)) return tell(true);
    }
    if (tries > 0 && !gathered.hasBegun && !hidden.aborted) tell(false);
    if (!hidden.aborted) await sleep(pause, stop);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** Changes until there is silence for a moment; then what is shown of them is read again. */
class Gathered {
  private readonly ids = new Map<string, Set<string>>();
  private readonly whole = new Set<string>();
  private asked = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  hasBegun = false;

  constructor(private readonly queries: QueryClient) {}

  begins(): boolean {
    const first = !this.hasBegun;
    this.hasBegun = true;
    return first;
  }

  add({ type, id, version }: Change): void {
    if (isLastWritten(id, version)) return;
    // The log and the history of each thing are there for all kinds of things, also for those that have no page.
    for (const list of mixed) this.addPlace(list);
    this.addPlace('/v1/streams').add(id);
    const place = places[type];
    if (place === undefined) return;
    this.addPlace(place).add(id);
    // The people of a customer are read with it.
    if (type === 'contact') this.whole.add(places['customer']!);
  }

  /** Approvers from elsewhere in the house hear no more of a sale than this: what they have open of it is read again, too. */
  addAsked(): void {
    this.asked = true;
    this.addPlace('/v1/inbox');
  }

  addPlace(place: string): Set<string> {
    const ids = this.ids.get(place) ?? new Set();
    this.ids.set(place, ids);
    this.timer ??= setTimeout(() => this.readAgain(), GATHER_MS);
    return ids;
  }

  private readAgain(): void {
    this.timer = undefined;
    const changed = new Map(this.ids);
    const whole = new Set(this.whole);
    const asked = this.asked;
    this.ids.clear();
    this.whole.clear();
    this.asked = false;
    void this.queries.invalidateQueries({
      predicate: ({ queryKey: [place, id] }) => {
        const root = typeof place === 'string' ? rootOf(place) : '';
        const ids = changed.get(root);
        if (asked && root === places['opportunity'] && isId(id)) return true;
        // A page of another thing is not touched; lists are.
        return whole.has(root) || (ids !== undefined && (!isId(id) || ids.has(id)));
      },
    });
  }
}

async function* eventsOf(response: Response): AsyncGenerator<{ event?: string; data: string }> {
  const reader = response
    .body!.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

/** `/v1/reports/funnel` is one of `/v1/reports`. */
function rootOf(place: string): string {
  return place.split('/').slice(0, 3).join('/');
}

function isId(part: unknown): part is string {
  return typeof part === 'string' && /^[0-9a-f]{8}-/.test(part);
}

/** Aborted when the window goes out of sight, or with `stop`. */
function outOfSight(stop: AbortSignal): AbortSignal {
  const hidden = new AbortController();
  const look = (): void => {
    if (document.hidden) hidden.abort();
  };
  document.addEventListener('visibilitychange', look, { signal: AbortSignal.any([stop, hidden.signal]) });
  return AbortSignal.any([stop, hidden.signal]);
}

function inSight(stop: AbortSignal): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener('visibilitychange', () => resolve(), { once: true, signal: stop });
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
}

function sleep(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
}
