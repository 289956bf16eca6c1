// After-sales over HTTP: the plans, and what became of a follow-up that fell due.
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  afterSalesEvents,
  customerClasses,
  deciders,
  followUpFroms,
  followUpOutcomes,
  followUpPlanDecider,
  missingStarts,
  type AfterSalesEvent,
  type CustomerClass,
  type FollowUpFrom,
  type FollowUpOutcome,
  type FollowUpPlanCommand,
  type FollowUpPlanState,
  type Id,
  type Instant,
  type OpenFollowUp,
  type Report,
} from '#domain';
import { EventStore, foldStream } from '#event-store';
import type { Language } from '#labels';
import { definitionOf, followUpPlans, isInScope, type FollowUpPlanRow } from '#read-model';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { anyObject, flag, id, instant, listOf, nullable, object, oneOf, text, whole } from '../http/described';
import { Code, DateText, InstantText, OneOf, Text, Uuid, Whole } from '../http/fields';
import { listAnswer, listed, PageQuery, type ListAnswer } from '../http/page-query';
import { InLanguage } from '../http/language';
import { missingFacts, type MissingFact } from '../http/missing-facts';
import { PathId } from '../http/path-id';
import { problemOf, ProblemError } from '../http/problem';
import { Reads } from '../http/reads';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';
import { timeline, timelineOf, TimelineQuery, type Timeline } from '../http/timeline';
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
class FirstBillBody {
  @DateText() billedOn!: string;
}
class AnniversaryBody {
  @Text({ example: '06-18', description: 'Month and day, or the date of the founding.' }) anniversary!: string;
}
class PlanOwnerBody {
  @Uuid() to!: string;
  @Text() reason!: string;
}

class CancelPlanBody {
  @Text({ example: '协议提前终止' }) reason!: string;
}

class ReportBody {
  @OneOf(afterSalesEvents) event!: AfterSalesEvent;
  @InstantText({ optional: true, description: 'When the customer said it, if it is entered later.' })
  reportedAt?: string;
  @Text({ optional: true, example: '三号楼信号差' }) note?: string;
}
class CloseReportBody {
  @Whole(1, 1_000_000_000, { example: 4, description: '`number` of the report.' }) reportNumber!: number;
  @Uuid({ optional: true, description: 'The contact who agrees that it is over.' }) agreedById?: string;
  @Text({ optional: true }) note?: string;
}

class PlanListQuery extends PageQuery {
  @Uuid({ optional: true }) customerId?: string;
  @Uuid({ optional: true }) opportunityId?: string;
  @OneOf(['true', 'false'], { optional: true }) ended?: string;
}

type PlanView = {
  id: Id;
  version: number;
  ownerId: Id;
  customerId: Id;
  opportunityId: Id;
  class: CustomerClass;
  playbook: { key: string; version: number };
  /** From when each kind of follow-up counts, as far as it is on record. */
  starts: { from: FollowUpFrom; at: Instant }[];
  ended: boolean;
  open: OpenFollowUp[];
  reports: ReportView[];
  missing: MissingFact[];
};
type ReportView = Omit<Report, 'fallen'>;

