// Leads over HTTP (S5): heard at a passive channel, handed to the account manager, and settled there: by a sale, or closed.
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags, IntersectionType, PickType } from '@nestjs/swagger';
import {
  customerDecider,
  leadCloseReasons,
  leadStatuses,
  MAX_TITLE_LENGTH,
  type Id,
  type LeadCloseReason,
} from '#domain';
import { EventStore } from '#event-store';
import { leads, type LeadRow } from '#read-model';
import { CustomersSeen } from '../customers/customers-seen';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { flag, id, instant, nullable, object, oneOf, text } from '../http/described';
import { Code, InstantText, OneOf, Text, Uuid } from '../http/fields';
import { listAnswer, listed, PageQuery, type ListAnswer } from '../http/page-query';
import { PathId } from '../http/path-id';
import { Reads } from '../http/reads';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';
import { OpenOpportunityBody } from '../opportunities/opportunity-bodies';
import { customerLeads, leadsOf, type CustomerLeads } from './leads-of-customer';
import { takeUpLead } from './take-up-lead';

/** Telephone numbers are no longer, with country, area and extension. */
const MAX_PHONE_LENGTH = 40;

class ReceiveLeadBody {
  @Code({ example: 'group-customer', description: 'Whose channels and times it goes by.' }) playbookKey!: string;
  @Code({ example: 'hotline', description: 'A passive channel that begins sales.' }) channel!: string;
  @Text({ example: '想了解总部到分厂的专线' }) asked!: string;
  @Uuid({ optional: true, description: 'Who asked, where they are known …' }) contactId?: string;
  @Text({ optional: true, maxLength: MAX_TITLE_LENGTH, example: '王女士', description: '… or else by name.' })
  askedBy?: string;
  @Text({ optional: true, maxLength: MAX_PHONE_LENGTH, example: '021-55550008' }) phone?: string;
  @InstantText({ optional: true, description: 'When the customer asked; now when left out.' }) receivedAt?: string;
}
class HandOverLeadBody {
  @Text({ optional: true, example: '请今天回电' }) note?: string;
}
class CloseLeadBody {
  @OneOf(leadCloseReasons) reason!: LeadCloseReason;
  @Text({ optional: true }) note?: string;
}
class TakeUpLeadBody extends PickType(OpenOpportunityBody, [
  'title',
  'playbookVersion',
  'ownerId',
  'expectedAmountFen',
  'expectedCloseOn',
]) {
  @Code({ optional: true, example: 'group-customer', description: 'The one that the lead goes by when left out.' })
  playbookKey?: string;
}
class LeadsFilter {
  @OneOf(leadStatuses, { optional: true }) status?: string;
  @Uuid({ optional: true }) customerId?: string;
  @OneOf(['true', 'false'], { optional: true }) late?: string;
}
class LeadsQuery extends IntersectionType(PageQuery, LeadsFilter) {}

const someCustomer = '0e2b6a51-4c1d-5d7e-9b1a-5f3c2d1e0a99';
const someStaff = 'd49d688d-6859-5e0b-8581-38b59ed37886';
const leadRow = object<LeadRow>({
  id: id(),
  customerId: id(someCustomer),
  customerName: nullable(text('东海制造集团')),
  channel: text('hotline'),
  status: oneOf(leadStatuses),
  receivedAt: instant(),
  receivedById: nullable(id(someStaff)),
  handedOverTo: nullable(id(someStaff)),
  handedOverAt: nullable(instant('2026-12-01T02:30:00.000Z')),
  dueAt: nullable(instant('2026-12-01T06:30:00.000Z')),
  late: flag(false),
  opportunityId: nullable(id()),
  closeReason: nullable(oneOf(leadCloseReasons)),
});

@ApiTags('leads')
@ApiBearerAuth()
@Controller('v1')
export class LeadsController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
    private readonly seen: CustomersSeen,
  ) {}

  /** On customers within what the caller may see, and what its people heard or were handed. */
  @Get('leads')
  @Reads(listed(leadRow))
  async list(@Caller() caller: SignedIn, @Query() query: LeadsQuery): Promise<ListAnswer<LeadRow>> {
    const { status, customerId, late, limit, after } = query;
    const filter = { status, customerId, late: late === undefined ? undefined : late === 'true' };
    const scope = scopeOf(caller);
    return listAnswer(this.store, query, () => leads(this.store, scope, filter, { limit, after }));
  }

  /** Of the customer and of those that were merged into it, with what was asked and by whom, the newest first. */
  @Get('customers/:id/leads')
  @Reads(customerLeads, { one: true })
  async ofCustomer(@Caller() caller: SignedIn, @PathId() id: Id): Promise<CustomerLeads> {
    const { state } = await this.seen.customer(caller, id);
    return leadsOf(this.store, await this.seen.family(state));
  }

  /** Whoever sells or leads may hear a lead, whosever the customer is; only a passive channel brings one. */
  @Post('customers/:id/leads')
  @Command()
  receive(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: ReceiveLeadBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'ReceiveLead', ...body }, caller, sent);
  }

  /** To the account manager of the customer, who hears of it; once more when the customer has another one since. */
  @Post('customers/:id/leads/:leadId/hand-over')
  @Command()
  handOver(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('leadId') leadId: Id,
    @Body() body: HandOverLeadBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'HandOverLead', leadId, ...body }, caller, sent);
  }

  /** By whom it was handed to, once it was. */
  @Post('customers/:id/leads/:leadId/close')
  @Command()
  close(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('leadId') leadId: Id,
    @Body() body: CloseLeadBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'CloseLead', leadId, ...body }, caller, sent);
  }

  /**
   * Opens the sale that the lead becomes, once: customer and channel are the lead's. Two streams are written one after the
   * other: what stops in between is completed by sending the same again.
   */
  @Post('customers/:id/leads/:leadId/take-up')
  @Command()
  takeUp(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() customerId: Id,
    @PathId('leadId') leadId: Id,
    @Body() body: TakeUpLeadBody,
  ): Promise<CommandAnswer> {
    return takeUpLead(this.store, this.sender, { customerId, leadId, ...body }, caller, sent);
  }
}
