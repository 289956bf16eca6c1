// Reports over HTTP (S26): one route for each question, within what the caller may see, as JSON or as a CSV file.
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags, IntersectionType } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { localDateOf, type ReportColumn } from '#domain';
import { EventStore } from '#event-store';
import { labelOf } from '#labels';
import {
  ends,
  forecast,
  funnel,
  MAX_FILE_ROWS,
  objections,
  standingStill,
  standstill,
  strategies,
  timePerLevel,
  type EndRow,
  type ForecastRow,
  type FunnelRow,
  type LevelTimeRow,
  type ObjectionRow,
  type StandingStillPlace,
  type StandingStillRow,
  type StandstillRow,
  type StrategyRow,
} from '#read-model';
import type { Described } from '../http/described';
import { OneOf } from '../http/fields';
import { listPlace } from '../http/list-place';
import { caughtUp, listAnswer, PlaceQuery, type ListAnswer } from '../http/page-query';
import { Reads } from '../http/reads';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';
import { csvReply } from './csv';
import * as described from './described-reports';
import { filterOf, ReportQuery } from './report-query';

class StandingStillFilter {
  @OneOf(['true', 'false'], {
    optional: true,
    description: 'Of those only that should have left, or that need not yet.',
  })
  late?: string;
}
class StandingStillQuery extends IntersectionType(ReportQuery, PlaceQuery, StandingStillFilter) {}

const place = listPlace('instantOrNone', 'instant', 'id');

type Answer<Row> = Promise<ListAnswer<Row> | string>;

@ApiTags('reports')
@ApiBearerAuth()
@ApiProduces('application/json', 'text/csv')
@Controller('v1/reports')
export class ReportsController {
  constructor(private readonly store: EventStore) {}

  /** Where opportunities stand still, by gate: how many, how many of them too long. The period is when they came to the gate. */
  @Get('standstill')
  @Reads(described.standstill)
  async standstill(
    @Caller() caller: SignedIn,
    @Query() query: ReportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer<StandstillRow> {
    const now = new Date().toISOString();
    return answer(
      await standstill(this.store, scopeOf(caller), filterOf(query), now),
      described.standstill,
      query,
      reply,
    );
  }

  /**
   * The opportunities that stand still, the latest first and what has no deadline last: page by page as JSON, all of them as a CSV
   * file, which ends after 10 000 rows.
   */
  @Get('standstill/opportunities')
  @Reads(described.standingStill)
  async standingStill(
    @Caller() caller: SignedIn,
    @Query() query: StandingStillQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer<StandingStillRow> {
    const late = query.late === undefined ? undefined : query.late === 'true';
    const after = place.partsOf(query.after);
    const now = new Date().toISOString();
    const read = (page: { limit: number; after?: StandingStillPlace }): Promise<StandingStillRow[]> =>
      standingStill(this.store, scopeOf(caller), filterOf(query), now, { ...page, late });
    if (query.format === 'json') {
      return listAnswer(
        this.store,
        query,
        () => read({ limit: query.limit, after }),
        (last) => place.textOf([last.dueAt, last.since, last.id]),
      );
    }
    await caughtUp(this.store, query.seen);
    return answer(await read({ limit: MAX_FILE_ROWS }), described.standingStill, query, reply);
  }

  /** How long sales stood at each level before they left it; the period is when they left. */
  @Get('time-per-level')
  @Reads(described.levelTimes)
  async timePerLevel(
    @Caller() caller: SignedIn,
    @Query() query: ReportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer<LevelTimeRow> {
    return answer(await timePerLevel(this.store, scopeOf(caller), filterOf(query)), described.levelTimes, query, reply);
  }

  /** Of the sales opened in the period: how many reached each gate, and what became of them there. */
  @Get('funnel')
  @Reads(described.funnel)
  async funnel(
    @Caller() caller: SignedIn,
    @Query() query: ReportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer<FunnelRow> {
    return answer(await funnel(this.store, scopeOf(caller), filterOf(query)), described.funnel, query, reply);
  }

  /** Objections by kind and measure, and what solved them; the period is when they were raised (S21). */
  @Get('objections')
  @Reads(described.objections)
  async objections(
    @Caller() caller: SignedIn,
    @Query() query: ReportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer<ObjectionRow> {
    return answer(await objections(this.store, scopeOf(caller), filterOf(query)), described.objections, query, reply);
  }

  /** Competitive strategies and their success; the period is when they were chosen (S12). */
  @Get('strategies')
  @Reads(described.strategies)
  async strategies(
    @Caller() caller: SignedIn,
    @Query() query: ReportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer<StrategyRow> {
    return answer(await strategies(this.store, scopeOf(caller), filterOf(query)), described.strategies, query, reply);
  }

  /** What open sales are expected to bring, weighted by their gate; the period and months are those of the expected close. */
  @Get('forecast')
  @Reads(described.forecast)
  async forecast(
    @Caller() caller: SignedIn,
    @Query() query: ReportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer<ForecastRow> {
    const today = localDateOf(new Date().toISOString());
    return answer(
      await forecast(this.store, scopeOf(caller), filterOf(query), today),
      described.forecast,
      query,
      reply,
    );
  }

  /** How sales ended: why, against whom, and what their reviews named as deciding; the period is when they ended. */
  @Get('ends')
  @Reads(described.ends)
  async ends(
    @Caller() caller: SignedIn,
    @Query() query: ReportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer<EndRow> {
    return answer(await ends(this.store, scopeOf(caller), filterOf(query)), described.ends, query, reply);
  }
}

function answer<Row extends object>(
  items: Row[],
  report: Described,
  { format, language }: ReportQuery,
  reply: FastifyReply,
): ListAnswer<Row> | string {
  if (format === 'json') return { items };
  const columns = described.columnsOf(report) as (ReportColumn & keyof Row)[];
  const heads = columns.map((column) => labelOf('report-column', column, language));
  const cells = items.map((row) => columns.map((column) => row[column]));
  return csvReply(reply, 'report.csv', heads, cells);
}
