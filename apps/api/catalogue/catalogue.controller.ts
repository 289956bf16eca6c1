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
import type { Language } from '#labels';
import type { CommandAnswer } from '../http/command-answer';
import { ChecksVersion, nextVersion, type CheckedVersion } from '../http/command-check';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { anyObject, instant, listOf, object, optional, text, whole } from '../http/described';
import { AnyObject, Whole } from '../http/fields';
import { InLanguage } from '../http/language';
import { problemOf, ProblemError } from '../http/problem';
import { ApiProblem } from '../http/problem-document';
import { Answers, Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { sheetMediaTypes } from '../imports/sheet';
import { sheetPreviewMembers, sheetPreviewOf, type SheetPreview } from '../imports/sheet-preview';
import { Sheet, sheetOf } from '../imports/sheet-route';
import { readRows, type BadCell, type Rows } from '../imports/sheet-rows';
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

/** With what it would publish, and as which version, where every cell is right. */
type CataloguePreview = SheetPreview & Partial<CheckedVersion> & { catalogue?: Catalogue };

const cataloguePreview = object<CataloguePreview>({
  ...sheetPreviewMembers,
  version: optional(whole(2)),
  catalogue: optional(anyObject({ difficulties: [], products: [] })),
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

  /** Whether this document would be published, and as which version; nothing is stored. */
  @Post('versions/check')
  @ChecksVersion('CATALOGUE_INVALID')
  check(@Caller() caller: SignedIn, @Body() { document }: PublishCatalogueBody): Promise<CheckedVersion> {
    return this.next(caller, document);
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
    @Req() request: FastifyRequest,
  ): Promise<CommandAnswer> {
    const { read } = await catalogueIn(request);
    if ('bad' in read) throw importInvalid(read.bad);
    const command = { type: 'PublishCatalogue', document: read.catalogue } as const;
    return this.sender.send(catalogueDecider, catalogueStreamId, command, caller, sent);
  }

  /** What an import of the same file would publish; nothing is stored. Wrong cells are an answer here and no problem. */
  @Post('import/preview')
  @Sheet(exampleTable, 'NOT_ALLOWED')
  @Answers(200, cataloguePreview)
  @ApiProblem(409, 'It says the same as the version in force.', 'ALREADY_EXISTS')
  async preview(
    @Caller() caller: SignedIn,
    @InLanguage() language: Language,
    @Req() request: FastifyRequest,
  ): Promise<CataloguePreview> {
    const { sheet, read } = await catalogueIn(request);
    // A table has the same columns in every language.
    const shown = (bad: readonly BadCell[]): SheetPreview => sheetPreviewOf(sheet, bad, language, (column) => column);
    if ('bad' in read) return shown(read.bad);
    const { catalogue } = read;
    return { ...shown([]), catalogue, ...(await this.next(caller, catalogue)) };
  }

  private next(caller: SignedIn, document: unknown): Promise<CheckedVersion> {
    const command = { type: 'PublishCatalogue', document } as const;
    return nextVersion(this.store, catalogueDecider, catalogueStreamId, command, caller);
  }
}

type ReadSheet = { sheet: Rows<CatalogueRow>; read: ReturnType<typeof catalogueOf> };

async function catalogueIn(request: FastifyRequest): Promise<ReadSheet> {
  const { bytes, mediaType } = sheetOf(request);
  const sheet = await readRows(bytes, mediaType, CatalogueRow, catalogueColumns);
  return { sheet, read: sheet.bad.length > 0 ? { bad: sheet.bad } : catalogueOf(sheet.rows) };
}
