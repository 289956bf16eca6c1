// Needs over HTTP (S19, S20): questions planned, needs recorded and guided, the matrix, what is recommended, and the way to those who decide.
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  catalogueStreamId,
  deciders,
  guidedOutcomes,
  latestCatalogue,
  localDateOf,
  MAX_DIFFICULTIES_OF_NEED,
  MAX_PLANNED_QUESTIONS,
  MAX_RECOMMENDED,
  needKinds,
  needMatrix,
  opportunityDecider,
  proposedProducts,
  questionKinds,
  type CatalogueState,
  type GuidedOutcome,
  type Id,
  type MatrixRow,
  type Need,
  type NeedKind,
  type OpportunityCommand,
  type PowerState,
  type ProposedProduct,
  type QuestionKind,
  type Recommendation,
} from '#domain';
import { EventStore, foldStream } from '#event-store';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { anyObject, flag, id, listOf, object, oneOf, optional, text, whole } from '../http/described';
import { Code, Codes, DateText, ListOf, OneOf, Text, Uuid } from '../http/fields';
import { PathId } from '../http/path-id';
import { invalidRequest } from '../http/problem';
import { Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { OpportunityPage } from './opportunity-page';
import { plannedInWords, readPlanned, type PlannedInWords } from './planned-in-words';

const someContact = '4dd8e91a-445d-551f-a8b0-0c19689f7895';

class QuestionBody {
  @Code({ optional: true, example: 'how-notice-is-given', description: 'Of the playbook’s question bank …' })
  key?: string;
  @OneOf(questionKinds, { optional: true, description: '… or one of one’s own: its kind and its text.' })
  kind?: QuestionKind;
  @Text({ optional: true, example: '车间里怎么通知?' }) text?: string;
}
class PlanQuestionsBody {
  @Uuid({ optional: true, example: someContact, description: 'Whom they are put to.' }) contactId?: string;
  @ListOf(() => QuestionBody, MAX_PLANNED_QUESTIONS, { description: 'In the order in which they are asked.' })
  questions!: QuestionBody[];
}
class RecordNeedBody {
  @OneOf(needKinds) kind!: NeedKind;
  @Codes(MAX_DIFFICULTIES_OF_NEED, { example: ['slow-notices'], description: 'Codes of the catalogue.' })
  difficulties!: string[];
  @Uuid({ optional: true, example: someContact }) contactId?: string;
  @Text({ example: '通知总是传不到车间', description: 'The customer’s own words.' }) words!: string;
}
class GuideNeedBody {
  @OneOf(guidedOutcomes) outcome!: GuidedOutcome;
  @Codes(MAX_DIFFICULTIES_OF_NEED, {
    optional: true,
    example: ['slow-notices'],
    description: 'As before when left out.',
  })
  difficulties?: string[];
  @Text({ example: '对，这样最好' }) evidence!: string;
}
class AcceptGapBody {
  @Codes(MAX_DIFFICULTIES_OF_NEED, { example: ['costly-meetings'] }) difficulties!: string[];
  @Text({ example: '由客户自行解决' }) reason!: string;
}
class RecommendBody {
  @Codes(MAX_RECOMMENDED, { example: ['short-number-sms'], description: 'One or two products of the catalogue.' })
  products!: string[];
  @Text({ optional: true }) note?: string;
}
class PlanBreakThroughBody {
  @Code({ example: 'rank' }) barrier!: string;
  @Code({ example: 'ask-for-contact', description: 'One of the remedies that belong to the barrier.' }) remedy!: string;
  @Code({ example: 'company-event' }) technique!: string;
  @Uuid({ example: someContact, description: 'The contact who is to introduce us.' }) introducerId!: string;
  @Text({ optional: true }) note?: string;
}
class IntroductionBody {
  @Uuid({ example: someContact, description: 'Who was met, on a level that decides.' }) contactId!: string;
  @Uuid({ example: someContact }) introducerId!: string;
  @DateText({ example: '2026-12-01' }) metOn!: string;
  @Text({ optional: true }) report?: string;
}

type NeedsView = {
  version: number;
  needs: Need[];
  questionsPlanned: boolean;
  /** Of the catalogue by which matrix and proposal are made; none while nothing is published. */
  catalogueVersion?: number;
  matrix: MatrixRow[];
  proposed: ProposedProduct[];
  recommendation?: Recommendation;
  breakThrough: PowerState;
  planned: PlannedInWords;
};

const needsView = object<NeedsView>({
  version: whole(12),
  needs: listOf(
    object<Need>({
      id: id(),
      kind: oneOf(needKinds),
      recordedAs: oneOf(needKinds),
      difficulties: listOf(text('slow-notices')),
      contactId: optional(id(someContact)),
      guided: optional(object<NonNullable<Need['guided']>>({ outcome: oneOf(guidedOutcomes), version: whole(11) })),
      gaps: listOf(text('costly-meetings')),
    }),
  ),
  questionsPlanned: flag(true),
  catalogueVersion: optional(whole(1)),
  matrix: listOf(
    object<MatrixRow>({
      needId: id(),
      kind: oneOf(needKinds),
      difficulty: text('slow-notices'),
      metBy: listOf(
        object<MatrixRow['metBy'][number]>({ product: text('short-number-sms'), feature: text('sms-by-short-number') }),
      ),
      recommended: listOf(text('short-number-sms')),
      gapAccepted: flag(false),
    }),
  ),
  proposed: listOf(
    object<ProposedProduct>({
      product: text('short-number-sms'),
      meets: listOf(text('slow-notices')),
      because: oneOf(['best-coverage', 'complement']),
    }),
  ),
  recommendation: optional(
    object<Recommendation>({
      version: whole(12),
      catalogueVersion: whole(1),
      products: listOf(
        object<Recommendation['products'][number]>({
          code: text('short-number-sms'),
          meets: listOf(text('slow-notices')),
        }),
      ),
    }),
  ),
  breakThrough: anyObject({ plan: { barrier: 'rank', remedy: 'ask-for-contact', technique: 'company-event' } }),
  planned: plannedInWords,
});

@ApiTags('needs')
@ApiBearerAuth()
@Controller('v1/opportunities/:id')
export class NeedsController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
    private readonly page: OpportunityPage,
  ) {}

  /** The needs × product features of today's catalogue, what to recommend because of it, and what is recommended. */
  @Get('needs')
  @Reads(needsView, { one: true })
  async needs(@Caller() caller: SignedIn, @PathId() id: Id): Promise<NeedsView> {
    const { version, needs, power } = await this.page.stateFor(caller, id);
    const ref = { type: 'catalogue', id: catalogueStreamId } as const;
    const { state } = await foldStream<CatalogueState, never>(this.store, deciders.catalogue, ref);
    const published = latestCatalogue(state);
    const today = localDateOf(new Date().toISOString());
    return {
      version,
      needs: [...needs.needs.values()],
      questionsPlanned: needs.questionsPlanned !== undefined,
      catalogueVersion: published?.version,
      matrix: published === undefined ? [] : needMatrix(needs, published.catalogue, today),
      proposed: published === undefined ? [] : proposedProducts(needs, published.catalogue, today),
      recommendation: needs.recommendation,
      breakThrough: power,
      planned: await readPlanned(this.store, id),
    };
  }

  /** The call plan by kind of question (S19c): open, then closed, then confirming. */
  @Post('questions')
  @Command()
  planQuestions(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() { contactId, questions }: PlanQuestionsBody,
  ): Promise<CommandAnswer> {
    const asked = questions.map(({ key, kind, text: own }, index) => {
      if (key !== undefined && kind === undefined && own === undefined) return { key };
      if (key === undefined && kind !== undefined && own !== undefined) return { kind, text: own };
      throw invalidRequest([{ key: `questions.${index}`, problem: 'neither-key-nor-kind-and-text' }]);
    });
    return this.send(id, { type: 'PlanQuestions', contactId, questions: asked }, caller, sent);
  }

  @Post('needs')
  @Command()
  recordNeed(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: RecordNeedBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RecordNeed', ...body }, caller, sent);
  }

  /** A latent need is `created` as the customer's own; an explicit one is `confirmed`, `widened` or `rewritten`. */
  @Post('needs/:needId/guide')
  @Command()
  guideNeed(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('needId') needId: Id,
    @Body() body: GuideNeedBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'GuideNeed', needId, ...body }, caller, sent);
  }

  /** What nothing of ours will meet, and the customer knows. */
  @Post('needs/:needId/gaps')
  @Command()
  acceptGap(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('needId') needId: Id,
    @Body() body: AcceptGapBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'AcceptNeedGap', needId, ...body }, caller, sent);
  }

  @Post('recommendation')
  @Command()
  recommend(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: RecommendBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RecommendProducts', ...body }, caller, sent);
  }

  /** Barrier → remedy → technique, and who introduces (S20). */
  @Post('break-through')
  @Command()
  planBreakThrough(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: PlanBreakThroughBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'PlanBreakThrough', ...body }, caller, sent);
  }

  /** The meeting with a person on a deciding level (S20). */
  @Post('introductions')
  @Command()
  recordIntroduction(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: IntroductionBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RecordIntroduction', ...body }, caller, sent);
  }

  private send(id: Id, command: OpportunityCommand, caller: SignedIn, sent: CommandHeaders): Promise<CommandAnswer> {
    return this.sender.send(opportunityDecider, id, command, caller, sent);
  }
}
