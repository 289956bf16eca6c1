// Group customers and their contacts over HTTP.
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags, IntersectionType } from '@nestjs/swagger';
import {
  completenessOf,
  contactDecider,
  contactFields,
  customerClasses,
  customerDecider,
  customerFields,
  erasureGrounds,
  lifeCycleStates,
  type Completeness,
  type ContactProfile,
  type ContactState,
  type CustomerClass,
  type CustomerProfile,
  type CustomerState,
  type ErasureGround,
  type Id,
  type LifeCycleState,
  type OrderedProduct,
} from '#domain';
import { EventStore } from '#event-store';
import type { Language } from '#labels';
import { contactsOf, customers, MAX_SEARCH_LENGTH, type ContactRow, type CustomerRow } from '#read-model';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { Code, OneOf, Text, Uuid } from '../http/fields';
import { flag, id, listOf, nullable, object, oneOf, optional, text, whole } from '../http/described';
import { listAnswer, listed, PageQuery, type ListAnswer } from '../http/page-query';
import { InLanguage } from '../http/language';
import { PathId } from '../http/path-id';
import { Reads } from '../http/reads';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';
import { timeline, timelineOf, TimelineQuery, type Timeline } from '../http/timeline';
import { Versioned } from '../http/versioned';
import { CustomersSeen } from './customers-seen';
import { profileBody, profileDescribed } from './profile-body';
import { profileHistory, profileHistoryOf, type ProfileHistory } from './profile-history';

class ProfileBody extends profileBody<CustomerProfile>(customerFields) {}
class RegisterCustomerBody extends ProfileBody {
  @OneOf(customerClasses, { optional: true }) class?: CustomerClass;
  @Uuid({ optional: true }) accountManagerId?: string;
}
class ClassifyBody {
  @OneOf(customerClasses) class!: CustomerClass;
  @Code({ example: 'contribution-review' }) reason!: string;
}
class AssignBody {
  @Uuid() accountManagerId!: string;
}
class ContactBody extends profileBody<ContactProfile>(contactFields) {}
class EraseBody {
  @OneOf(erasureGrounds) ground!: ErasureGround;
}

class CustomersFilter {
  @Text({
    optional: true,
    maxLength: MAX_SEARCH_LENGTH,
    example: 'dhzz',
    description: 'Part of the name, as in search.',
  })
  named?: string;
  @OneOf(customerClasses, { optional: true }) class?: CustomerClass;
  @OneOf(lifeCycleStates, { optional: true }) lifeCycle?: LifeCycleState;
  @Uuid({ optional: true }) accountManagerId?: string;
  @OneOf(['true', 'false'], { optional: true, description: 'Those that nobody looks after yet.' }) unassigned?: string;
}
class CustomersQuery extends IntersectionType(PageQuery, CustomersFilter) {}

type CustomerView = Pick<CustomerState, 'id' | 'class' | 'accountManagerId' | 'agreements' | 'giftsAccepted'> & {
  version: number;
  completeness: Completeness;
} & Partial<CustomerProfile>;
type ContactView = Pick<ContactState, 'id' | 'customerId' | 'erased'> & {
  version: number;
  completeness: Completeness;
} & Partial<ContactProfile>;

/** How much of the form is filled in; `missing` names the fields that are asked for and not there. */
const completeness = object<Completeness>({ percent: whole(76), missing: listOf(text('anniversary')) });
const accountManagerId = id('d49d688d-6859-5e0b-8581-38b59ed37886');
const customerRow = object<CustomerRow>({
  id: id(),
  version: whole(2),
  name: nullable(text('东海制造集团')),
  class: nullable(oneOf(customerClasses)),
  accountManagerId: nullable(accountManagerId),
  lifeCycle: oneOf(lifeCycleStates),
  openSales: whole(1),
});
const orderedProduct = object<OrderedProduct>({
  productCode: text('vpmn'),
  quantity: whole(200),
  charge: optional(oneOf(['once', 'monthly'])),
  termMonths: optional(whole(12)),
});
const customerView = object<CustomerView>({
  id: id(),
  version: whole(2),
  class: optional(oneOf(customerClasses)),
  accountManagerId: optional(accountManagerId),
  giftsAccepted: optional(flag(false)),
  completeness,
  ...profileDescribed(customerFields),
  agreements: listOf(
    object<CustomerState['agreements'][number]>({
      agreementId: id(),
      opportunityId: id('0e2b6a51-4c1d-5d7e-9b1a-5f3c2d1e0a99'),
      startsOn: text('2026-12-01'),
      endsOn: text('2027-11-30'),
      products: optional(listOf(orderedProduct)),
    }),
  ),
});
const contactRow = object<ContactRow>({
  id: id(),
  version: whole(1),
  customerId: id('0e2b6a51-4c1d-5d7e-9b1a-5f3c2d1e0a99'),
  name: nullable(text('李主任')),
  post: nullable(text('信息中心主任')),
  erased: flag(false),
});
const contactView = object<ContactView>({
  id: id(),
  version: whole(1),
  customerId: id('0e2b6a51-4c1d-5d7e-9b1a-5f3c2d1e0a99'),
  erased: flag(false),
  completeness,
  ...profileDescribed(contactFields),
});

