// How a process follows its stream: it hears pokes, folds again, waits for the next poke or deadline, sends what is due.
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  log,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Id, Instant } from '#domain';
import { attributes, poke, whereItStands, type Followed, type WhereItStands } from './messages';

/** One deadline, as an activity found it: when to act, and what to send then. */
export type DueCommand = {
  key: string;
  since: number;
  dueAt: Instant;
  /** `dueAt`, or a little later where many fall due at the same moment. */
  actAt: Instant;
  command: { type: string };
};

/** Where a stream stands, folded by an activity under the domain's rules. */
/** `ownerId`: a customer may have nobody yet. */
export type Standing = WhereItStands & { ended: boolean; ownerId?: Id; details: string; next?: DueCommand };

export type FollowingActivities<S extends Standing> = {
  /** `now` is the workflow's clock. */
  readStanding(id: Id, now: Instant): Promise<S>;
  /** `now` is the workflow's clock: what it says late counts from then. Answers what became of it: `outdated` means fold again. */
  sendDue(id: Id, due: DueCommand, now: Instant): Promise<'accepted' | 'outdated'>;
};

/** A new build takes over in this time, and a poke that was lost with a restored Temporal heals. */
const LONGEST_WAIT_MS = 7 * 24 * 3_600_000;
/** A poke tells of an event that is committed; when it is not there, the log was set back, and after this many looks it counts. */
const MAX_LOOKS = 5;
const LOOK_AGAIN_MS = 1_000;
/** A deadline whose command fails for good is tried again after this; a poke brings it earlier. */
const AFTER_FAILURE_MS = 3_600_000;

export class Following<S extends Standing> {
  private heard: number;
  private shown = '';
  private current: S | undefined;

  constructor(
    private readonly input: Followed,
    private readonly activities: FollowingActivities<S>,
  ) {
    this.heard = input.heard;
    setHandler(poke, (version) => {
      this.heard = Math.max(this.heard, version);
    });
    setHandler(whereItStands, () => {
      const { version, phase, gate, level, dueAt } = this.stands;
      return { version, phase, gate, level, dueAt };
    });
  }

  get id(): Id {
    return this.input.id;
  }

  get stands(): S {
    if (this.current === undefined) throw new Error('not looked yet');
    return this.current;
  }

  /** Folds until everything that was heard of is in it. */
  async look(): Promise<S> {
    for (let looks = 1; ; looks++) {
      this.current = await this.activities.readStanding(this.id, new Date().toISOString());
      if (this.current.version >= this.heard || looks === MAX_LOOKS) break;
      await sleep(LOOK_AGAIN_MS);
    }
    this.heard = this.current.version;
    this.show(this.current);
    return this.current;
  }

  /** Returns after the next change: somebody did something, or a deadline came and its command was sent. */
  async nextChange(): Promise<S> {
    await this.continueInTime();
    const { next } = this.stands;
    const dueInMs = next === undefined ? LONGEST_WAIT_MS : Date.parse(next.actAt) - Date.now();
    const poked = await this.pokedWithin(Math.min(dueInMs, LONGEST_WAIT_MS));
    if (!poked && next !== undefined && dueInMs <= LONGEST_WAIT_MS) await this.send(next);
    return this.look();
  }

  private async send(due: DueCommand): Promise<void> {
    try {
      await this.activities.sendDue(this.id, due, new Date().toISOString());
    } catch (error) {
      log.error('a deadline could not be acted on', { key: due.key, error });
      await this.pokedWithin(AFTER_FAILURE_MS);
    }
  }

  private async pokedWithin(milliseconds: number): Promise<boolean> {
    if (milliseconds <= 0) return this.heard > this.stands.version;
    return condition(() => this.heard > this.stands.version, milliseconds);
  }

  /** Before the history grows too long, with nothing that was heard forgotten. */
  private async continueInTime(): Promise<void> {
    if (!workflowInfo().continueAsNewSuggested) return;
    await condition(allHandlersFinished);
    await continueAsNew<(input: Followed) => Promise<void>>({ id: this.id, heard: this.heard });
  }

  /** For people who look at the list of workflows; codes only. */
  private show({ phase, gate, ownerId, dueAt, details }: S): void {
    const line = [phase, gate, ownerId, dueAt, details].join('|');
    if (line === this.shown) return;
    this.shown = line;
    setCurrentDetails(details);
    upsertSearchAttributes([
      { key: attributes.phase, value: phase },
      { key: attributes.gate, value: gate ?? null },
      { key: attributes.owner, value: ownerId ?? null },
      { key: attributes.dueAt, value: dueAt === undefined ? null : new Date(dueAt) },
    ]);
  }
}
