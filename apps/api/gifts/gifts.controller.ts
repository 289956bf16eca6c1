// Gifts and invitations over HTTP: asked for one contact, decided above, recorded, and read as a register.
import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags, IntersectionType } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  contactDecider,
  customerDecider,
  deciders,
  giftColumns,
  giftOutcomes,
  giftStatuses,
  MAX_AMOUNT_FEN,
  staffLanguages,
  yearsOf,
  type ContactState,
  type GiftCommand,
  type GiftEvent,
  type GiftOutcome,
  type Gifts,
  type GiftStatus,
  type Id,
  type LocalDate,
  type StaffLanguage,
} from '#domain';
import { EventStore, foldStream } from '#event-store';
import { labelOf } from '#labels';
import { giftRegister, giftsToDecide, openSalesOf, principalsOf, type GiftRow, type GiftToDecide } from '#read-model';
import { CustomersSeen } from '../customers/customers-seen';
import { historyOf } from '../customers/history-of';
import { allPages } from '../http/all-pages';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { Code, DateText, Flag, OneOf, Text, Uuid, Whole } from '../http/fields';
import { listPlace } from '../http/list-place';
import {
  caughtUp,
  listAnswer,
  listed,
  listedByPlace,
  PageQuery,
  PlaceQuery,
  type ListAnswer,
} from '../http/page-query';
import { PathId } from '../http/path-id';
import { invalidRequest } from '../http/problem';
import { Reads } from '../http/reads';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';
import { csvReply } from '../reports/csv';
import { reportForms } from '../reports/report-query';
import { giftsOfContact, giftRow, giftToDecide, type GiftsOfContact } from './described-gifts';

class AskGiftBody {
  @Code({ example: 'group-customer', description: 'Whose limits hold, in its latest version.' }) playbookKey!: string;
  @Code({ example: 'holiday-courtesy', description: 'A kind of the playbook’s section `gifts`.' }) kind!: string;
  @Code({ example: 'mid-autumn', description: 'An occasion of the playbook’s section `gifts`.' }) occasion!: string;
  @Whole(1, MAX_AMOUNT_FEN, { example: 18_000 }) valueFen!: number;
  @DateText({ example: '2026-12-20', description: 'When it is to be given, or the event takes place.' }) on!: string;
  @Text({ example: '茶叶一盒，年终答谢', description: 'What it is, and what for.' }) note!: string;
  @Uuid({ optional: true, description: 'The sale that it belongs to.' }) opportunityId?: string;
}
class GiftDecisionBody {
  @OneOf(['approve', 'reject']) decision!: 'approve' | 'reject';
  @Text({ optional: true, example: '同意，限一次' }) note?: string;
  @Uuid({ optional: true, description: 'Whose decision it is, where a delegate takes it.' }) actingFor?: string;
}
class GiftOutcomeBody {
  @OneOf(giftOutcomes) outcome!: GiftOutcome;
  @DateText({ example: '2026-12-21' }) on!: string;
  @Text({ optional: true, example: '当面致谢' }) note?: string;
}
class GiftRuleBody {
  @Flag({ example: false }) giftsAccepted!: boolean;
  @Text({ optional: true, example: '廉洁协议第三条', description: 'Where it says so.' }) note?: string;
}
class RegisterFilter {
  @Uuid({ optional: true, description: 'To this contact.' }) contactId?: string;
  @Uuid({ optional: true, description: 'To contacts of this customer, and of those that were merged into it.' })
  customerId?: string;
  @Uuid({ optional: true, description: 'Asked for by this member of staff.' }) askedById?: string;
  @DateText({ optional: true, description: 'The first day of the period.' }) from?: LocalDate;
  @DateText({ optional: true, description: 'The last day of the period.' }) to?: LocalDate;
  @OneOf(giftStatuses, { optional: true }) status?: GiftStatus;
  @OneOf(reportForms, { optional: true, description: 'A CSV file holds all that fits, not a page of it.' })
  format: (typeof reportForms)[number] = 'json';
  @OneOf(staffLanguages, { optional: true, description: 'Of a CSV file.' }) language: StaffLanguage = 'zh-CN';
}
class RegisterQuery extends IntersectionType(RegisterFilter, PageQuery) {}

const placeToDecide = listPlace('instant', 'id', 'id');

