// For those who check: what is in the log, and who read what. Their own reading is on record like everybody's.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  playbookStreamId,
  startOfDate,
  streamTypes,
  type Caller as By,
  type Id,
  type JsonObject,
  type LocalDate,
  type PlaybookDefinition,
  type StreamType,
} from '#domain';
import { decodeIfWhole, EventStore, readings, type Reading } from '#event-store';
import { codesOf, storyLine, type Language } from '#labels';
import { definitionOf, journal, MAX_PAGE_SIZE, namedStreams, type JournalRow, type NamedStream } from '#read-model';
import { anyObject, id, instant, listOf, nullable, object, oneOf, optional, text, whole } from '../http/described';
import { DateText, OneOf, Uuid, Whole } from '../http/fields';
import { InLanguage } from '../http/language';
import { invalidRequest } from '../http/problem';
import { Reads } from '../http/reads';
import { onlyFor } from '../http/roles';
import { Caller, type SignedIn } from '../http/signed-in';
import { withSubjects } from '../http/with-subjects';
import { damage, type Damage } from './damaged';

const DAY_MS = 86_400_000;
const DEFAULT_PAGE_SIZE = 50;
const eventTypes = codesOf('event');

class PeriodQuery {
  @DateText({ optional: true, description: 'The first day.' }) from?: LocalDate;
  @DateText({ optional: true, description: 'The last day.' }) to?: LocalDate;

  @Type(() => Number)
  @Whole(1, MAX_PAGE_SIZE, { optional: true })
  limit: number = DEFAULT_PAGE_SIZE;

  @Type(() => Number)
  @Whole(1, Number.MAX_SAFE_INTEGER, { optional: true, description: '`next` of the page before.' })
  before?: number;
}

class JournalQuery extends PeriodQuery {
  @OneOf(eventTypes, { optional: true, description: 'What happened.' }) type?: string;
  @OneOf(streamTypes, { optional: true, description: 'To what kind of thing.' }) streamType?: StreamType;
  @Uuid({ optional: true, description: 'To which thing.' }) streamId?: Id;
  @Uuid({ optional: true, description: 'By whom.' }) byStaffId?: Id;
}

class ReadingsQuery extends PeriodQuery {
  @Uuid({ optional: true, description: 'Who read.' }) staffId?: Id;
  @Uuid({ optional: true, description: 'What was read: a customer, a contact, a sale …' }) subjectId?: Id;
}

/** `next` goes on with what is older; it is there when the page is full. */
type Page<Row> = { items: Row[]; next?: number };

type JournalEntry = Omit<JournalRow, 'body' | 'playbook' | 'eventId'> & {
  line: string;
  by: By;
  damaged?: Damage;
};

const journalEntry = object<JournalEntry>({
  position: whole(1200),
  at: instant(),
  type: text('GatePassed'),
  streamType: oneOf(streamTypes),
  streamId: id(),
  version: whole(12),
  name: nullable(text('总部专线')),
  line: text('The gate “User” was passed'),
  by: anyObject({ kind: 'staff', id: 'd49d688d-6859-5e0b-8581-38b59ed37886' }),
  damaged: optional(damage),
});
const journalPage = object<Page<JournalEntry>>({ items: listOf(journalEntry), next: optional(whole(1151)) });

/** `subjects`: those of its ids that are streams, with what they are called; nothing where its people were erased. */
type NamedReading = Reading & { subjects: NamedStream[] };

const reading = object<NamedReading>({
  id: whole(77),
  at: instant(),
  staffId: id('d49d688d-6859-5e0b-8581-38b59ed37886'),
  what: text('/v1/contacts/:id'),
  subjectIds: listOf(id()),
  subjects: listOf(
    object<NamedStream>({ streamType: oneOf(streamTypes), streamId: id(), name: nullable(text('陈总')) }),
  ),
});
const readingsPage = object<Page<NamedReading>>({ items: listOf(reading), next: optional(whole(28)) });

