// The sale over HTTP: one route per command of its decider, and what its page shows.
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { opportunityDecider, type OpportunityCommand } from '#domain';
import { EventStore } from '#event-store';
import type { Language } from '#labels';
import { board, boardColumns, type BoardColumn, type BoardRow } from '#read-model';
import type { CommandAnswer } from '../http/command-answer';
import { Command } from '../http/command-route';
import { CommandSender, Sent, type CommandHeaders } from '../http/command-sender';
import { id, flag, instant, listOf, nullable, number, object, oneOf, text, whole } from '../http/described';
import { caughtUp, listAnswer, listed, type ListAnswer } from '../http/page-query';
import { InLanguage } from '../http/language';
import { PathId } from '../http/path-id';
import { Reads } from '../http/reads';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';
import { timeline, TimelineQuery, type Timeline } from '../http/timeline';
import { Versioned } from '../http/versioned';
import { actionAnswers, answersOfActions, type ActionAnswers } from './answers-of-actions';
import { BoardColumnsQuery, boardFilterOf, BoardListQuery } from './board-query';
import * as bodies from './opportunity-bodies';
import { OpportunityPage, opportunityView, type OpportunityView } from './opportunity-page';

const boardRow = object<BoardRow>({
  id: id(),
  version: whole(4),
  customerId: id('0e2b6a51-4c1d-5d7e-9b1a-5f3c2d1e0a99'),
  customerName: nullable(text('东海制造集团')),
  ownerId: id('d49d688d-6859-5e0b-8581-38b59ed37886'),
  playbookKey: text('group-customer'),
  status: oneOf(['open', 'parked', 'won', 'lost', 'withdrawn']),
  gate: text('user'),
  gateSince: instant(),
  gateDueAt: nullable(instant('2026-12-31T01:00:00.000Z')),
  passable: flag(true),
  passableSince: nullable(instant('2026-12-01T03:00:00.000Z')),
  offerAmountFen: nullable(whole(1_200_000)),
  expectedFen: nullable(whole(3_600_000)),
  weightedFen: nullable(whole(1_260_000)),
  closeOn: nullable(text('2026-12-31')),
  nextDueAt: nullable(instant('2026-12-08T01:00:00.000Z')),
  title: nullable(text('总部专线')),
  changedAt: nullable(instant()),
});

type BoardColumns = { items: BoardColumn[] };
const boardColumnsAnswer = object<BoardColumns>({
  items: listOf(
    object<BoardColumn>({
      playbookKey: text('group-customer'),
      gate: text('user'),
      count: whole(42),
      passable: whole(5),
      late: whole(3),
      amountFen: number(360_000_000),
      weightedFen: number(126_000_000),
    }),
  ),
});

@ApiTags('opportunities')
@ApiBearerAuth()
@Controller('v1/opportunities')
export class OpportunitiesController {
  constructor(
    private readonly sender: CommandSender,
    private readonly store: EventStore,
    private readonly page: OpportunityPage,
  ) {}

  /** Opportunities by gate, within what the caller may see. */
  @Get()
  @Reads(listed(boardRow))
  async board(@Caller() caller: SignedIn, @Query() query: BoardListQuery): Promise<ListAnswer<BoardRow>> {
    return listAnswer(this.store, query, () => board(this.store, scopeOf(caller), boardFilterOf(query), query));
  }

  /** How many opportunities each gate holds and what they come to, in the order of the gates; of the same as the list. */
  @Get('by-gate')
  @Reads(boardColumnsAnswer)
  async columns(@Caller() caller: SignedIn, @Query() query: BoardColumnsQuery): Promise<BoardColumns> {
    await caughtUp(this.store, query.seen);
    return { items: await boardColumns(this.store, scopeOf(caller), boardFilterOf(query)) };
  }

  /** Where the sale stands, and why not further. `If-None-Match` and `ETag` carry the version. */
  @Get(':id')
  @Reads(opportunityView, { one: true })
  @Versioned()
  view(@Caller() caller: SignedIn, @PathId() id: string, @InLanguage() language: Language): Promise<OpportunityView> {
    return this.page.view(caller, id, language);
  }

  /** Every event of the sale, oldest first; `next` is the version to go on after. */
  @Get(':id/timeline')
  @Reads(timeline, { one: true })
  timeline(
    @Caller() caller: SignedIn,
    @PathId() id: string,
    @Query() query: TimelineQuery,
    @InLanguage() language: Language,
  ): Promise<Timeline> {
    return this.page.timeline(caller, id, query, language);
  }

  /** What was answered at the actions that are done, by whom and when; what was erased is left out. */
  @Get(':id/answers')
  @Reads(actionAnswers, { one: true })
  async answers(@Caller() caller: SignedIn, @PathId() id: string): Promise<{ items: ActionAnswers[] }> {
    return { items: await answersOfActions(this.store, await this.page.stateFor(caller, id)) };
  }

  @Post()
  @Command()
  open(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @Body() body: bodies.OpenOpportunityBody,
  ): Promise<CommandAnswer> {
    return this.sender.send(opportunityDecider, undefined, { type: 'OpenOpportunity', ...body }, caller, sent);
  }