@ApiTags('customers')
@ApiBearerAuth()
@Controller('v1')
export class CustomersController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
    private readonly seen: CustomersSeen,
  ) {}

  @Get('customers')
  @Reads(listed(customerRow))
  async list(@Caller() caller: SignedIn, @Query() query: CustomersQuery): Promise<ListAnswer<CustomerRow>> {
    const scope = scopeOf(caller);
    const { named, class: customerClass, lifeCycle, accountManagerId } = query;
    const unassigned = query.unassigned === 'true';
    const filter = { named, class: customerClass, lifeCycle, accountManagerId, unassigned };
    return listAnswer(this.store, query, () => customers(this.store, scope, filter, query));
  }

  /** The profile as it was written last, and what was agreed. */
  @Get('customers/:id')
  @Reads(customerView, { one: true })
  @Versioned()
  async customer(@Caller() caller: SignedIn, @PathId() id: Id): Promise<CustomerView> {
    const { state, version, profile } = await this.seen.customerProfile(caller, id);
    const { class: customerClass, accountManagerId, agreements, giftsAccepted } = state;
    const completeness = completenessOf(customerFields, profile);
    return { ...profile, id, version, class: customerClass, accountManagerId, agreements, giftsAccepted, completeness };
  }

  @Get('customers/:id/timeline')
  @Reads(timeline, { one: true })
  async customerTimeline(
    @Caller() caller: SignedIn,
    @PathId() id: Id,
    @Query() page: TimelineQuery,
    @InLanguage() language: Language,
  ): Promise<Timeline> {
    await this.seen.customer(caller, id);
    return timelineOf(this.store, { type: 'customer', id }, page, language);
  }

  /** What each version of the profile changed, the newest first; of somebody who was erased nothing is left. */
  @Get('customers/:id/profile-history')
  @Reads(profileHistory, { one: true })
  async customerHistory(@Caller() caller: SignedIn, @PathId() id: Id): Promise<ProfileHistory> {
    await this.seen.customer(caller, id);
    return profileHistoryOf(this.store, 'customer', id);
  }

  @Post('customers')
  @Command()
  register(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @Body() body: RegisterCustomerBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, undefined, { type: 'RegisterCustomer', ...body }, caller, sent);
  }

  @Post('customers/:id/profile')
  @Command()
  changeProfile(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: ProfileBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'ChangeCustomerProfile', ...body }, caller, sent);
  }

  /** For ever: whom the profile names (legal representative, communications lead, group contact) can be read no more. */
  @Post('customers/:id/people/erase')
  @Command()
  erasePeople(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: EraseBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'ErasePeople', ...body }, caller, sent);
  }

  @Post('customers/:id/class')
  @Command()
  classify(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: ClassifyBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'ClassifyCustomer', ...body }, caller, sent);
  }

  @Post('customers/:id/account-manager')
  @Command()
  assign(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: AssignBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'AssignAccountManager', ...body }, caller, sent);
  }

  @Get('customers/:id/contacts')
  @Reads(listed(contactRow), { one: true })
  async contacts(
    @Caller() caller: SignedIn,
    @PathId() id: Id,
    @Query() page: PageQuery,
  ): Promise<ListAnswer<ContactRow>> {
    await this.seen.customer(caller, id);
    return listAnswer(this.store, page, () => contactsOf(this.store, id, page));
  }

  @Post('customers/:id/contacts')
  @Command()
  registerContact(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() customerId: Id,
    @Body() body: ContactBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(contactDecider, undefined, { type: 'RegisterContact', customerId, ...body }, caller, sent);
  }

  /** The person as they were written last; of an erased one nothing personal is left. */
  @Get('contacts/:id')
  @Reads(contactView, { one: true })
  @Versioned()
  async contact(@Caller() caller: SignedIn, @PathId() id: Id): Promise<ContactView> {
    const { state, version, profile } = await this.seen.contactProfile(caller, id);
    const completeness = completenessOf(contactFields, profile);
    return { ...profile, id, version, customerId: state.customerId, erased: state.erased, completeness };
  }

  @Get('contacts/:id/timeline')
  @Reads(timeline, { one: true })
  async contactTimeline(
    @Caller() caller: SignedIn,
    @PathId() id: Id,
    @Query() page: TimelineQuery,
    @InLanguage() language: Language,
  ): Promise<Timeline> {
    await this.seen.contact(caller, id);
    return timelineOf(this.store, { type: 'contact', id }, page, language);
  }

  @Get('contacts/:id/profile-history')
  @Reads(profileHistory, { one: true })
  async contactHistory(@Caller() caller: SignedIn, @PathId() id: Id): Promise<ProfileHistory> {
    await this.seen.contact(caller, id);
    return profileHistoryOf(this.store, 'contact', id);
  }

  @Post('contacts/:id')
  @Command()
  changeContact(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: ContactBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(contactDecider, id, { type: 'ChangeContact', ...body }, caller, sent);
  }

  /** For ever: the key of the person is deleted, and nothing about them can be read any more. */
  @Post('contacts/:id/erase')
  @Command()
  eraseContact(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: EraseBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(contactDecider, id, { type: 'EraseContact', ...body }, caller, sent);
  }
}