@ApiTags('audit')
@ApiBearerAuth()
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly store: EventStore) {}

  /**
   * Events of the whole log, the newest first, as far as they fit. One whose stored bytes cannot be read any more is `damaged`: what
   * the rest of its entry says was noted when it was written. For auditors and administrators.
   */
  @Get('events')
  @Reads(journalPage, { forSome: true })
  async events(
    @Caller() caller: SignedIn,
    @Query() query: JournalQuery,
    @InLanguage() language: Language,
  ): Promise<Page<JournalEntry>> {
    onlyFor(caller, 'auditor', 'administrator');
    const { limit, before, ...filter } = query;
    const rows = await journal(this.store, { ...filter, ...periodOf(query) }, { limit, before });
    const told = await this.told(rows);
    const items: JournalEntry[] = [];
    for (const { position, at, type, streamType, streamId, version, name, by, playbook, eventId } of rows) {
      const data = told.get(position);
      const definition = playbook === null ? undefined : await this.definition(streamId, playbook);
      const line = storyLine({ type, data: data ?? {} }, language, definition);
      const damaged = data === undefined ? { position, eventId } : undefined;
      items.push({ position, at, type, streamType, streamId, version, name, line, by, damaged });
    }
    return paged(items, limit, ({ position }) => position);
  }

  /** What each row that can be read is told of, by its position; however many rows are of one stream, it is asked once. */
  private async told(rows: readonly JournalRow[]): Promise<Map<number, JsonObject>> {
    const told = new Map<number, JsonObject>();
    for (const [id, those] of Map.groupBy(rows, ({ streamId }) => streamId)) {
      const ref = { type: those[0]!.streamType, id };
      const whole = those.flatMap(({ position, body }) => {
        const data = decodeIfWhole(body)?.data;
        return data === undefined ? [] : [{ position, data }];
      });
      const data = await withSubjects(
        this.store,
        ref,
        whole.map((each) => each.data),
      );
      whole.forEach(({ position }, index) => told.set(position, data[index]!));
    }
    return told;
  }

  /** Titles are a courtesy: without them keys do. Folded once, and known from then on. */
  private definition(
    id: Id,
    { key, version }: { key: string; version: number },
  ): Promise<PlaybookDefinition | undefined> {
    const playbook = { streamId: playbookStreamId(key), version };
    return definitionOf(this.store, { id, playbook }).catch(() => undefined);
  }

  /** Who read what, the newest first: everything that auditors and administrators read, and what anybody exported or opened of a person. */
  @Get('readings')
  @Reads(readingsPage, { forSome: true })
  async readings(@Caller() caller: SignedIn, @Query() query: ReadingsQuery): Promise<Page<NamedReading>> {
    onlyFor(caller, 'auditor', 'administrator');
    const { limit, before, staffId, subjectId } = query;
    const rows = await readings(this.store, { staffId, subjectId, ...periodOf(query) }, { limit, before });
    const streams = await namedStreams(this.store, [...new Set(rows.flatMap(({ subjectIds }) => subjectIds))]);
    const items = rows.map((row) => ({ ...row, subjects: row.subjectIds.flatMap((each) => streams.get(each) ?? []) }));
    return paged(items, limit, (row) => row.id);
  }
}

/** Days are those of the company's clocks; the last one counts to its end. */
function periodOf({ from, to }: PeriodQuery): { from?: string; to?: string } {
  if (from !== undefined && to !== undefined && to < from)
    throw invalidRequest([{ key: 'to', problem: 'before-from' }]);
  return {
    from: from === undefined ? undefined : startOfDate(from),
    to: to === undefined ? undefined : new Date(Date.parse(startOfDate(to)) + DAY_MS).toISOString(),
  };
}

function paged<Row>(items: Row[], limit: number, placeOf: (row: Row) => number): Page<Row> {
  return items.length < limit ? { items } : { items, next: placeOf(items.at(-1)!) };
}
