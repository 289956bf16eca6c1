// Import of customers and their contacts from CSV or a spreadsheet. Either every cell is right, judged by the rules as they stand, and the
// rows are stored, or nothing is. A row is a command or more of its own: what changes while the file is being stored may
// still refuse a row, and the same file again goes on where it stopped.
import { applyDecorators, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  canonicalJson,
  commandIdFor,
  contactDecider,
  contactFields,
  customerClasses,
  customerDecider,
  customerFields,
  derivedId,
  type ContactCommand,
  type ContactProfile,
  type ContactState,
  type CustomerClass,
  type CustomerCommand,
  type CustomerProfile,
  type CustomerState,
  type Id,
  type JsonObject,
  type Missing,
} from '#domain';
import { EventStore } from '#event-store';
import { profileBody } from '../customers/profile-body';
import { storedProfiles } from '../customers/stored-profile';
import { OneOf, OutsideCode, Uuid } from '../http/fields';
import { problemOf, ProblemError } from '../http/problem';
import { ApiProblem } from '../http/problem-document';
import { signedInProblems } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { readRows, type BadCell, type Columns, type Rows } from './sheet-rows';
import { storeRows, type Planned } from './store-rows';
import { profileColumns } from './profile-columns';
import { PROGRESS_MEDIA_TYPE, tellingProgress, type Progress } from './import-progress';
import { sheetMediaTypes } from './sheet';

/** A row is of what `id` names, else of what its number where it comes from stands for. */
class CustomerRow extends profileBody<CustomerProfile>(customerFields) {
  @Uuid({ optional: true }) id?: Id;
  @OutsideCode({ optional: true }) code?: string;
  @OneOf(customerClasses, { optional: true }) class?: CustomerClass;
  @Uuid({ optional: true }) accountManager?: Id;
}
class ContactRow extends profileBody<ContactProfile>(contactFields) {
  @Uuid({ optional: true }) id?: Id;
  @OutsideCode({ optional: true }) code?: string;
  @Uuid({ optional: true }) customerId?: Id;
  @OutsideCode({ optional: true }) customerCode?: string;
}

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

