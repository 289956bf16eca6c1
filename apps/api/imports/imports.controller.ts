// Import of customers and their contacts from CSV. Either every cell is right and the rows are stored, or nothing is.
import { applyDecorators, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import {
  commandIdFor,
  contactDecider,
  contentHash,
  customerClasses,
  customerDecider,
  derivedId,
  MAX_TITLE_LENGTH,
  type CustomerClass,
  type Decider,
  type DomainEvent,
  type Id,
} from '#domain';
import { EventStore, handleCommand, type Outcome } from '#event-store';
import { Code, OneOf, Text, Whole } from '../http/fields';
import { problemOf, ProblemError } from '../http/problem';
import { ApiProblem } from '../http/problem-document';
import { Caller, type SignedIn } from '../http/signed-in';
import { readRows, type BadCell, type Columns } from './csv-rows';

class CustomerRow {
  @Text({ maxLength: 64 }) code!: string;
  @Text({ maxLength: MAX_TITLE_LENGTH }) name!: string;
  @OneOf(customerClasses, { optional: true }) class?: CustomerClass;
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
  texts: ['code', 'name', 'class', 'industry', 'region', 'channel', 'address', 'phone', 'website', 'businessScope'],
  numbers: ['headcount'],
};

class ContactRow {
  @Text({ maxLength: 64 }) code!: string;
  @Text({ maxLength: 64 }) customerCode!: string;
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
  @ApiProperty({ type: 'string', example: 'customerId' }) column!: string;
  @ApiProperty({ type: 'string', example: 'unknown' }) problem!: string;
}
class ImportAnswer {
  @ApiProperty({ type: 'integer', description: 'Rows that made something new.' }) created!: number;
  @ApiProperty({ type: 'integer', description: 'Rows that changed something.' }) changed!: number;
  @ApiProperty({ type: 'integer', description: 'Rows that were there already just so.' }) unchanged!: number;
  @ApiProperty({ type: () => RefusedRow, isArray: true, description: 'Refused by the rules; the others are stored.' })
  refused!: BadCell[];
}

/** What both routes have in common, for the description. */
function CsvImport(example: string): MethodDecorator {
  const bad = { what: 'field', key: 'line 2, column class', problem: 'not-one-of-the-values', suppliedBy: [] };
  return applyDecorators(
    HttpCode(200),
    ApiBody({ schema: { type: 'string', example }, description: 'UTF-8, the first line names the columns.' }),
    ApiOkResponse({ type: ImportAnswer, example: { created: 2, changed: 0, unchanged: 5, refused: [] } }),
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

  /** `code` is the customer's number where it comes from: the same code again is the same customer. */
  @Post('customers')
  @CsvImport('code,name,class,industry,headcount\nC-1001,东海制造集团,A,manufacturing,5200')
  async customers(@Caller() caller: SignedIn, @Req() request: FastifyRequest): Promise<ImportAnswer> {
    const rows = await this.checkedRows(request, CustomerRow, customerColumns);
    const answer = emptyAnswer();
    for (const { line, row } of rows) {
      const { code, ...profile } = row;
      const { class: _class, ...changeable } = profile;
      const register = { type: 'RegisterCustomer', ...profile } as const;
      const change = { type: 'ChangeCustomerProfile', ...changeable } as const;
      await this.storeRow(answer, line, caller, customerDecider, `customer:${code}`, register, change);
    }
    return answer;
  }

  /** `customerCode` is the code under which the customer was imported. */
  @Post('contacts')
  @CsvImport('code,customerCode,name,post,mobile\nP-1,C-1001,赵工,车间信息员,13900000001')
  async contacts(@Caller() caller: SignedIn, @Req() request: FastifyRequest): Promise<ImportAnswer> {
    const rows = await this.checkedRows(request, ContactRow, contactColumns);
    const answer = emptyAnswer();
    for (const { line, row } of rows) {
      const { code, customerCode, ...person } = row;
      const customerId = streamIdOf(`customer:${customerCode}`);
      const register = { type: 'RegisterContact', customerId, ...person } as const;
      const change = { type: 'ChangeContact', ...person } as const;
      await this.storeRow(answer, line, caller, contactDecider, `contact:${code}`, register, change);
    }
    return answer;
  }

  private async checkedRows<Row extends { code: string }>(
    { body }: FastifyRequest,
    type: new () => Row,
    columns: Columns,
  ): Promise<{ line: number; row: Row }[]> {
    if (!Buffer.isBuffer(body)) {
      throw new ProblemError(problemOf(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the file as text/csv.'));
    }
    const { rows, bad } = await readRows(body, type, columns);
    const seen = new Set<string>();
    for (const { line, row } of rows) {
      if (seen.has(row.code)) bad.push({ line, column: 'code', problem: 'twice' });
      seen.add(row.code);
    }
    if (bad.length === 0) return rows;
    const missing = bad.map(({ line, column, problem }) => ({
      what: 'field' as const,
      key: column === '' ? `line ${line}` : `line ${line}, column ${column}`,
      problem,
      suppliedBy: [],
    }));
    throw new ProblemError({
      ...problemOf(422, 'IMPORT_INVALID', 'Nothing was stored; correct these cells.'),
      missing,
    });
  }

  /** A code that is new makes the thing; one that is known changes it, unless the row says what is there already. */
  private async storeRow<State, Command extends object, Event extends DomainEvent>(
    answer: ImportAnswer,
    line: number,
    caller: SignedIn,
    decider: Decider<State, Command, Event>,
    name: string,
    register: Command,
    change: Command,
  ): Promise<void> {
    const send = (command: Command, commandId: Id): Promise<Outcome<Event>> =>
      handleCommand(this.store, decider, {
        stream: { type: decider.streamType, id: streamIdOf(name) },
        command,
        caller: { kind: 'staff', id: caller.staffId },
        commandId,
        now: new Date().toISOString(),
      });
    const first = await send(register, commandIdFor('import', name));
    const known = first.kind === 'reused';
    const outcome = known ? await send(change, commandIdFor('import', `${name} ${contentHash(change)}`)) : first;
    if (outcome.kind === 'accepted') {
      answer[outcome.repeated ? 'unchanged' : known ? 'changed' : 'created'] += 1;
    } else if (outcome.kind === 'refused') {
      const [field] = outcome.refusal.missing;
      answer.refused.push({ line, column: field?.key ?? '', problem: field?.problem ?? outcome.refusal.refused });
    } else {
      answer.refused.push({ line, column: '', problem: outcome.kind });
    }
  }
}

function streamIdOf(name: string): Id {
  return derivedId(commandIdFor('import', name), 'stream');
}

function emptyAnswer(): ImportAnswer {
  return { created: 0, changed: 0, unchanged: 0, refused: [] };
}
