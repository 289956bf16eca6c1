// Staff over HTTP: who one is, and what administrators keep.
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  decisionKinds,
  customerClasses,
  MAX_AMOUNT_FEN,
  MAX_TITLE_LENGTH,
  staffDecider,
  staffLanguages,
  staffRoles,
  type DecisionKind,
  type CustomerClass,
  type Id,
  type StaffCommand,
  type StaffLanguage,
  type StaffRole,
  type StaffState,
} from '#domain';
import { EventStore } from '#event-store';
import { staffList, type StaffRow } from '#read-model';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { Code, Codes, InstantText, Nested, OneOf, SomeOf, Text, Uuid, Whole } from '../http/fields';
import { anyObject, flag, id, listOf, nullable, object, oneOf, text, whole } from '../http/described';
import { listAnswer, listed, PageQuery, type ListAnswer } from '../http/page-query';
import { PathId } from '../http/path-id';
import { Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';

class StaffPersonBody {
  @Text({ maxLength: MAX_TITLE_LENGTH, example: '王经理' }) name!: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) email?: string;
  @Text({ maxLength: 20, optional: true }) mobile?: string;
  @OneOf(staffLanguages, { optional: true }) language?: StaffLanguage;
}
class RegisterStaffBody extends StaffPersonBody {
  @SomeOf(staffRoles) roles!: StaffRole[];
  @Code({ optional: true, example: 'group-sales-1' }) unit?: string;
  @Uuid({ optional: true }) superiorId?: string;
  @Codes(20, { optional: true, example: ['pricing'] }) groups?: string[];
  @Text({ maxLength: 255, optional: true, description: '`sub` of the sign-in provider.' }) signInSubject?: string;
}
class RolesBody {
  @SomeOf(staffRoles) roles!: StaffRole[];
}
class SuperiorBody {
  @Uuid({ optional: true }) superiorId?: string;
}
class GroupBody {
  @Code({ example: 'pricing' }) group!: string;
}
class ScopeBody {
  @SomeOf(decisionKinds, { optional: true }) kinds?: DecisionKind[];
  @SomeOf(customerClasses, { optional: true }) customerClasses?: CustomerClass[];
  @Whole(0, MAX_AMOUNT_FEN, { optional: true }) maxAmountFen?: number;
}
class DelegationBody {
  @Uuid() to!: string;
  @InstantText({ example: '2026-12-01T00:00:00.000Z' }) from!: string;
  @InstantText({ example: '2026-12-15T00:00:00.000Z' }) until!: string;
  @Nested(() => ScopeBody, { optional: true, example: { kinds: ['offer'], maxAmountFen: 10_000_000 } })
  scope?: ScopeBody;
}

class AbsenceBody {
  @InstantText({ example: '2026-12-01T00:00:00.000Z' }) from!: string;
  @InstantText({ example: '2026-12-15T00:00:00.000Z' }) until!: string;
}

const staffState = anyObject({
  id: 'd49d688d-6859-5e0b-8581-38b59ed37886',
  active: true,
  roles: ['account-manager'],
  groups: [],
  delegations: [],
  language: 'zh-CN',
});
const staffRow = object<StaffRow>({
  id: id('d49d688d-6859-5e0b-8581-38b59ed37886'),
  version: whole(1),
  name: nullable(text('周经理')),
  active: flag(true),
  roles: listOf(oneOf(staffRoles)),
  groups: listOf(text('pricing')),
  unit: nullable(text('group-sales-1')),
  superiorId: nullable(id()),
});

@ApiTags('staff')
@ApiBearerAuth()
@Controller('v1')
export class StaffController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
  ) {}

  /** Who the access token stands for, and what they may. */
  @Get('me')
  @Reads(staffState)
  me(@Caller() { staff }: SignedIn): StaffState {
    return staff;
  }

  @Get('staff')
  @Reads(listed(staffRow))
  list(@Query() page: PageQuery): Promise<ListAnswer<StaffRow>> {
    return listAnswer(this.store, page, () => staffList(this.store, page));
  }

  @Post('staff')
  @Command()
  register(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @Body() body: RegisterStaffBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(staffDecider, undefined, { type: 'RegisterStaff', ...body }, caller, sent);
  }

  @Post('staff/:id/person')
  @Command()
  changePerson(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: StaffPersonBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ChangeStaffPerson', ...body }, caller, sent);
  }

  @Post('staff/:id/roles')
  @Command()
  changeRoles(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: RolesBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ChangeStaffRoles', ...body }, caller, sent);
  }

  @Post('staff/:id/superior')
  @Command()
  changeSuperior(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: SuperiorBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ChangeSuperior', ...body }, caller, sent);
  }

  @Post('staff/:id/groups/enter')
  @Command()
  enterGroup(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: GroupBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'EnterApproverGroup', ...body }, caller, sent);
  }

  @Post('staff/:id/groups/leave')
  @Command()
  leaveGroup(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: GroupBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'LeaveApproverGroup', ...body }, caller, sent);
  }

  @Post('staff/:id/deactivate')
  @Command()
  deactivate(@Caller() caller: SignedIn, @Sent() sent: CommandHeaders, @PathId() id: Id): Promise<CommandAnswer> {
    return this.send(id, { type: 'DeactivateStaff' }, caller, sent);
  }

  @Post('staff/:id/reactivate')
  @Command()
  reactivate(@Caller() caller: SignedIn, @Sent() sent: CommandHeaders, @PathId() id: Id): Promise<CommandAnswer> {
    return this.send(id, { type: 'ReactivateStaff' }, caller, sent);
  }

  @Post('staff/:id/absences')
  @Command()
  recordAbsence(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: AbsenceBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RecordAbsence', ...body }, caller, sent);
  }

  @Post('staff/:id/delegations')
  @Command()
  giveDelegation(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: DelegationBody,
  ): Promise<CommandAnswer> {
    const scope = body.scope === undefined ? undefined : { ...body.scope };
    return this.send(id, { type: 'GiveDelegation', ...body, scope }, caller, sent);
  }

  @Post('staff/:id/delegations/:delegationId/revoke')
  @Command()
  revokeDelegation(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('delegationId') delegationId: Id,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RevokeDelegation', delegationId }, caller, sent);
  }

  private send(id: Id, command: StaffCommand, caller: SignedIn, sent: CommandHeaders): Promise<CommandAnswer> {
    return this.sender.send(staffDecider, id, command, caller, sent);
  }
}
