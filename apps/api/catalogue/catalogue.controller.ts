// The product catalogue over HTTP: read a version, publish the next, as a document or as a table.
import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import type { FastifyRequest } from 'fastify';
import {
  catalogueDecider,
  catalogueStreamId,
  deciders,
  type Catalogue,
  type CatalogueState,
  type JsonObject,
  type PublishedCatalogue,
} from '#domain';
import { EventStore, foldStream } from '#event-store';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { anyObject, instant, listOf, object, text, whole } from '../http/described';
import { AnyObject, Whole } from '../http/fields';
import { problemOf, ProblemError } from '../http/problem';
import { Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { sheetMediaTypes } from '../imports/sheet';
import { readRows } from '../imports/sheet-rows';
import { importInvalid } from '../imports/import-invalid';
import { catalogueColumns, catalogueOf, CatalogueRow } from './catalogue-rows';

class PublishCatalogueBody {
  @AnyObject({
    example: { difficulties: [], products: [] },
    description: 'The whole catalogue as JSON; see the shipped one for the form.',
  })
  document!: JsonObject;
}
class VersionQuery {
  @Type(() => Number)
  @Whole(1, 1_000_000, { optional: true, description: 'The latest when left out.' })
  version?: number;
}

type CatalogueView = Catalogue & { version: number; latestVersion: number } & Omit<PublishedCatalogue, 'catalogue'>;

const catalogueView = object<CatalogueView>({
  version: whole(1),
  latestVersion: whole(1),
  contentHash: text('5cb1a9f0'),
  publishedAt: instant(),
  difficulties: listOf(anyObject({ code: 'sites-apart', title: { 'zh-CN': '分支机构网络不通', en: 'Sites apart' } })),
  products: listOf(
    anyObject({
      code: 'ip-line',
      title: { 'zh-CN': '集团IP专线', en: 'IP private line' },
      unit: { 'zh-CN': '条/月', en: 'line per month' },
      prices: { once: 50_000, monthly: 100_000 },
      features: [{ code: 'private-network', meets: ['sites-apart'] }],
      validFrom: '2020-01-01',
    }),
  ),
});

const exampleTable = [
  'kind,code,titleZh,titleEn,unitZh,unitEn,monthlyFen,validFrom,product,meets',
  'difficulty,sites-apart,分支机构网络不通,Sites apart,,,,,,',
  'product,ip-line,集团IP专线,IP private line,条/月,line per month,100000,2020-01-01,,',
  'feature,private-network,总部与分支组网,One network,,,,,ip-line,sites-apart',
].join('\n');

@ApiTags('catalogue')
@ApiBearerAuth()
@Controller('v1/catalogue')
export class CatalogueController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
  ) {}

  /** Difficulties, products with their features, and list prices in fen. Older versions stay readable. */
  @Get()
  @Reads(catalogueView, { one: true })
  async view(@Query() query: VersionQuery): Promise<CatalogueView> {
    const ref = { type: 'catalogue', id: catalogueStreamId } as const;
    const { state } = await foldStream<CatalogueState, never>(this.store, deciders.catalogue, ref);
    const version = query.version ?? state?.latestVersion ?? 0;
    const published = state?.versions.get(version);
    if (state === undefined || published === undefined) {
      throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such version of the catalogue.'));
    }
    const { catalogue, ...about } = published;
    return { version, latestVersion: state.latestVersion, ...about, ...catalogue };
  }

  /** Published whole, by administrators. */
  @Post('versions')
  @Command()
  publish(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @Body() { document }: PublishCatalogueBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(catalogueDecider, catalogueStreamId, { type: 'PublishCatalogue', document }, caller, sent);
  }

  /**
   * The whole catalogue as a table. `kind` is `difficulty`, `product` or `feature`; a feature names its `product` and, with
   * spaces in between, the difficulties that it `meets`. Every wrong cell is named, and then nothing is published.
   */
  @Post('import')
  @Command()
  @ApiConsumes(...Object.values(sheetMediaTypes))
  @ApiBody({
    schema: { type: 'string', example: exampleTable },
    description: 'CSV in UTF-8, or the first sheet of a spreadsheet; the first line names the columns.',
  })
  async import(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @Req() { body, headers }: FastifyRequest,
  ): Promise<CommandAnswer> {
    if (!Buffer.isBuffer(body)) {
      throw new ProblemError(problemOf(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the file as text/csv or as .xlsx.'));
    }
    const { rows, bad } = await readRows(body, headers['content-type'] ?? '', CatalogueRow, catalogueColumns);
    if (bad.length > 0) throw importInvalid(bad);
    const read = catalogueOf(rows);
    if ('bad' in read) throw importInvalid(read.bad);
    const command = { type: 'PublishCatalogue', document: read.catalogue } as const;
    return this.sender.send(catalogueDecider, catalogueStreamId, command, caller, sent);
  }
}
