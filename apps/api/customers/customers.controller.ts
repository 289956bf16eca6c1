// Group customers and their contacts over HTTP.
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  contactDecider,
  customerClasses,
  customerDecider,
  deciders,
  erasureGrounds,
  MAX_TITLE_LENGTH,
  type CustomerClass,
  type CustomerState,
  type ErasureGround,
  type Id,
} from '#domain';
import { EventStore, foldStream } from '#event-store';
import { contactsOf, customers, isInScope, type ContactRow, type CustomerRow } from '#read-model';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { Code, OneOf, Text, Uuid, Whole } from '../http/fields';
import { listAnswer, PageQuery, type ListAnswer } from '../http/page-query';
import { PathId } from '../http/path-id';
import { problemOf, ProblemError } from '../http/problem';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';
import { Versioned } from '../http/versioned';

class ProfileBody {
  @Text({ maxLength: MAX_TITLE_LENGTH, example: '东海制造集团' }) name!: string;
  @Text({ optional: true }) address?: string;
  @Text({ maxLength: 40, optional: true }) phone?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) website?: string;
  @Text({ optional: true }) businessScope?: string;
  @Code({ optional: true, example: 'manufacturing' }) industry?: string;
  @Code({ optional: true, example: '310000' }) region?: string;
  @Code({ optional: true, example: 'hotline' }) channel?: string;
  @Whole(1, 10_000_000, { optional: true }) headcount?: number;
}
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
class ContactBody {
  @Text({ maxLength: MAX_TITLE_LENGTH, example: '李主任' }) name!: string;
  @Text({ maxLength: 20, optional: true, example: '13900000000' }) mobile?: string;
  @Text({ maxLength: 30, optional: true }) officePhone?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) email?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) department?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) post?: string;
  @Code({ optional: true, example: 'key-person' }) memberType?: string;
}
class EraseBody {
  @OneOf(erasureGrounds) ground!: ErasureGround;
}

type CustomerView = Pick<CustomerState, 'id' | 'class' | 'accountManagerId' | 'agreements'> & { version: number };

@ApiTags('customers')
@ApiBearerAuth()
@Controller('v1')
export class CustomersController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
  ) {}

  @Get('customers')
  async list(@Caller() caller: SignedIn, @Query() page: PageQuery): Promise<ListAnswer<CustomerRow>> {
    const scope = scopeOf(caller);
    return listAnswer(this.store, page, () => customers(this.store, scope, page));
  }

  @Get('customers/:id')
  @Versioned()
  async customer(@Caller() caller: SignedIn, @PathId() id: Id): Promise<CustomerView> {
    const { state, version } = await this.customerFor(caller, id);
    return { id, version, class: state.class, accountManagerId: state.accountManagerId, agreements: state.agreements };
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
  async contacts(
    @Caller() caller: SignedIn,
    @PathId() id: Id,
    @Query() page: PageQuery,
  ): Promise<ListAnswer<ContactRow>> {
    await this.customerFor(caller, id);
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

  /** What the caller may not see is not there. Nobody's customers are everybody's until somebody is assigned. */
  private async customerFor(caller: SignedIn, id: Id): Promise<{ state: CustomerState; version: number }> {
    const ref = { type: 'customer', id } as const;
    const { state, version } = await foldStream<CustomerState, never>(this.store, deciders.customer, ref);
    const keeper = state?.accountManagerId;
    if (state !== undefined && (keeper === undefined || (await isInScope(this.store, scopeOf(caller), keeper)))) {
      return { state, version };
    }
    throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such customer, or it is not yours to see.'));
  }
}
