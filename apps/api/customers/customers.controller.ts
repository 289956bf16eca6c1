// Group customers and their contacts over HTTP.
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  contactDecider,
  customerClasses,
  customerDecider,
  erasureGrounds,
  MAX_TITLE_LENGTH,
  type CustomerClass,
  type ErasureGround,
  type Id,
} from '#domain';
import { EventStore } from '#event-store';
import { contactsOf, customers, type ContactRow, type CustomerRow } from '#read-model';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandAnswer, type CommandHeaders } from '../http/command-sender';
import { Code, OneOf, Text, Uuid, Whole } from '../http/fields';
import { listAnswer, PageQuery, type ListAnswer } from '../http/page-query';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';

class ProfileBody {
  @Text({ maxLength: MAX_TITLE_LENGTH, example: '东海制造集团' }) name!: string;
  @Text({ optional: true }) address?: string;
  @Text({ maxLength: 40, optional: true }) phone?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) website?: string;
  @Text({ optional: true }) businessScope?: string;
  @Code({ optional: true, example: 'manufacturing' }) industry?: string;
  @Code({ optional: true, example: '310000' }) region?: string;
  @Code({ optional: true }) channel?: string;
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
class PersonBody {
  @Text({ maxLength: MAX_TITLE_LENGTH, example: '李主任' }) name!: string;
  @Text({ maxLength: 20, optional: true, example: '13900000000' }) mobile?: string;
  @Text({ maxLength: 30, optional: true }) officePhone?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) email?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) department?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) post?: string;
  @Code({ optional: true }) memberType?: string;
}
class EraseBody {
  @OneOf(erasureGrounds) ground!: ErasureGround;
}

const Customer = (): ParameterDecorator => Param('id', new ParseUUIDPipe());

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
    return listAnswer(await customers(this.store, await scopeOf(this.store, caller), page), page.limit);
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
    @Customer() id: Id,
    @Body() body: ProfileBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'ChangeCustomerProfile', ...body }, caller, sent);
  }

  @Post('customers/:id/class')
  @Command()
  classify(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @Customer() id: Id,
    @Body() body: ClassifyBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'ClassifyCustomer', ...body }, caller, sent);
  }

  @Post('customers/:id/account-manager')
  @Command()
  assign(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @Customer() id: Id,
    @Body() body: AssignBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'AssignAccountManager', ...body }, caller, sent);
  }

  @Get('customers/:id/contacts')
  async contacts(@Customer() id: Id, @Query() page: PageQuery): Promise<ListAnswer<ContactRow>> {
    return listAnswer(await contactsOf(this.store, id, page), page.limit);
  }

  @Post('customers/:id/contacts')
  @Command()
  registerContact(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @Customer() customerId: Id,
    @Body() body: PersonBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(contactDecider, undefined, { type: 'RegisterContact', customerId, ...body }, caller, sent);
  }

  @Post('contacts/:id')
  @Command()
  changeContact(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @Customer() id: Id,
    @Body() body: PersonBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(contactDecider, id, { type: 'ChangeContact', ...body }, caller, sent);
  }

  /** For ever: the key of the person is deleted, and nothing about them can be read any more. */
  @Post('contacts/:id/erase')
  @Command()
  eraseContact(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @Customer() id: Id,
    @Body() body: EraseBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(contactDecider, id, { type: 'EraseContact', ...body }, caller, sent);
  }
}
