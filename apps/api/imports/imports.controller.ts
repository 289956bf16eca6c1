// Import of customers and their contacts from CSV. Either every cell is right, judged by the rules as they stand, and the
// rows are stored, or nothing is. A row is a command or more of its own: what changes while the file is being stored may
// still refuse a row, and the same file again goes on where it stopped.
import { randomUUID } from 'node:crypto';
import { applyDecorators, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import {
  canonicalJson,
  commandIdFor,
  contactDecider,
  customerClasses,
  customerDecider,
  derivedId,
  MAX_TITLE_LENGTH,
  type ContactCommand,
  type CustomerClass,
  type CustomerCommand,
  type Decider,
  type DomainEvent,
  type Id,
  type JsonObject,
  type Refusal,
} from '#domain';
import { EventStore, handleCommand } from '#event-store';
import { storedProfiles } from '../customers/stored-profile';
import { Code, OneOf, OutsideCode, Text, Uuid, Whole } from '../http/fields';
import { problemOf, ProblemError } from '../http/problem';
import { ApiProblem } from '../http/problem-document';
import { signedInProblems } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { importInvalid } from './import-invalid';
import { readRows, type BadCell, type Columns, type Rows } from './csv-rows';
import { Judge } from './judge';

class CustomerRow {
  @OutsideCode() code!: string;
  @Text({ maxLength: MAX_TITLE_LENGTH }) name!: string;
  @OneOf(customerClasses, { optional: true }) class?: CustomerClass;
  @Uuid({ optional: true }) accountManager?: Id;
  @Code({ optional: true }) industry?: string;
  @Code({ optional: true }) region?: string;
  @Code({ optional: true }) channel?: string;
  @Whole(1, 10_000_000, { optional: true }) headcount?: number;
  @Text({ optional: true }) address?: string;
  @Text({ maxLength: 40, optional: true }) phone?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) website?: string;
  @Text({ optional: true }) businessScope?: string;
}
const customerColumns: Columns = {
  texts: [
    'code',
    'name',
    'class',
    'accountManager',
    'industry',
    'region',
    'channel',
    'address',
    'phone',
    'website',
    'businessScope',
  ],
  numbers: ['headcount'],
};

