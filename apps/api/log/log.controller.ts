// One stream for those who check it: its story, and whether it is what was written.
import { Controller, Get, Param, ParseEnumPipe, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  deciders,
  streamTypes,
  type FollowUpPlanState,
  type Id,
  type OpportunityState,
  type PlaybookDefinition,
  type StreamRef,
  type StreamType,
} from '#domain';
import { EventStore, foldStream, verifyStream, type StreamCheck } from '#event-store';
import { storyLine, titleOf, type Language } from '#labels';
import { definitionOf, journaled } from '#read-model';
import { listOf, object, optional, text, whole } from '../http/described';
import { InLanguage } from '../http/language';
import { PathId } from '../http/path-id';
import { problemOf, ProblemError } from '../http/problem';
import { Reads } from '../http/reads';
import { onlyFor } from '../http/roles';
import { Caller, type SignedIn } from '../http/signed-in';
import { entriesOf, timelineEntry, TimelineQuery, type Timeline, type TimelineEntry } from '../http/timeline';
import { damage, type Damage } from './damaged';
import { derivedAtGates } from './derived-at-gates';

const types = Object.fromEntries(streamTypes.map((type) => [type, type]));

const streamCheck = object<StreamCheck>({
  events: whole(12),
  brokenAt: optional(whole(7)),
  head: text('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'),
});

type CheckedEntry = TimelineEntry & {
  /** Where a gate was passed: the titles of its actions that facts had completed. */
  derived?: string[];
  damaged?: Damage;
};
type CheckedTimeline = Omit<Timeline, 'items'> & { items: CheckedEntry[] };

const checkedTimeline = object<CheckedTimeline>({
  items: listOf(
    object<CheckedEntry>({
      ...timelineEntry,
      derived: optional(listOf(text('Identify the chain'))),
      damaged: optional(damage),
    }),
  ),
  next: optional(whole(7)),
});

@ApiTags('log')
@ApiBearerAuth()
@Controller('v1/streams')
export class LogController {
  constructor(private readonly store: EventStore) {}

  /** Recomputes the hash chain of a stream from its stored bytes. For auditors and administrators. */
  @Get(':type/:id/verification')
  @Reads(streamCheck, { one: true, forSome: true })
  async verify(
    @Caller() caller: SignedIn,
    @Param('type', new ParseEnumPipe(types)) type: StreamType,
    @PathId() id: Id,
  ): Promise<StreamCheck> {
    onlyFor(caller, 'auditor', 'administrator');
    const check = await verifyStream(this.store, { type, id });
    if (check.events === 0) throw noStream();
    return check;
  }

  /**
   * Every event of a stream of any kind, oldest first; `next` is the version to go on after. One whose stored bytes cannot be read any
   * more is `damaged`: what the rest of its entry says was noted when it was written. For auditors and administrators.
   */
  @Get(':type/:id/timeline')
  @Reads(checkedTimeline, { one: true, forSome: true })
  async timeline(
    @Caller() caller: SignedIn,
    @Param('type', new ParseEnumPipe(types)) type: StreamType,
    @PathId() id: Id,
    @Query() query: TimelineQuery,
    @InLanguage() language: Language,
  ): Promise<CheckedTimeline> {
    onlyFor(caller, 'auditor', 'administrator');
    const ref = { type, id };
    // Titles are a courtesy, here and below: what somebody changed by hand is read all the more, and told by its keys.
    const definition = await this.playbookOf(ref).catch(() => undefined);
    const story = await this.storyOf(ref, query, language, definition);
    if (story.items.length === 0 && query.after === undefined) throw noStream();
    if (definition === undefined || !story.items.some((entry) => entry.type === 'GatePassed')) return story;
    const derived = await derivedAtGates(this.store, ref, definition).catch(() => undefined);
    const title = (key: string): string => titleOf(definition, 'action', key)?.[language] ?? key;
    return {
      ...story,
      items: story.items.map((entry) => ({ ...entry, derived: derived?.get(entry.version)?.map(title) })),
    };
  }

  /** With a place for what is damaged. */
  private async storyOf(
    ref: StreamRef,
    page: TimelineQuery,
    language: Language,
    definition: PlaybookDefinition | undefined,
  ): Promise<CheckedTimeline> {
    const events = await this.store.readStreamAsStored(ref.id, page);
    const whole = events.flatMap(({ envelope }) => envelope ?? []);
    if (whole[0] !== undefined && whole[0].stream.type !== ref.type) return { items: [] };
    const told = await entriesOf(this.store, ref, whole, language, definition);
    const lost = events.flatMap(({ version, envelope }) => (envelope === undefined ? [version] : []));
    const noted = lost.length === 0 ? undefined : await journaled(this.store, ref.id, lost);
    const items = events.flatMap(({ version, envelope }): CheckedEntry[] => {
      if (envelope !== undefined) return [told[whole.indexOf(envelope)]!];
      const row = noted?.get(version);
      if (row === undefined) return [];
      const { position, eventId, at, type, by } = row;
      const line = storyLine({ type, data: {} }, language, definition);
      return [{ type, version, at, line, by, data: {}, damaged: { position, eventId } }];
    });
    return events.length < page.limit ? { items } : { items, next: events.at(-1)!.version };
  }

  /** What the stream goes by, for its titles. */
  private async playbookOf({ type, id }: StreamRef): Promise<PlaybookDefinition | undefined> {
    if (type !== 'opportunity' && type !== 'follow-up-plan') return undefined;
    const { state } =
      type === 'opportunity'
        ? await foldStream<OpportunityState, never>(this.store, deciders.opportunity, { type, id })
        : await foldStream<FollowUpPlanState, never>(this.store, deciders['follow-up-plan'], { type, id });
    return state === undefined ? undefined : definitionOf(this.store, state);
  }
}

function noStream(): ProblemError {
  return new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such stream.'));
}