@ApiTags('gifts')
@ApiBearerAuth()
@Controller('v1')
export class GiftsController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
    private readonly seen: CustomersSeen,
  ) {}

  /** The register: what the caller and those below asked for; auditors read all of it. */
  @Get('gifts')
  @ApiProduces('application/json', 'text/csv')
  @Reads(listed(giftRow))
  async register(
    @Caller() caller: SignedIn,
    @Query() query: RegisterQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ListAnswer<GiftRow> | string> {
    const { from, to, format, language } = query;
    if (from !== undefined && to !== undefined && to < from) {
      throw invalidRequest([{ key: 'to', problem: 'before-from' }]);
    }
    const scope = scopeOf(caller);
    if (format === 'json') return listAnswer(this.store, query, () => giftRegister(this.store, scope, query, query));
    await caughtUp(this.store, query.seen);
    const rows: GiftRow[] = [];
    for await (const page of allPages((asked) => giftRegister(this.store, scope, query, asked))) rows.push(...page);
    const heads = giftColumns.map((column) => labelOf('gift-column', column, language));
    const cells = rows.map((row) => giftColumns.map((column) => inWords(column, row[column], language)));
    return csvReply(reply, 'gifts.csv', heads, cells);
  }

  /** What waits for the caller to agree, for themselves or as a delegate; the oldest first. */
  @Get('gifts/to-decide')
  @Reads(listedByPlace(giftToDecide))
  async toDecide(@Caller() { staffId }: SignedIn, @Query() query: PlaceQuery): Promise<ListAnswer<GiftToDecide>> {
    const after = placeToDecide.partsOf(query.after);
    const read = async (): Promise<GiftToDecide[]> => {
      const principals = await principalsOf(this.store, staffId, new Date().toISOString());
      return giftsToDecide(this.store, staffId, principals, { limit: query.limit, after });
    };
    return listAnswer(this.store, query, read, ({ askedAt, id, actingFor }) =>
      placeToDecide.textOf([askedAt, id, actingFor ?? staffId]),
    );
  }

  /** Everything that this contact was to get, whoever asked, and what it comes to by calendar year. */
  @Get('contacts/:id/gifts')
  @Reads(giftsOfContact, { one: true })
  async ofContact(@Caller() caller: SignedIn, @PathId() id: Id): Promise<GiftsOfContact> {
    const { state, version } = await this.seen.contact(caller, id);
    const gifts: Gifts = state.gifts ?? new Map();
    const ref = { type: 'contact', id } as const;
    const asked = await historyOf<Extract<GiftEvent, { type: 'GiftAsked' }>>(this.store, ref, 'GiftAsked');
    const items = asked.map(({ giftId, note }) => ({ ...gifts.get(giftId)!, note }));
    return { version, items, years: yearsOf(gifts) };
  }

  /** Within the limits it may be given at once; above them it waits for somebody above; above the upper ones it is refused. */
  @Post('contacts/:id/gifts')
  @Command()
  ask(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: AskGiftBody,
  ): Promise<CommandAnswer> {
    return this.sendKnowingSales(id, { type: 'AskGift', ...body }, caller, sent);
  }

  /** By somebody above who asked, in the reporting line, or their delegate; never by who asked. */
  @Post('contacts/:id/gifts/:giftId/decision')
  @Command()
  decide(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('giftId') giftId: Id,
    @Body() body: GiftDecisionBody,
  ): Promise<CommandAnswer> {
    return this.sendKnowingSales(id, { type: 'DecideGift', giftId, ...body }, caller, sent);
  }

  /** What came of it: given (an invitation: attended), declined, or given back. */
  @Post('contacts/:id/gifts/:giftId/outcome')
  @Command()
  record(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('giftId') giftId: Id,
    @Body() body: GiftOutcomeBody,
  ): Promise<CommandAnswer> {
    return this.sendKnowingSales(id, { type: 'RecordGift', giftId, ...body }, caller, sent);
  }

  /** Given up before it was given. */
  @Post('contacts/:id/gifts/:giftId/withdraw')
  @Command()
  withdraw(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('giftId') giftId: Id,
  ): Promise<CommandAnswer> {
    return this.sender.send(contactDecider, id, { type: 'WithdrawGift', giftId }, caller, sent);
  }

  /** Whether the organisation lets its people accept gifts and invitations; that it does after all, those above say. */
  @Post('customers/:id/gift-rule')
  @Command()
  rule(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: GiftRuleBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'RecordGiftRule', ...body }, caller, sent);
  }

  /** With the sales on which the contact may decide; what is true of them the rules fold themselves. */
  private async sendKnowingSales(
    id: Id,
    command: WithoutSales<GiftCommand>,
    caller: SignedIn,
    sent: CommandHeaders,
  ): Promise<CommandAnswer> {
    const ref = { type: 'contact', id } as const;
    const { state } = await foldStream<ContactState, never>(this.store, deciders.contact, ref);
    const openOpportunityIds = state === undefined ? [] : await openSalesOf(this.store, state.customerId);
    return this.sender.send(contactDecider, id, { ...command, openOpportunityIds }, caller, sent, command);
  }
}

type WithoutSales<Each> = Each extends { openOpportunityIds: Id[] } ? Omit<Each, 'openOpportunityIds'> : never;

function inWords(column: keyof GiftRow, value: GiftRow[keyof GiftRow], language: StaffLanguage): unknown {
  if (column === 'status') return labelOf('gift-status', value as GiftStatus, language);
  if (!Array.isArray(value)) return value;
  return value.map((limit) => labelOf('gift-limit', limit, language)).join(language === 'zh-CN' ? '、' : ', ');
}