class ContactRow {
  @OutsideCode() code!: string;
  @OutsideCode() customerCode!: string;
  @Text({ maxLength: MAX_TITLE_LENGTH }) name!: string;
  @Text({ maxLength: 20, optional: true }) mobile?: string;
  @Text({ maxLength: 30, optional: true }) officePhone?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) email?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) department?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) post?: string;
  @Code({ optional: true }) memberType?: string;
}
const contactColumns: Columns = {
  texts: ['code', 'customerCode', 'name', 'mobile', 'officePhone', 'email', 'department', 'post', 'memberType'],
  numbers: [],
};

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
function CsvImport(example: string): MethodDecorator {
  const bad = { what: 'field', key: 'line 2, column class', problem: 'not-one-of-the-values', suppliedBy: [] };
  return applyDecorators(
    HttpCode(200),
    ApiBody({ schema: { type: 'string', example }, description: 'UTF-8, the first line names the columns.' }),
    ApiOkResponse({ type: ImportAnswer, example: { created: 2, changed: 0, unchanged: 5, refused: [] } }),
    ...signedInProblems('NOT_STAFF'),
    ApiProblem(413, 'The file is too large; cut it.', 'BODY_TOO_LARGE'),
    ApiProblem(415, 'The file is not sent as text/csv.', 'UNSUPPORTED_MEDIA_TYPE'),
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
@ApiConsumes('text/csv')
@Controller('v1/imports')
export class ImportsController {
  constructor(private readonly store: EventStore) {}

  /**
   * `code` is the customer's number where it comes from: the same code again is the same customer. Columns that the file does
   * not have stay as they are. `accountManager` is an id of staff; without it new customers are the importer's own.
   */
  @Post('customers')
  @CsvImport('code,name,class,industry,headcount\nC-1001,东海制造集团,A,manufacturing,5200')
  async customers(@Caller() caller: SignedIn, @Req() request: FastifyRequest): Promise<ImportAnswer> {
    const { rows, columns } = await this.checkedRows(request, CustomerRow, customerColumns);
    const known = await storedProfiles(
      this.store,
      customerDecider,
      rows.map(({ row }) => customerIdOf(row.code)),
    );
    const planned = rows.map(({ line, row }): Planned<CustomerCommand> => {
      const { code, class: customerClass, accountManager: accountManagerId, ...profile } = row;
      const id = customerIdOf(code);
      const stored = known.get(id);
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
    return this.storeRows(customerDecider, planned, [], caller);
  }

  /** `customerCode` is the code under which the customer was imported. */
  @Post('contacts')
  @CsvImport('code,customerCode,name,post,mobile\nP-1,C-1001,赵工,车间信息员,13900000001')
  async contacts(@Caller() caller: SignedIn, @Req() request: FastifyRequest): Promise<ImportAnswer> {
    const { rows, columns } = await this.checkedRows(request, ContactRow, contactColumns);
    const known = await storedProfiles(
      this.store,
      contactDecider,
      rows.map(({ row }) => contactIdOf(row.code)),
    );
    const bad: BadCell[] = [];
    const planned = rows.map(({ line, row }): Planned<ContactCommand> => {
      const { code, customerCode, ...person } = row;
      const customerId = customerIdOf(customerCode);
      const id = contactIdOf(code);
      const stored = known.get(id);
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
    return this.storeRows(contactDecider, planned, bad, caller);
  }

  private async checkedRows<Row extends { code: string }>(
    { body }: FastifyRequest,
    type: new () => Row,
    columns: Columns,
  ): Promise<Rows<Row>> {
    if (!Buffer.isBuffer(body)) {
      throw new ProblemError(problemOf(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the file as text/csv.'));
    }
    const read = await readRows(body, type, columns);
    const seen = new Set<string>();
    for (const { line, row } of read.rows) {
      if (row.code !== undefined && seen.has(row.code)) read.bad.push({ line, column: 'code', problem: 'twice' });
      seen.add(row.code);
    }
    if (read.bad.length > 0) throw importInvalid(read.bad);
    return read;
  }

  /** Judges all of them before it sends the first. */
  private async storeRows<State, Command extends object, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    planned: readonly (Planned<Command> & { state?: State })[],
    bad: BadCell[],
    { staffId }: SignedIn,
  ): Promise<ImportAnswer> {
    const caller = { kind: 'staff', id: staffId } as const;
    const judge = new Judge(this.store, caller, new Date().toISOString());
    for (const { line, id, state, commands } of planned) {
      for (const command of commands) {
        const refusal = await judge.refusalOf(decider, id, state, command);
        if (refusal !== undefined) bad.push(...badCellsOf(line, refusal));
      }
    }
    if (bad.length > 0) throw importInvalid(bad.sort((one, other) => one.line - other.line));

    const answer: ImportAnswer = { created: 0, changed: 0, unchanged: 0, refused: [] };
    for (const { line, id, isNew, commands } of planned) {
      const refused: BadCell[] = [];
      for (const command of commands) {
        // Nothing of a person goes into the id: what is stored already is known by looking, not by a hash (law 4).
        const commandId = commandIdFor(staffId, randomUUID());
        const stream = { type: decider.streamType, id };
        const now = new Date().toISOString();
        const outcome = await handleCommand(this.store, decider, { stream, command, caller, commandId, now });
        if (outcome.kind === 'refused') refused.push(...badCellsOf(line, outcome.refusal));
        else if (outcome.kind !== 'accepted') refused.push({ line, column: '', problem: outcome.kind });
      }
      answer.refused.push(...refused);
      if (refused.length === 0) answer[isNew ? 'created' : commands.length > 0 ? 'changed' : 'unchanged'] += 1;
    }
    return answer;
  }
}

/** What a row asks for: nothing when everything in it is stored already. */
type Planned<Command> = { line: number; id: Id; state?: unknown; isNew: boolean; commands: Command[] };

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

/** Names of the commands' fields as columns; what is about the caller is about the row. */
const columnOf: { [field: string]: string } = {
  customerId: 'customerCode',
  accountManagerId: 'accountManager',
  caller: '',
};

function badCellsOf(line: number, { refused, missing }: Refusal): BadCell[] {
  const code = refused.toLowerCase().replaceAll('_', '-');
  if (missing.length === 0) return [{ line, column: '', problem: code }];
  return missing.map(({ key, problem = code, suppliedBy }) => ({
    line,
    column: columnOf[key] ?? key,
    problem,
    suppliedBy,
  }));
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
