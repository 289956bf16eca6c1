// What a customer contributes over HTTP (S4): scoring it, its scores over time for a chart, and taking over the class that follows.
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  customerClasses,
  customerDecider,
  MAX_AXIS,
  proposalOf,
  type Axes,
  type ContributionScored,
  type CustomerClass,
  type Id,
} from '#domain';
import { EventStore } from '#event-store';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { anyObject, instant, listOf, object, oneOf, optional, text, whole } from '../http/described';
import { Code, Text, Whole } from '../http/fields';
import { PathId } from '../http/path-id';
import { Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { Versioned } from '../http/versioned';
import { CustomersSeen } from './customers-seen';
import { historyOf, type Happened } from './history-of';

class ScoreBody {
  @Code({ example: 'group-customer' }) playbookKey!: string;
  @Whole(0, MAX_AXIS, { example: 8 }) volume!: number;
  @Whole(0, MAX_AXIS, { example: 7 }) potential!: number;
  @Whole(0, MAX_AXIS, { example: 6 }) profit!: number;
  @Whole(0, MAX_AXIS, { example: 9 }) loyalty!: number;
  @Text({ optional: true, example: '按近三个月账单' }) note?: string;
}
class TakeOverBody {
  @Whole(1, 1_000_000_000, { example: 4, description: '`version` of the score that was seen.' }) score!: number;
}

type Score = Happened<ContributionScored>;
type ContributionView = {
  version: number;
  /** As it holds. */
  class?: CustomerClass;
  /** What the latest score proposes, where that is another. */
  proposal?: { class: CustomerClass; score: number };
  /** Oldest first, each with the weights that it was judged by. */
  scores: Score[];
};

const axes = { volume: whole(8), potential: whole(7), profit: whole(6), loyalty: whole(9) };
const contributionView = object<ContributionView>({
  version: whole(4),
  class: optional(oneOf(customerClasses)),
  proposal: optional(object({ class: oneOf(customerClasses), score: whole(4) })),
  scores: listOf(
    object<Score>({
      version: whole(4),
      at: instant(),
      by: anyObject({ kind: 'staff', id: 'd49d688d-6859-5e0b-8581-38b59ed37886' }),
      ...axes,
      playbook: object({ key: text('group-customer'), version: whole(1) }),
      weights: object<Axes>({ volume: whole(25), potential: whole(25), profit: whole(30), loyalty: whole(20) }),
      score: whole(73),
      proposedClass: oneOf(customerClasses),
      note: optional(text('按近三个月账单')),
    }),
  ),
});

@ApiTags('customers')
@ApiBearerAuth()
@Controller('v1/customers/:id')
export class ContributionController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
    private readonly seen: CustomersSeen,
  ) {}

  /** The four axes over time, and the class that the latest score proposes. */
  @Get('contribution')
  @Reads(contributionView, { one: true })
  @Versioned()
  async view(@Caller() caller: SignedIn, @PathId() id: Id): Promise<ContributionView> {
    const { state, version } = await this.seen.customer(caller, id);
    const scores = await historyOf<ContributionScored>(this.store, { type: 'customer', id }, 'ContributionScored');
    const proposed = proposalOf(state);
    return {
      version,
      class: state.class,
      proposal: proposed === undefined ? undefined : { class: proposed, score: state.contribution!.version },
      scores,
    };
  }

  @Post('contribution')
  @Command()
  score(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: ScoreBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'ScoreContribution', ...body }, caller, sent);
  }

  /** For those above the account manager: the class that was proposed holds from now. */
  @Post('contribution/class')
  @Command()
  takeOver(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: TakeOverBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(customerDecider, id, { type: 'TakeOverClass', ...body }, caller, sent);
  }
}
