// Being in touch over HTTP (S16–S18, S23): calls, visits, the rehearsals and the preparation before them.
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  callOutcomes,
  MAX_CHECKED,
  MAX_MET,
  MAX_STEPS,
  MAX_TOPICS,
  nextCalls,
  opportunityDecider,
  visitKinds,
  type CallOutcome,
  type CallStanding,
  type Id,
  type NegotiationPrepared,
  type NextCall,
  type OpportunityCommand,
  type Visit,
  type VisitKind,
} from '#domain';
import { EventStore, toldEvents } from '#event-store';
import { definitionOf } from '#read-model';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { flag, id, instant, listOf, object, oneOf, optional, text, whole } from '../http/described';
import { Code, Codes, DateText, Flag, InstantText, ListOf, OneOf, Text, Uuid, Uuids } from '../http/fields';
import { PathId } from '../http/path-id';
import { Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { OpportunityPage } from './opportunity-page';

const someContact = '4dd8e91a-445d-551f-a8b0-0c19689f7895';

class CallBody {
  @Uuid({ example: someContact }) contactId!: string;
  @Code({ example: 'potential-customer', description: 'Of the playbook’s call scripts.' }) script!: string;
  @OneOf(callOutcomes) outcome!: CallOutcome;
  @InstantText({ optional: true, description: 'Owed after `call-again` and `not-reached`.' }) nextCallAt?: string;
  @Text({ optional: true, example: '周三上午十点，在他办公室' }) note?: string;
}
class TopicBody {
  @Code({ example: 'hobbies' }) key!: string;
  @Text({ optional: true, example: '喜欢书法', description: 'Refused for topics of which nothing is stored.' })
  note?: string;
}
class StepBody {
  @Code({ example: 'introduce' }) key!: string;
  @Text({ example: '介绍自己和本区的服务' }) text!: string;
}
class PlanVisitBody {
  @OneOf(visitKinds) kind!: VisitKind;
  @InstantText() plannedAt!: string;
  @Uuids(MAX_MET, { example: [someContact], description: 'People to be met.' }) contactIds!: string[];
  @Code({ example: 'list-a', description: 'The list that one’s appearance is checked by.' }) appearance!: string;
  @ListOf(() => TopicBody, MAX_TOPICS, { description: 'Chosen topics.' }) topics!: TopicBody[];
  @ListOf(() => StepBody, MAX_STEPS, { description: 'All of the playbook, in order, for an introductory visit.' })
  steps!: StepBody[];
  @Text({ example: '同行单位的费用分析', description: '你需要先有所付出: what we give first.' }) givenFirst!: string;
}
class ReportVisitBody {
  @DateText() visitedOn!: string;
  @Uuids(MAX_MET, { example: [someContact], description: 'Who was met, of those who were to be.' }) metIds!: string[];
  @Flag({ example: true, description: 'The purpose was accepted.' }) accepted!: boolean;
  @Codes(MAX_CHECKED, { example: ['badge', 'collar'], description: 'Items of the plan’s appearance list.' })
  checked!: string[];
  @Text({ example: '主任讲了通知难的问题' }) report!: string;
}
class NoteRehearsalBody {
  @Code({ example: 'overall-solution', description: 'The owner’s latest rehearsal of this case.' }) case!: string;
}
class NegotiationBody {
  @Text({ example: '两年期，月租九折' }) target!: string;
  @Text({ example: '低于八五折不签' }) walkAway!: string;
  @Text({ example: '先签一条线试点' }) alternative!: string;
  @Text({ example: '预付半年换折扣' }) trades!: string;
}

type CallRow = { contactId: Id; outcome: CallOutcome; isBooked: boolean };
type VisitRow = Omit<Visit, 'version'>;
/** In the words of whoever prepared it, as far as they can still be read. */
type Negotiation = { version: number; target?: string; walkAway?: string; alternative?: string; trades?: string };
type ContactingView = {
  version: number;
  /** How things stand with each person, by the latest call. */
  calls: CallRow[];
  /** Calls that are owed. */
  nextCalls: Omit<NextCall, 'since'>[];
  visits: VisitRow[];
  rehearsals: { case: string; rehearsalId: Id }[];
  negotiationPrepared: boolean;
  /** The preparation that holds. */
  negotiation?: Negotiation;
};

const reported = object<NonNullable<Visit['reported']>>({
  version: whole(12),
  visitedOn: text('2026-03-02'),
  metIds: listOf(id(someContact)),
  accepted: flag(true),
  checked: listOf(text('badge')),
});
const contactingView = object<ContactingView>({
  version: whole(12),
  calls: listOf(object<CallRow>({ contactId: id(someContact), outcome: oneOf(callOutcomes), isBooked: flag(true) })),
  nextCalls: listOf(object<Omit<NextCall, 'since'>>({ contactId: id(someContact), at: instant() })),
  visits: listOf(
    object<VisitRow>({
      visitId: id(),
      kind: oneOf(visitKinds),
      plannedAt: instant(),
      contactIds: listOf(id(someContact)),
      appearance: text('list-a'),
      topics: listOf(text('hobbies')),
      steps: listOf(text('introduce')),
      reported: optional(reported),
    }),
  ),
  rehearsals: listOf(object<ContactingView['rehearsals'][number]>({ case: text('first-visit'), rehearsalId: id() })),
  negotiationPrepared: flag(true),
  negotiation: optional(
    object<Negotiation>({
      version: whole(12),
      target: optional(text('两年期，价格不变')),
      walkAway: optional(text('不低于九折')),
      alternative: optional(text('先签一条线试点')),
      trades: optional(text('预付半年换折扣')),
    }),
  ),
});

@ApiTags('contacting')
@ApiBearerAuth()
@Controller('v1/opportunities/:id')
export class ContactingController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
    private readonly page: OpportunityPage,
  ) {}

  /** Whom we called and visited, and what is owed; what was said stands in the timeline. */
  @Get('contacting')
  @Reads(contactingView, { one: true })
  async view(@Caller() caller: SignedIn, @PathId() id: Id): Promise<ContactingView> {
    const state = await this.page.stateFor(caller, id);
    const definition = await definitionOf(this.store, state);
    const { calls, visits, rehearsals, negotiation } = state.contacting;
    return {
      version: state.version,
      calls: [...calls].map(([contactId, call]) => ({ contactId, ...callRow(call) })),
      nextCalls: nextCalls({ state, definition }).map(({ contactId, at }) => ({ contactId, at })),
      visits: [...visits.values()].map(({ version: _version, ...visit }) => visit),
      rehearsals: [...rehearsals].map(([rehearsed, { rehearsalId }]) => ({ case: rehearsed, rehearsalId })),
      negotiationPrepared: negotiation !== undefined,
      negotiation: negotiation && (await this.negotiationOf(id)),
    };
  }

  private async negotiationOf(id: Id): Promise<Negotiation | undefined> {
    const ref = { type: 'opportunity', id } as const;
    const last = (await toldEvents<NegotiationPrepared>(this.store, ref, ['NegotiationPrepared'])).at(-1);
    return last && { version: last.version, ...last.said };
  }

  /** A call by a script; the next one is waited for and reminded of once (S16). */
  @Post('calls')
  @Command()
  call(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: CallBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RecordCall', ...body }, caller, sent);
  }

  /** In a tender members of the evaluation committee are not visited: TENDER_OFFICIAL_CHANNEL_ONLY. */
  @Post('visits')
  @Command()
  planVisit(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: PlanVisitBody,
  ): Promise<CommandAnswer> {
    const topics = body.topics.map(({ key, note }) => ({ key, note }));
    const steps = body.steps.map(({ key, text: said }) => ({ key, text: said }));
    return this.send(id, { type: 'PlanVisit', ...body, topics, steps }, caller, sent);
  }

  @Post('visits/:visitId/report')
  @Command()
  reportVisit(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('visitId') visitId: Id,
    @Body() body: ReportVisitBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ReportVisit', visitId, ...body }, caller, sent);
  }

  /** Takes the owner’s latest rehearsal of the case from the owner’s own record (S17). */
  @Post('rehearsals')
  @Command()
  noteRehearsal(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: NoteRehearsalBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'NoteRehearsal', ...body }, caller, sent);
  }

  /** Needs a self-test of the owner’s, taken since the gate was entered or in the last ninety days (S23). */
  @Post('negotiation')
  @Command()
  prepareNegotiation(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @Body() body: NegotiationBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'PrepareNegotiation', ...body }, caller, sent);
  }

  private send(id: Id, command: OpportunityCommand, caller: SignedIn, sent: CommandHeaders): Promise<CommandAnswer> {
    return this.sender.send(opportunityDecider, id, command, caller, sent);
  }
}

function callRow({ outcome, booked }: CallStanding): Omit<CallRow, 'contactId'> {
  return { outcome, isBooked: booked !== undefined };
}