  @Post(':id/contacts')
  @Command()
  placeContact(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.PlaceContactBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'PlaceContact', ...body }, caller, sent);
  }

  @Post(':id/contacts/take-off')
  @Command()
  takeContactOff(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.TakeContactOffBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'TakeContactOff', ...body }, caller, sent);
  }

  /** From one level to another in one step: what the new level asks of each person falls due from now (S7). */
  @Post(':id/contacts/move')
  @Command()
  moveContact(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.MoveContactBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'MoveContact', ...body }, caller, sent);
  }

  @Post(':id/levels/:level/withdraw-absence')
  @Command()
  withdrawAbsence(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Param('level') level: string,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'WithdrawAbsence', level }, caller, sent);
  }

  @Post(':id/actions/:action/complete')
  @Command()
  completeAction(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Param('action') action: string,
    @Body() body: bodies.CompleteActionBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'CompleteAction', action, ...body }, caller, sent);
  }

  @Post(':id/actions/:action/correct')
  @Command()
  correctAction(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Param('action') action: string,
    @Body() body: bodies.CorrectActionBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'CorrectAction', action, ...body }, caller, sent);
  }

  /** Refused with what is missing and who can supply it while anything at the gate is open (S7). */
  @Post(':id/gates/:gate/pass')
  @Command()
  passGate(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Param('gate') gate: string,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'PassGate', gate }, caller, sent);
  }

  @Post(':id/go-back')
  @Command()
  goBack(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.GoBackBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'GoBack', ...body }, caller, sent);
  }

  @Post(':id/objections')
  @Command()
  raiseObjection(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.RaiseObjectionBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RaiseObjection', ...body }, caller, sent);
  }

  @Post(':id/objections/:objectionId/type')
  @Command()
  objectionType(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @PathId('objectionId') objectionId: string,
    @Body() body: bodies.ObjectionTypeBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'DetermineObjectionType', objectionId, ...body }, caller, sent);
  }

  @Post(':id/objections/:objectionId/truth')
  @Command()
  objectionTruth(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @PathId('objectionId') objectionId: string,
    @Body() body: bodies.ObjectionTruthBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'FindObjectionTruth', objectionId, ...body }, caller, sent);
  }

  @Post(':id/objections/:objectionId/measure')
  @Command()
  objectionMeasure(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @PathId('objectionId') objectionId: string,
    @Body() body: bodies.ObjectionMeasureBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ChooseObjectionMeasure', objectionId, ...body }, caller, sent);
  }

  @Post(':id/objections/:objectionId/solved')
  @Command()
  objectionSolved(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @PathId('objectionId') objectionId: string,
    @Body() body: bodies.NoteBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ConfirmObjectionSolved', objectionId, ...body }, caller, sent);
  }

  @Post(':id/offer')
  @Command()
  reviseOffer(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.ReviseOfferBody,
  ): Promise<CommandAnswer> {
    const lines = body.lines.map((line) => ({ ...line }));
    return this.send(id, { type: 'ReviseOffer', ...body, lines }, caller, sent);
  }

  @Post(':id/offer/submit')
  @Command()
  submitOffer(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.SubmitOfferBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'SubmitOffer', ...body }, caller, sent);
  }

  @Post(':id/waivers')
  @Command()
  requestWaiver(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.RequestWaiverBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RequestWaiver', ...body }, caller, sent);
  }

  @Post(':id/absences')
  @Command()
  requestAbsence(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.RequestAbsenceBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RequestAbsence', ...body }, caller, sent);
  }

  @Post(':id/gates/:gate/override')
  @Command()
  requestOverride(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Param('gate') gate: string,
    @Body() body: bodies.ReasonBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RequestOverride', gate, ...body }, caller, sent);
  }

  @Post(':id/agreement')
  @Command()
  recordAgreement(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.RecordAgreementBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RecordAgreement', ...body }, caller, sent);
  }

  @Post(':id/lose')
  @Command()
  lose(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.LoseBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'LoseOpportunity', ...body }, caller, sent);
  }

  @Post(':id/withdraw')
  @Command()
  withdraw(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.WithdrawBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'WithdrawOpportunity', ...body }, caller, sent);
  }

  @Post(':id/reopen')
  @Command()
  reopen(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.ReasonBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ReopenOpportunity', ...body }, caller, sent);
  }

  /** What is expected of it, said as a whole (S6); how likely it is comes from the gate where it stands. */
  @Post(':id/forecast')
  @Command()
  changeForecast(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.ChangeForecastBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ChangeForecast', ...body }, caller, sent);
  }

  /** What was learned from it (S26): once an agreement is recorded, and of every sale that ended. */
  @Post(':id/review')
  @Command()
  review(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.ReviewBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'RecordReview', ...body }, caller, sent);
  }

  @Post(':id/park')
  @Command()
  park(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.ParkBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ParkOpportunity', ...body }, caller, sent);
  }

  @Post(':id/wake')
  @Command()
  wake(@Caller() caller: SignedIn, @Sent() sent: CommandHeaders, @PathId() id: string): Promise<CommandAnswer> {
    return this.send(id, { type: 'WakeOpportunity' }, caller, sent);
  }

  @Post(':id/owner')
  @Command()
  changeOwner(
    @Caller() caller: SignedIn,
    @Sent() sent: CommandHeaders,
    @PathId() id: string,
    @Body() body: bodies.ChangeOwnerBody,
  ): Promise<CommandAnswer> {
    return this.send(id, { type: 'ChangeOwner', ...body }, caller, sent);
  }

  private send(
    id: string,
    command: OpportunityCommand,
    caller: SignedIn,
    sent: CommandHeaders,
  ): Promise<CommandAnswer> {
    return this.sender.send(opportunityDecider, id, command, caller, sent);
  }
}