const planRow = object<FollowUpPlanRow>({
  id: id(),
  version: whole(3),
  agreementId: id(),
  opportunityId: id(),
  customerId: id('0e2b6a51-4c1d-5d7e-9b1a-5f3c2d1e0a99'),
  customerName: nullable(text('东海制造集团')),
  ownerId: id('d49d688d-6859-5e0b-8581-38b59ed37886'),
  class: oneOf(customerClasses),
  playbookKey: nullable(text('group-customer')),
  playbookVersion: nullable(whole(1)),
  liveAt: nullable(instant()),
  ended: flag(false),
  endsAt: instant('2027-11-30T16:00:00.000Z'),
  open: listOf(
    object<FollowUpPlanRow['open'][number]>({
      item: text('welcome'),
      occurrence: whole(0),
      dueAt: instant(),
      putOffUntil: nullable(instant('2026-12-08T01:00:00.000Z')),
      reminded: flag(false),
    }),
  ),
});
const planView = object<PlanView>({
  id: id(),
  version: whole(3),
  ownerId: id('d49d688d-6859-5e0b-8581-38b59ed37886'),
  customerId: id('0e2b6a51-4c1d-5d7e-9b1a-5f3c2d1e0a99'),
  opportunityId: id(),
  class: oneOf(customerClasses),
  playbook: object<PlanView['playbook']>({ key: text('group-customer'), version: whole(1) }),
  starts: listOf(object<PlanView['starts'][number]>({ from: oneOf(followUpFroms), at: instant() })),
  ended: flag(false),
  open: listOf(anyObject({ item: 'welcome', occurrence: 0, dueAt: '2026-12-01T02:00:00.000Z', reminded: false })),
  reports: listOf(
    object<ReportView>({ number: whole(4), event: oneOf(afterSalesEvents), at: instant(), closed: flag(false) }),
  ),
  missing: missingFacts(followUpFroms, 'not-on-record'),
});

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
  @Reads(listed(planRow))
  async list(@Caller() caller: SignedIn, @Query() query: PlanListQuery): Promise<ListAnswer<FollowUpPlanRow>> {
    const { customerId, opportunityId, ended, limit, after } = query;
    const filter = { customerId, opportunityId, ended: ended === undefined ? undefined : ended === 'true' };
    const scope = scopeOf(caller);
    return listAnswer(this.store, query, () => followUpPlans(this.store, scope, filter, { limit, after }));
  }

  /** `missing` is what follow-ups count from and nobody has recorded: they cannot fall due before. */
  @Get(':id')
  @Reads(planView, { one: true })
  @Versioned()
  async view(@Caller() caller: SignedIn, @PathId() id: Id): Promise<PlanView> {
    const plan = await this.planFor(caller, id);
    const { version, ownerId, customerId, opportunityId, ended, open, reports } = plan;
    const definition = await definitionOf(this.store, plan);
    return {
      id,
      version,
      ownerId,
      customerId,
      opportunityId,
      class: plan.class,
      playbook: { key: definition.key, version: plan.playbook.version },
      starts: followUpFroms.flatMap((from) =>
        plan.starts[from] === undefined ? [] : [{ from, at: plan.starts[from].at }],
      ),
      ended,
      open: [...open.values()],
      reports: [...reports.values()].map(({ number, event, at, closed }) => ({ number, event, at, closed })),
      missing: missingStarts(plan, definition),
    };
  }

  @Get(':id/timeline')
  @Reads(timeline, { one: true })
  async timeline(
    @Caller() caller: SignedIn,
    @PathId() id: Id,
    @Query() page: TimelineQuery,
    @InLanguage() language: Language,
  ): Promise<Timeline> {
    const definition = await definitionOf(this.store, await this.planFor(caller, id));
    return timelineOf(this.store, { type: 'follow-up-plan', id }, page, language, definition);
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

  /** The day of the first bill, which is checked with the customer. Another day corrects it. */
  @Post(':id/first-bill')
  @Command()
  firstBill(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: FirstBillBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RecordFirstBill', ...body }, caller, sent);
  }

  /** The customer's anniversary, taken from its profile when the plan starts; another day corrects it for this plan. */
  @Post(':id/anniversary')
  @Command()
  anniversary(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: AnniversaryBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RecordAnniversary', ...body }, caller, sent);
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

  /** A complaint, a warning, a loss …: what is due then falls due by itself. */
  @Post(':id/reports')
  @Command()
  report(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: ReportBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ReportAfterSalesEvent', ...body }, caller, sent);
  }

  /** Over: a complaint only when it was answered and somebody at the customer agrees. */
  @Post(':id/reports/close')
  @Command()
  closeReport(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: CloseReportBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'CloseAfterSalesEvent', ...body }, caller, sent);
  }

  /** For ever: nothing of it falls due any more. For superiors of its owner and administrators. */
  @Post(':id/cancel')
  @Command()
  cancel(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: CancelPlanBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'CancelPlan', ...body }, caller, sent);
  }

  /** What the caller may not see is not there. */
  private async planFor(caller: SignedIn, id: Id): Promise<FollowUpPlanState> {
    const ref = { type: 'follow-up-plan', id } as const;
    const { state } = await foldStream<FollowUpPlanState, never>(this.store, deciders['follow-up-plan'], ref);
    if (state !== undefined && (await isInScope(this.store, scopeOf(caller), state.ownerId))) return state;
    throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such follow-up plan, or it is not yours to see.'));
  }

  private send(id: Id, command: FollowUpPlanCommand, caller: SignedIn, sent: CommandHeaders): Promise<CommandAnswer> {
    return this.sender.send(followUpPlanDecider, id, command, caller, sent);
  }
}
