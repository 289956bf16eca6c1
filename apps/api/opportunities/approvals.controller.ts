// Approvals over HTTP: the inbox, and every way to decide. An approval belongs to its opportunity.
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { opportunityDecider, type Id, type OpportunityCommand } from '#domain';
import { EventStore } from '#event-store';
import { inbox, principalsOf, type InboxRow } from '#read-model';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { Uuid } from '../http/fields';
import { anyObject } from '../http/described';
import { listPlace } from '../http/list-place';
import { listAnswer, listedByPlace, PlaceQuery, type ListAnswer } from '../http/page-query';
import { PathId } from '../http/path-id';
import { Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import * as bodies from './opportunity-bodies';

const inboxRow: InboxRow = {
  opportunityId: '7f0c2a4e-5d1b-5c3f-9a86-2b1d4e6f8a90',
  approvalId: '0c1f5a4e-7a53-5e6e-8a52-6b1f3f0f7a11',
  group: 'supervisor',
  kind: 'offer',
  round: 0,
  contentHash: '5cb1a9f0',
  quorum: 1,
  submittedById: 'd49d688d-6859-5e0b-8581-38b59ed37886',
  askedAt: '2026-12-01T02:00:00.000Z',
  dueAt: '2026-12-02T02:00:00.000Z',
  amountFen: 1_200_000,
  title: '总部专线',
  actingFor: null,
};

const place = listPlace('instantOrNone', 'id', 'key', 'id');

class InboxQuery extends PlaceQuery {
  @Uuid({ optional: true, description: 'Only what is to be decided about this one.' }) opportunityId?: string;
}

@ApiTags('approvals')
@ApiBearerAuth()
@Controller('v1')
export class ApprovalsController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
  ) {}

  /** What the caller has to decide, themselves or as a delegate; the earliest deadline first, and what has none last. */
  @Get('inbox')
  @Reads(listedByPlace(anyObject(inboxRow)))
  async inbox(@Caller() { staffId }: SignedIn, @Query() query: InboxQuery): Promise<ListAnswer<InboxRow>> {
    const { limit, opportunityId } = query;
    const after = place.partsOf(query.after);
    const read = async (): Promise<InboxRow[]> => {
      const principals = await principalsOf(this.store, staffId, new Date().toISOString());
      return inbox(this.store, staffId, principals, { limit, after, opportunityId });
    };
    return listAnswer(this.store, query, read, ({ dueAt, approvalId, group, actingFor }) =>
      place.textOf([dueAt, approvalId, group, actingFor ?? staffId]),
    );
  }

  @Post('opportunities/:id/approvals/:approvalId/vote')
  @Command()
  vote(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('approvalId') approvalId: Id,
    @Body() body: bodies.VoteBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'CastVote', approvalId, ...body }, caller, sent);
  }

  @Post('opportunities/:id/approvals/:approvalId/return')
  @Command()
  return(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('approvalId') approvalId: Id,
    @Body() body: bodies.ReturnBody,
  ): Promise<CommandAnswer> {
    const { toRound, ...seen } = body;
    return this.send(id, { type: 'ReturnApproval', approvalId, ...seen, to: toRound ?? 'submitter' }, caller, sent);
  }

  @Post('opportunities/:id/approvals/:approvalId/ask')
  @Command()
  ask(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('approvalId') approvalId: Id,
    @Body() body: bodies.QuestionBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'AskInformation', approvalId, ...body }, caller, sent);
  }

  @Post('opportunities/:id/approvals/:approvalId/answer')
  @Command()
  answer(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('approvalId') approvalId: Id,
    @Body() body: bodies.AnswerBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'GiveInformation', approvalId, ...body }, caller, sent);
  }

  @Post('opportunities/:id/approvals/:approvalId/approvers')
  @Command()
  addApprover(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('approvalId') approvalId: Id,
    @Body() body: bodies.AddApproverBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'AddApprover', approvalId, ...body }, caller, sent);
  }

  @Post('opportunities/:id/approvals/:approvalId/hand-over')
  @Command()
  handOver(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('approvalId') approvalId: Id,
    @Body() body: bodies.HandOverBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'HandOverApproval', approvalId, ...body }, caller, sent);
  }

  @Post('opportunities/:id/approvals/:approvalId/recall')
  @Command()
  recall(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: Id,
    @PathId('approvalId') approvalId: Id,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RecallApproval', approvalId }, caller, sent);
  }

  private send(id: Id, command: OpportunityCommand, caller: SignedIn, sent: CommandHeaders): Promise<CommandAnswer> {
    return this.sender.send(opportunityDecider, id, command, caller, sent);
  }
}
