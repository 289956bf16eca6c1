// Export of customers and their contacts as CSV or a spreadsheet: what one sees, in the columns that an import takes again.
import { applyDecorators, Controller, Get, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import writeExcelFile from 'write-excel-file/node';
import { contactDecider, customerDecider, type Id, type JsonObject } from '#domain';
import { EventStore } from '#event-store';
import type { Language } from '#labels';
import { contactsOfAll, customers } from '#read-model';
import { storedProfiles } from '../customers/stored-profile';
import { allPages } from '../http/all-pages';
import { OneOf } from '../http/fields';
import { signedInProblems } from '../http/reads';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';
import { csvOf } from '../reports/csv';
import { cellOf, exportedColumns, headingOf, type ProfileTable } from './profile-columns';
import { sheetMediaTypes } from './sheet';

class ExportQuery {
  @OneOf(['xlsx', 'csv'], { optional: true, description: 'A spreadsheet when left out.' })
  format: 'xlsx' | 'csv' = 'xlsx';

  @OneOf(['keys', 'zh-CN', 'en'], {
    optional: true,
    description:
      'What the first line says: the keys of the fields, or their names in a language; an import takes all of them.',
  })
  heads: 'keys' | Language = 'keys';
}

/** What both routes have in common, for the description. A spreadsheet begins with the two letters of a ZIP file. */
function Exported(description: string, example: string): MethodDecorator {
  const schema = { type: 'string', format: 'binary' };
  const content = {
    [sheetMediaTypes.csv]: { schema, example },
    [sheetMediaTypes.xlsx]: { schema, example: 'PK' },
  };
  return applyDecorators(ApiOkResponse({ description, content }), ...signedInProblems('NOT_STAFF'));
}

@ApiTags('imports')
@ApiBearerAuth()
@Controller('v1/exports')
export class ExportsController {
  constructor(private readonly store: EventStore) {}

  /** Of all customers that the caller sees, the whole profile. */
  @Get('customers')
  @Exported(
    'The customers that the caller sees.',
    'id,class,name\r\n7f0c2a4e-5d1b-5c3f-9a86-2b1d4e6f8a90,A,东海制造集团\r\n',
  )
  async customers(
    @Caller() caller: SignedIn,
    @Query() query: ExportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const rows: JsonObject[] = [];
    for await (const page of allPages((asked) => customers(this.store, scopeOf(caller), {}, asked))) {
      const stored = await storedProfiles(this.store, customerDecider, idsOf(page));
      for (const [id, { state, profile }] of stored) {
        rows.push({ ...profile, id, class: state.class, accountManager: state.accountManagerId });
      }
    }
    return file('customers', rows, query, reply);
  }

  /** Of all contacts of the customers that the caller sees; of erased ones nothing. */
  @Get('contacts')
  @Exported(
    'The contacts of the customers that the caller sees.',
    'id,name,post\r\n7f0c2a4e-5d1b-5c3f-9a86-2b1d4e6f8a90,赵工,车间信息员\r\n',
  )
  async contacts(
    @Caller() caller: SignedIn,
    @Query() query: ExportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const rows: JsonObject[] = [];
    for await (const page of allPages((asked) => contactsOfAll(this.store, scopeOf(caller), asked))) {
      const stored = await storedProfiles(this.store, contactDecider, idsOf(page));
      for (const [id, { state, profile }] of stored) {
        if (!state.erased) rows.push({ ...profile, id, customerId: state.customerId });
      }
    }
    return file('contacts', rows, query, reply);
  }
}

function idsOf(rows: readonly { id: Id }[]): Id[] {
  return rows.map(({ id }) => id);
}

async function file(
  table: ProfileTable,
  rows: readonly JsonObject[],
  { format, heads }: ExportQuery,
  reply: FastifyReply,
): Promise<Buffer> {
  const keys = exportedColumns(table);
  const header = keys.map((key) => (heads === 'keys' ? key : headingOf(table, key, heads)));
  const cells = rows.map((row) => keys.map((key) => cellOf(row[key])));
  void reply.type(sheetMediaTypes[format]);
  void reply.header('content-disposition', `attachment; filename="${table}.${format}"`);
  if (format === 'csv') return Buffer.from(csvOf(header, cells));
  return writeExcelFile([header, ...cells.map((line) => line.map((cell) => cell ?? null))]).toBuffer();
}
