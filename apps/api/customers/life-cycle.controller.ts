// The life cycle of a customer over HTTP (S3): where it stands, how it came there, which moves there are, and making one.
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  customerDecider,
  lifeCycleFacts,
  lifeCycleOf,
  lifeCycleReasons,
  lifeCycleStates,
  lifeCycleWays,
  localDateOf,
  type Id,
  type Instant,
  type LifeCycleMoved,
  type LifeCycleReason,
  type LifeCycleState,
  type LifeCycleWay,
} from '#domain';
import { EventStore } from '#event-store';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { anyObject, flag, instant, listOf, object, oneOf, optional, text, whole } from '../http/described';
import { OneOf, Text } from '../http/fields';
import { PathId } from '../http/path-id';
import { Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { Versioned } from '../http/versioned';
import { CustomersSeen } from './customers-seen';
import { historyOf, type Happened } from './history-of';

class MoveBody {
  @OneOf(lifeCycleStates) to!: LifeCycleState;
  @OneOf(lifeCycleReasons) reason!: LifeCycleReason;
  @Text({ optional: true, example: '三个月均值下降两成' }) note?: string;
}

type Move = Happened<LifeCycleMoved>;
type LifeCycleView = {
  version: number;
  state: LifeCycleState;
  /** Left out before the first move. */
  since?: Instant;
  ways: LifeCycleWay[];
  history: Move[];
};

const lifeCycleView = object<LifeCycleView>({
  version: whole(4),
  state: oneOf(lifeCycleStates),
  since: optional(instant()),
  ways: listOf(
    object<LifeCycleWay>({
      to: oneOf(lifeCycleStates),
      grounds: listOf(
        object<LifeCycleWay['grounds'][number]>({
          reason: oneOf(lifeCycleReasons),
          needs: optional(oneOf(lifeCycleFacts)),
          holds: flag(true),
        }),
      ),
    }),
  ),
  history: listOf(
    object<Move>({
      version: whole(4),
      at: instant(),
      by: anyObject({ kind: 'staff', id: 'd49d688d-6859-5e0b-8581-38b59ed37886' }),
      from: oneOf(lifeCycleStates),
      to: oneOf(lifeCycleStates),
      reason: oneOf(lifeCycleReasons),
      note: optional(text('三个月均值下降两成')),
    }),
  ),
});

@ApiTags('customers')
@ApiBearerAuth()
@Controller('v1/customers/:id/life-cycle')
export class LifeCycleController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
    private readonly seen: CustomersSeen,
  ) {}

  /** Where the customer stands, the moves from there with their reasons, and every move so far. */
  @Get()
  @Reads(lifeCycleView, { one: true })
  @Versioned()
  async view(@Caller() caller: SignedIn, @PathId() id: Id): Promise<LifeCycleView> {
    const { state, version } = await this.seen.customer(caller, id);
    return {
      version,
      state: lifeCycleOf(state),
      since: state.lifeCycle?.at,
      ways: lifeCycleWays(state, localDateOf(new Date().toISOString())),
      history: await historyOf<LifeCycleMoved>(this.store, { type: 'customer', id }, 'LifeCycleMoved'),
    };
  }

  /** After a move to declining or lost the customer's follow-up plans hear of it by themselves (S25). */
  @Post()
  @Command()
  move(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: MoveBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'MoveLifeCycle', ...body }, caller, sent);
  }
}