/** What both routes have in common, for the description. */
function Import(example: string): MethodDecorator {
  const key = 'line 2, column class';
  const bad: Missing = { what: 'field', key, problem: 'not-one-of-the-values', suppliedBy: [] };
  return applyDecorators(
    HttpCode(200),
    ApiBody({
      description: 'CSV in UTF-8, or the first sheet of a spreadsheet; the first line names the columns.',
      schema: { type: 'string', example },
    }),
    ApiOkResponse({
      description: `With \`Accept: ${PROGRESS_MEDIA_TYPE}\` one JSON document a line: \`{stage, done, of}\` as it goes on, then \`{answer}\` or \`{problem}\`.`,
      type: ImportAnswer,
      example: { created: 2, changed: 0, unchanged: 5, refused: [] },
    }),
    ...signedInProblems('NOT_STAFF'),
    ApiProblem(413, 'The file is too large; cut it.', 'BODY_TOO_LARGE'),
    ApiProblem(415, 'The file is sent neither as text/csv nor as a spreadsheet (.xlsx).', 'UNSUPPORTED_MEDIA_TYPE'),
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
@ApiConsumes(...Object.values(sheetMediaTypes))
@Controller('v1/imports')
export class ImportsController {
  constructor(private readonly store: EventStore) {}

  /**
   * `code` is the customer's number where it comes from: the same code again is the same customer. Columns that the file does
   * not have stay as they are. `accountManager` is an id of staff; without it new customers are the importer's own.
   */
  @Post('customers')
  @Import('code,name,class,industry,headcount\nC-1001,东海制造集团,A,manufacturing,5200')
  customers(
    @Caller() caller: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswer | undefined> {
    return tellingProgress(request, reply, (progress) => this.importCustomers(caller, request, progress));
  }

  private async importCustomers(caller: SignedIn, request: FastifyRequest, progress: Progress): Promise<ImportAnswer> {
    const { rows, columns, bad } = await this.checkedRows(request, CustomerRow, profileColumns('customers'), progress);
    const known = await storedProfiles(
      this.store,
      customerDecider,
      rows.map(({ row }) => idOf(row, customerIdOf)),
    );
    const planned = rows.map(({ line, row }): Planned<CustomerState, CustomerCommand> => {
      const { id: named, code: _code, class: customerClass, accountManager: accountManagerId, ...profile } = row;
      const id = idOf(row, customerIdOf);
      const stored = known.get(id);
      if (stored === undefined && named !== undefined) bad.push({ line, column: 'id', problem: 'unknown' });
      if (stored === undefined) {
        const register = { type: 'RegisterCustomer', ...profile, class: customerClass, accountManagerId } as const;
        return { line, id, isNew: true, commands: [register] };
      }
      const { state } = stored;
      const merged = mergedProfile(stored.profile, profile, columns);
      const commands: CustomerCommand[] = [];
      if (merged !== undefined) commands.push({ type: 'ChangeCustomerProfile', ...merged });
      if (customerClass !== undefined && customerClass !== state.class) {
        commands.push({ type: 'ClassifyCustomer', class: customerClass, reason: 'import' });
      }
      if (accountManagerId !== undefined && accountManagerId !== state.accountManagerId) {
        commands.push({ type: 'AssignAccountManager', accountManagerId });
      }
      return { line, id, state, isNew: false, commands };
    });
    const { staffId } = caller;
    return storeRows({ store: this.store, decider: customerDecider, staffId, planned, bad, progress });
  }

  /** `customerCode` is the code under which the customer was imported. */
  @Post('contacts')
  @Import('code,customerCode,name,post,mobile\nP-1,C-1001,赵工,车间信息员,13900000001')
  contacts(
    @Caller() caller: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswer | undefined> {
    return tellingProgress(request, reply, (progress) => this.importContacts(caller, request, progress));
  }

  private async importContacts(caller: SignedIn, request: FastifyRequest, progress: Progress): Promise<ImportAnswer> {
    const { rows, columns, bad } = await this.checkedRows(request, ContactRow, profileColumns('contacts'), progress);
    const known = await storedProfiles(
      this.store,
      contactDecider,
      rows.map(({ row }) => idOf(row, contactIdOf)),
    );
    const planned = rows.map(({ line, row }): Planned<ContactState, ContactCommand> => {
      const { id: named, code: _code, customerId: keeper, customerCode, ...person } = row;
      const id = idOf(row, contactIdOf);
      const stored = known.get(id);
      const outside = customerCode === undefined ? undefined : customerIdOf(customerCode);
      const customerId = keeper ?? outside ?? stored?.state.customerId;
      if (stored === undefined && named !== undefined) bad.push({ line, column: 'id', problem: 'unknown' });
      if (customerId === undefined) {
        bad.push({ line, column: 'customerCode', problem: 'required' });
        return { line, id, isNew: true, commands: [] };
      }
      if (stored === undefined) {
        return { line, id, isNew: true, commands: [{ type: 'RegisterContact', customerId, ...person }] };
      }
      const { state } = stored;
      // Whoever goes to another organisation is there a new contact: what was said belongs to the one before.
      if (state.customerId !== customerId) bad.push({ line, column: 'customerCode', problem: 'another-customer' });
      const merged = mergedProfile(stored.profile, person, columns);
      const commands: ContactCommand[] = merged === undefined ? [] : [{ type: 'ChangeContact', ...merged }];
      return { line, id, state, isNew: false, commands };
    });
    const { staffId } = caller;
    return storeRows({ store: this.store, decider: contactDecider, staffId, planned, bad, progress });
  }

  /** The rows that can be judged; with cells that are wrong already, only those without. */
  private async checkedRows<Row extends { id?: Id; code?: string }>(
    { body, headers }: FastifyRequest,
    type: new () => Row,
    columns: Columns,
    progress: Progress,
  ): Promise<Rows<Row>> {
    if (!Buffer.isBuffer(body)) {
      throw new ProblemError(problemOf(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the file as text/csv or as .xlsx.'));
    }
    const read = await readRows(body, headers['content-type'] ?? '', type, columns, (done, of) =>
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

/** The stored profile with the columns of the file over it; `undefined` when that is what is stored. */
function mergedProfile<Profile extends { name: string }>(
  stored: JsonObject,
  row: Profile,
  columns: readonly string[],
): Profile | undefined {
  const kept = Object.entries(stored).filter(([name]) => !columns.includes(name));
  const merged = { ...Object.fromEntries(kept), ...row };
  return canonicalJson(merged) === canonicalJson(stored) ? undefined : merged;
}

/** Whose row it is: one of the two is there. */
function idOf({ id, code }: { id?: Id; code?: string }, ofCode: (code: string) => Id): Id {
  return id ?? ofCode(code!);
}

function customerIdOf(code: string): Id {
  return streamIdOf(`customer:${code}`);
}

function contactIdOf(code: string): Id {
  return streamIdOf(`contact:${code}`);
}

function streamIdOf(name: string): Id {
  return derivedId(commandIdFor('import', name), 'stream');
}
