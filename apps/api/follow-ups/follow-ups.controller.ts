// After-sales over HTTP: the plans, and what became of a follow-up that fell due.
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  deciders,
  followUpOutcomes,
  followUpPlanDecider,
  type FollowUpOutcome,
  type FollowUpPlanCommand,
  type FollowUpPlanState,
  type Id,
  type OpenFollowUp,
} from '#domain';
import { EventStore, foldStream } from '#event-store';
import { followUpPlans, isInScope, type FollowUpPlanRow } from '#read-model';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { Code, InstantText, OneOf, Text, Uuid, Whole } from '../http/fields';
import { listAnswer, PageQuery, type ListAnswer } from '../http/page-query';
import { PathId } from '../http/path-id';
import { problemOf, ProblemError } from '../http/problem';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';
import { Versioned } from '../http/versioned';

class NamedBody {
  @Code({ example: 'welcome' }) item!: string;
  @Whole(0, 10_000, { example: 0 }) occurrence!: number;
}
class CompleteFollowUpBody extends NamedBody {
  @OneOf(followUpOutcomes) outcome!: FollowUpOutcome;
  @Text({ optional: true }) note?: string;
}
class SnoozeBody extends NamedBody {
  @InstantText() until!: string;
  @Text() reason!: string;
}
class GoLiveBody {
  @InstantText() liveAt!: string;
}
class PlanOwnerBody {
  @Uuid() to!: string;
  @Text() reason!: string;
}

class PlanListQuery extends PageQuery {
  @Uuid({ optional: true }) customerId?: string;
  @Uuid({ optional: true }) opportunityId?: string;
  @OneOf(['true', 'false'], { optional: true }) ended?: string;
}

type PlanView = { id: Id; version: number; ownerId: Id; customerId: Id; ended: boolean; open: OpenFollowUp[] };

@ApiTags('follow-ups')
@ApiBearerAuth()
@Controller('v1/follow-up-plans')
export class FollowUpsController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
  ) {}

  /** Follow-up plans with what is due in them, within what the caller may see. */
  @Get()
  async list(@Caller() caller: SignedIn, @Query() query: PlanListQuery): Promise<ListAnswer<FollowUpPlanRow>> {
    const { customerId, opportunityId, ended, limit, after } = query;
    const filter = { customerId, opportunityId, ended: ended === undefined ? undefined : ended === 'true' };
    const scope = scopeOf(caller);
    return listAnswer(this.store, query, () => followUpPlans(this.store, scope, filter, { limit, after }));
  }

  @Get(':id')
  @Versioned()
  async view(@Caller() caller: SignedIn, @PathId() id: Id): Promise<PlanView> {
    const ref = { type: 'follow-up-plan', id } as const;
    const { state, version } = await foldStream<FollowUpPlanState, never>(this.store, deciders['follow-up-plan'], ref);
    if (state === undefined || !(await isInScope(this.store, scopeOf(caller), state.ownerId))) {
      throw new ProblemError(
        problemOf(404, 'NOT_FOUND', 'There is no such follow-up plan, or it is not yours to see.'),
      );
    }
    const { ownerId, customerId, ended, open } = state;
    return { id, version, ownerId, customerId, ended, open: [...open.values()] };
  }

  @Post(':id/complete')
  @Command()
  complete(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: CompleteFollowUpBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'CompleteFollowUp', ...body }, caller, sent);
  }

  @Post(':id/snooze')
  @Command()
  snooze(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: SnoozeBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'SnoozeFollowUp', ...body }, caller, sent);
  }

  @Post(':id/go-live')
  @Command()
  goLive(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: GoLiveBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RecordGoLive', ...body }, caller, sent);
  }

  @Post(':id/owner')
  @Command()
  changeOwner(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: PlanOwnerBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ChangePlanOwner', ...body }, caller, sent);
  }

  private send(id: Id, command: FollowUpPlanCommand, caller: SignedIn, sent: CommandHeaders): Promise<CommandAnswer> {
    return this.sender.send(followUpPlanDecider, id, command, caller, sent);
  }
}
