// Tells every open page what has changed, as far as its reader may see it. One look at the log serves all pages of the process.
// Invariant: what is told is in the read models already: whoever reads again on being told reads it.
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Observable, Subject } from 'rxjs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Id } from '#domain';
import { EventStore } from '#event-store';
import { audienceOf, changesBetween, readModelsAt, type Change } from '#read-model';
import { scopeOf, type SignedIn } from '../http/signed-in';

/** Faster than a person notices, slow enough to cost nothing: one short query per process while somebody looks. */
const LOOK_EVERY_MS = 300;
const AFTER_TROUBLE_MS = 5_000;

/** More changes than this at once (an import) are told in several steps. */
const STEP = 500;

export type Told =
  | { type: 'change'; data: { type: string; id: Id; version: number } }
  /** Something is asked of somebody, or not any more, or answered; whose inbox it is in is for the list to say. */
  | { type: 'inbox'; data: Record<string, never> }
  /** Nothing. The first one says that from now on nothing is missed. */
  | Beat;
export type Beat = { type: 'beat'; data: Record<string, never> };

export const beat: Beat = { type: 'beat', data: {} };

type Reader = { caller: SignedIn; told: Subject<Told>; greeted: boolean };

@Injectable()
export class ChangesFeed implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ChangesFeed.name);
  private readonly readers = new Set<Reader>();
  private looking: Promise<void> | undefined;

  constructor(private readonly store: EventStore) {}

  /** Ends when something about the reader changes, who may see more or less by then: whoever connects again is looked at anew. */
  follow(caller: SignedIn): Observable<Told> {
    return new Observable<Told>((page) => {
      const reader: Reader = { caller, told: new Subject(), greeted: false };
      this.readers.add(reader);
      const subscription = reader.told.subscribe(page);
      this.looking ??= this.look().finally(() => (this.looking = undefined));
      return () => {
        subscription.unsubscribe();
        this.readers.delete(reader);
      };
    });
  }

  /** Open pages would keep the server from closing. */
  beforeApplicationShutdown(): void {
    for (const { told } of this.readers) told.complete();
    this.readers.clear();
  }

  private async look(): Promise<void> {
    let at: number | undefined;
    while (this.readers.size > 0) {
      try {
        const head = await readModelsAt(this.store);
        // A rebuild sets the read models back; what they show again is no news.
        if (at === undefined || head < at) at = head;
        this.greet();
        while (at < head) {
          const { to, changes } = await changesBetween(this.store, at, head, STEP);
          await this.tell(changes);
          at = to;
        }
        await pause(LOOK_EVERY_MS);
      } catch (error) {
        this.logger.warn(error);
        await pause(AFTER_TROUBLE_MS);
      }
    }
  }

  private greet(): void {
    for (const reader of this.readers) {
      if (!reader.greeted) reader.told.next(beat);
      reader.greeted = true;
    }
  }

  private async tell(changes: readonly Change[]): Promise<void> {
    const audience = await audienceOf(
      this.store,
      changes.map(({ stream }) => stream),
    );
    const asks = changes.some(({ moved }) => moved.some((type) => asking.test(type)));
    for (const { caller, told } of [...this.readers]) {
      for (const { stream, version } of changes) {
        const who = audience.get(stream.id);
        const mayKnow = 'all' in scopeOf(caller) || who === 'everybody' || who?.has(caller.staffId) === true;
        if (mayKnow) told.next({ type: 'change', data: { type: stream.type, id: stream.id, version } });
      }
      if (asks) told.next({ type: 'inbox', data: {} });
      if (changes.some(({ stream }) => stream.id === caller.staffId)) told.complete();
    }
  }
}

/** Events by which something enters an inbox or leaves it, or by which those who are asked learn more. */
const asking = /^(Approv|Vote|Information|Delegation|Staff|OwnerChanged)/;
