// One stream for those who check it: its story, and whether it is what was written.
import { Controller, Get, Param, ParseEnumPipe, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  deciders,
  streamTypes,
  type Id,
  type OpportunityState,
  type PlaybookDefinition,
  type StreamRef,
  type StreamType,
} from '#domain';
import { EventStore, foldStream, verifyStream, type StreamCheck } from '#event-store';
import type { Language } from '#labels';
import { definitionOf } from '#read-model';
import { object, optional, text, whole } from '../http/described';
import { InLanguage } from '../http/language';
import { PathId } from '../http/path-id';
import { problemOf, ProblemError } from '../http/problem';
import { Reads } from '../http/reads';
import { onlyFor } from '../http/roles';
import { Caller, type SignedIn } from '../http/signed-in';
import { timeline, TimelineQuery, timelineOf, type Timeline } from '../http/timeline';

const types = Object.fromEntries(streamTypes.map((type) => [type, type]));

const streamCheck = object<StreamCheck>({
  events: whole(12),
  brokenAt: optional(whole(7)),
  head: text('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'),
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

  /** Every event of a stream of any kind, oldest first; `next` is the version to go on after. For auditors and administrators. */
  @Get(':type/:id/timeline')
  @Reads(timeline, { one: true, forSome: true })
  async timeline(
    @Caller() caller: SignedIn,
    @Param('type', new ParseEnumPipe(types)) type: StreamType,
    @PathId() id: Id,
    @Query() query: TimelineQuery,
    @InLanguage() language: Language,
  ): Promise<Timeline> {
    onlyFor(caller, 'auditor', 'administrator');
    const definition = await this.playbookOf({ type, id });
    const story = await timelineOf(this.store, { type, id }, query, language, definition);
    if (story.items.length === 0 && query.after === undefined) throw noStream();
    return story;
  }

  /** What the stream goes by, for its titles. */
  private async playbookOf({ type, id }: StreamRef): Promise<PlaybookDefinition | undefined> {
    if (type !== 'opportunity') return undefined;
    const ref = { type, id } as const;
    const { state } = await foldStream<OpportunityState, never>(this.store, deciders.opportunity, ref);
    return state === undefined ? undefined : definitionOf(this.store, state);
  }
}

function noStream(): ProblemError {
  return new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such stream.'));
}
