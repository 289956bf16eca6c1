// Import of customers and their contacts from CSV or a spreadsheet: when every cell is right by the rules as they stand, all
// rows are stored, else none. What changes while a file is being stored may still refuse a row; the same file again goes on there.
import { applyDecorators, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ContactState, CustomerState, DomainEvent, Missing } from '#domain';
import { EventStore } from '#event-store';
import { storedProfiles } from '../customers/stored-profile';
import { languageFor } from '../http/language';
import { ApiProblem } from '../http/problem-document';
import { Answers } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { importPreview, previewOf, type ImportPreview, type PlannedImport } from './import-preview';
import { readRows, type BadCell, type Rows } from './sheet-rows';
import { storeRows, type Planned } from './store-rows';
import { profileColumns, type ProfileTable } from './profile-columns';
import { contactTable, customerTable, idOf, type ImportedTable, type OwnId } from './imported-tables';
import { PROGRESS_MEDIA_TYPE, tellingProgress, type Progress } from './import-progress';
import { Sheet, sheetOf } from './sheet-route';

class RefusedRow {
  @ApiProperty({ type: 'integer', example: 3 }) line!: number;
  @ApiProperty({ type: 'string', example: 'customerCode' }) column!: string;
  @ApiProperty({ type: 'string', example: 'unknown' }) problem!: string;
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: { type: 'string' } },
    required: false,
    description: 'Who can supply it: `staffId`, `role` or `group`.',
  })
  suppliedBy?: object[];
}
class ImportAnswer {
  @ApiProperty({ type: 'integer', description: 'Rows that made something new.' }) created!: number;
  @ApiProperty({ type: 'integer', description: 'Rows that changed something.' }) changed!: number;
  @ApiProperty({ type: 'integer', description: 'Rows that were there already just so.' }) unchanged!: number;
  @ApiProperty({ type: () => RefusedRow, isArray: true, description: 'Refused while the file was being stored.' })
  refused!: BadCell[];
}

const customersExample = 'code,name,class,industry,headcount\nC-1001,东海制造集团,A,manufacturing,5200';
const contactsExample = 'code,customerCode,name,post,mobile\nP-1,C-1001,赵工,车间信息员,13900000001';

function Preview(example: string): MethodDecorator {
  return applyDecorators(Sheet(example), Answers(200, importPreview, PROGRESS));
}

const PROGRESS = `With \`Accept: ${PROGRESS_MEDIA_TYPE}\` one JSON document a line: \`{stage, done, of}\` as it goes on, then \`{answer}\` or \`{problem}\`.`;

function Import(example: string): MethodDecorator {
  const key = 'line 2, column class';
  const bad: Missing = { what: 'field', key, problem: 'not-one-of-the-values', suppliedBy: [] };
  return applyDecorators(
    Sheet(example),
    ApiOkResponse({
      description: PROGRESS,
      type: ImportAnswer,
      example: { created: 2, changed: 0, unchanged: 5, refused: [] },
    }),
    ApiProblem(
      422,
      'Cells are wrong: `missing` names line and column of each, and nothing was stored.',
      'IMPORT_INVALID',
      {
        missing: [bad],
      },
    ),
  );
}

@ApiTags('imports')
@ApiBearerAuth()
@Controller('v1/imports')
export class ImportsController {
  constructor(private readonly store: EventStore) {}

  /**
   * `code` is the customer's number where it comes from: the same code again is the same customer. Columns that the file does
   * not have stay as they are. `accountManager` is an id of staff; without it new customers are the importer's own.
   */
  @Post('customers')
  @Import(customersExample)
  customers(
    @Caller() caller: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswer | undefined> {
    return tellingProgress(request, reply, async (progress) => {
      const { storing } = await this.planned(customerTable, caller, request, progress);
      return storeRows(storing);
    });
  }

  /** `customerCode` is the code under which the customer was imported. */
  @Post('contacts')
  @Import(contactsExample)
  contacts(
    @Caller() caller: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswer | undefined> {
    return tellingProgress(request, reply, async (progress) => {
      const { storing } = await this.planned(contactTable, caller, request, progress);
      return storeRows(storing);
    });
  }

  /** What an import of the same file would do; nothing is stored. Wrong cells are an answer here and no problem. */
  @Post('customers/preview')
  @Preview(customersExample)
  previewCustomers(
    @Caller() caller: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportPreview | undefined> {
    return tellingProgress(request, reply, async (progress) =>
      previewOf(await this.planned(customerTable, caller, request, progress), languageFor(request)),
    );
  }

  @Post('contacts/preview')
  @Preview(contactsExample)
  previewContacts(
    @Caller() caller: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportPreview | undefined> {
    return tellingProgress(request, reply, async (progress) =>
      previewOf(await this.planned(contactTable, caller, request, progress), languageFor(request)),
    );
  }

  /** What the file asks for, and what is wrong with it before any rule is asked. */
  private async planned<
    Row extends OwnId,
    State extends CustomerState | ContactState,
    Command extends object,
    Event extends DomainEvent,
  >(
    table: ImportedTable<Row, State, Command, Event>,
    { staffId }: SignedIn,
    request: FastifyRequest,
    progress: Progress,
  ): Promise<PlannedImport<State, Command, Event>> {
    const { store } = this;
    const { decider } = table;
    const sheet = await this.checkedRows(request, table, progress);
    const { rows, columns, bad } = sheet;
    const ids = rows.map(({ row }) => idOf(table, row));
    const known = await storedProfiles(store, decider, ids);
    const planned = rows.map(({ line, row }, index): Planned<State, Command> => {
      const id = ids[index]!;
      const stored = known.get(id);
      const asked = table.asks(row, stored, columns);
      if (stored === undefined && row.id !== undefined) bad.push({ line, column: 'id', problem: 'unknown' });
      if (asked.bad !== undefined) bad.push({ line, ...asked.bad });
      return { line, id, state: stored?.state, isNew: stored === undefined, commands: asked.commands };
    });
    return { table: table.table, sheet, storing: { store, decider, staffId, planned, bad, progress } };
  }

  /** The rows that can be judged; with cells that are wrong already, only those without. */
  private async checkedRows<Row extends OwnId>(
    request: FastifyRequest,
    { row, table }: { row: new () => Row; table: ProfileTable },
    progress: Progress,
  ): Promise<Rows<Row>> {
    const { bytes, mediaType } = sheetOf(request);
    const read = await readRows(bytes, mediaType, row, profileColumns(table), (done, of) =>
      progress('checking', done, of),
    );
    const seen = new Set<string>();
    for (const { line, row } of read.rows) {
      const column = row.id === undefined ? 'code' : 'id';
      const own = row[column];
      if (own === undefined) read.bad.push({ line, column: 'code', problem: 'required' });
      else if (seen.has(own)) read.bad.push({ line, column, problem: 'twice' });
      else seen.add(own);
    }
    const wrong = new Set(read.bad.map(({ line }) => line));
    return { ...read, rows: read.rows.filter(({ line }) => !wrong.has(line)) };
  }
}
