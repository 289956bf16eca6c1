// Competition over HTTP (S9–S12): environment, self-review, rivals with SWOT and facts, and the strategy with its adviser and guard.
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  MAX_DERIVED,
  MAX_FACTOR_LENGTH,
  MAX_FACTORS,
  MAX_TITLE_LENGTH,
  opportunityDecider,
  pointStandings,
  recordedStrategyFacts,
  strategies,
  swotPairs,
  type Id,
  type OpportunityCommand,
  type PointStanding,
  type RecordedStrategyFact,
  type Strategy,
  type SwotPair,
} from '#domain';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { Code, Flag, ListOf, OneOf, SomeOf, Text, Texts, Uuid, Whole, Wholes } from '../http/fields';
import { PathId } from '../http/path-id';
import { Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { CompetitionPage, competitionView, type CompetitionView } from './competition-page';

class PointBody {
  @Code({ example: 'industry-team', description: 'Of the playbook’s list.' }) point!: string;
  @OneOf(pointStandings) standing!: PointStanding;
}
class EnvironmentBody {
  @Texts(MAX_FACTORS, MAX_FACTOR_LENGTH, { example: ['行业数字化政策'] }) external!: string[];
  @Texts(MAX_FACTORS, MAX_FACTOR_LENGTH, { example: ['行业客户经理队伍刚组建'] }) internal!: string[];
  @ListOf(() => PointBody, MAX_FACTORS, { optional: true }) points?: PointBody[];
}
class SelfReviewBody {
  @Text({ example: '正在比较方案' }) customerStage!: string;
  @Text({ example: '哪些部门要用专线？' }) questionsToRaise!: string;
  @Text({ example: '网络覆盖好；报价偏高' }) ownStrengthsAndWeaknesses!: string;
  @Text({ example: '价格低；服务差' }) rivalStrengthsAndWeaknesses!: string;
  @Text({ example: '没预算' }) objectionsExpected!: string;
  @Text({ example: '希望集成商一起做方案' }) supportWanted!: string;
}
class RivalBody {
  @Text({ maxLength: MAX_TITLE_LENGTH, example: '中国联通' }) name!: string;
  @Code({ optional: true, example: 'unicom', description: 'Of the playbook’s list of rivals.' }) code?: string;
  @Whole(0, 100, { optional: true }) sharePercent?: number;
  @Flag({ optional: true, example: false, description: 'Whether their place can hardly be shaken.' })
  entrenched?: boolean;
}
class DropRivalBody {
  @Text({ example: '对手退出' }) reason!: string;
}
const recordedFacts = Object.keys(recordedStrategyFacts) as RecordedStrategyFact[];
const { advantagePercent: advantage } = recordedStrategyFacts;
class FactsBody {
  @Whole(advantage.min, advantage.max, {
    optional: true,
    description: 'Our strength ÷ theirs: 200 is twice as strong.',
  })
  advantagePercent?: number;
  @Flag({ optional: true, example: false }) rivalEntrenched?: boolean;
  @Flag({ optional: true, example: false }) firstChoice?: boolean;
  @Flag({ optional: true, example: false }) blockedByRival?: boolean;
  @Flag({ optional: true, example: false }) fittingProductUnderWay?: boolean;
  @Flag({ optional: true, example: false }) expectationVeryHigh?: boolean;
  @Flag({ optional: true, example: false }) answerAtHand?: boolean;
  @Whole(0, 100, { optional: true, description: 'Ours.' }) marketSharePercent?: number;
  @Whole(0, 100, { optional: true }) rivalSharePercent?: number;
  @SomeOf(recordedFacts, { optional: true, description: 'What is not known any more.' })
  unknown?: RecordedStrategyFact[];
}
class DerivedBody {
  @OneOf(Object.keys(swotPairs)) pair!: SwotPair;
  @Wholes(0, MAX_FACTORS - 1, MAX_FACTORS, { example: [0], description: 'Places in our list, from 0.' }) own!: number[];
  @Wholes(0, MAX_FACTORS - 1, MAX_FACTORS, { example: [0], description: 'Places in the outer list.' })
  outside!: number[];
  @Text({ maxLength: MAX_FACTOR_LENGTH, example: '发挥覆盖优势抓住扩建' }) text!: string;
}
class SwotBody {
  @Texts(MAX_FACTORS, MAX_FACTOR_LENGTH, { example: ['覆盖好'] }) strengths!: string[];
  @Texts(MAX_FACTORS, MAX_FACTOR_LENGTH, { example: ['报价高'] }) weaknesses!: string[];
  @Texts(MAX_FACTORS, MAX_FACTOR_LENGTH, { example: ['客户要扩建'] }) chances!: string[];
  @Texts(MAX_FACTORS, MAX_FACTOR_LENGTH, { example: ['对手降价'] }) threats!: string[];
  @ListOf(() => DerivedBody, MAX_DERIVED) derived!: DerivedBody[];
}
class StrategyBody {
  @Uuid({ example: '7f0c2a4e-5d1b-5c3f-9a86-2b1d4e6f8a90' }) rivalId!: string;
  @OneOf(strategies) strategy!: Strategy;
  @Text({ optional: true, description: 'Asked where a rule warns.' }) reason?: string;
}
class StrategyReviewBody {
  @Uuid({ example: '7f0c2a4e-5d1b-5c3f-9a86-2b1d4e6f8a90' }) rivalId!: string;
  @Text({ example: '形势未变' }) reason!: string;
}
class ExceptionBody extends StrategyReviewBody {
  @OneOf(strategies) strategy!: Strategy;
}

@ApiTags('competition')
@ApiBearerAuth()
@Controller('v1/opportunities/:id')
export class CompetitionController {
  constructor(
    private readonly sender: CommandSender,
    private readonly page: CompetitionPage,
  ) {}

  /** What was thought over, every rival with the advice against it, and every strategy that was chosen. */
  @Get('competition')
  @Reads(competitionView, { one: true })
  view(@Caller() caller: SignedIn, @PathId() id: Id): Promise<CompetitionView> {
    return this.page.view(caller, id);
  }

  @Post('environment')
  @Command()
  environment(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: EnvironmentBody,
  ): Promise<CommandAnswer> {
    const points = body.points?.map((point) => ({ ...point }));
    return this.send(id, { type: 'NoteEnvironment', ...body, points }, caller, sent);
  }

  /** The six questions of S10; no strategy is chosen before them. */
  @Post('self-review')
  @Command()
  selfReview(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: SelfReviewBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ReviewOurselves', ...body }, caller, sent);
  }

  @Post('rivals')
  @Command()
  noteRival(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: RivalBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'NoteRival', ...body }, caller, sent);
  }

  @Post('rivals/:rivalId/drop')
  @Command()
  dropRival(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('rivalId') rivalId: Id,
    @Body() body: DropRivalBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'DropRival', rivalId, ...body }, caller, sent);
  }

  @Post('rivals/:rivalId/facts')
  @Command()
  facts(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('rivalId') rivalId: Id,
    @Body() body: FactsBody,
  ): Promise<CommandAnswer> {
    const { unknown, ...facts } = body;
    return this.send(id, { type: 'RecordCompetitiveFacts', rivalId, facts: { ...facts }, unknown }, caller, sent);
  }

  @Post('rivals/:rivalId/swot')
  @Command()
  swot(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('rivalId') rivalId: Id,
    @Body() body: SwotBody,
  ): Promise<CommandAnswer> {
    const derived = body.derived.map((each) => ({ ...each }));
    return this.send(id, { type: 'RecordSwot', rivalId, ...body, derived }, caller, sent);
  }

  /** Refused with the rules and the way out where one forbids it; where one warns, a reason is asked (S12). */
  @Post('strategy')
  @Command()
  choose(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: StrategyBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ChooseStrategy', ...body }, caller, sent);
  }

  @Post('strategy/review')
  @Command()
  review(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: StrategyReviewBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ReviewStrategy', ...body }, caller, sent);
  }

  @Post('strategy-exceptions')
  @Command()
  requestException(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: ExceptionBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RequestStrategyException', ...body }, caller, sent);
  }

  private send(id: Id, command: OpportunityCommand, caller: SignedIn, sent: CommandHeaders): Promise<CommandAnswer> {
    return this.sender.send(opportunityDecider, id, command, caller, sent);
  }
}
