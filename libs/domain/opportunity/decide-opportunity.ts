// The opportunity's decider: one line per command; every rule is in the file of its concept.
import { survivorFacts } from '../customer/merging';
import type { Context, Decider } from '../decider';
import { catalogueStreamId, playbookStreamId } from '../derived-id';
import type { Id, StreamRef } from '../event';
import type { PlaybookDefinition } from '../playbook/playbook';
import { refuse, type Refusal } from '../refusal';
import { delegatesOf } from '../staff/delegation';
import { superiorsAbove } from '../staff/reporting-line';
import { completeAction, correctAction } from './actions';
import { recordAgreement } from './agreement';
import { requestAbsence, requestOverride, requestWaiver } from './approval-requests';
import {
  addApprover,
  askInformation,
  castVote,
  giveInformation,
  handOverApproval,
  recallApproval,
  returnApproval,
} from './approvals';
import { moveContact, placeContact, takeContactOff, withdrawAbsence } from './chain';
import { addHelpingChannel, endHelpingChannel } from './channels/channels';
import { decideContacting, factsOfContacting, isContactingCommand } from './contacting/decide-contacting';
import { decideCompetition, isCompetitionCommand } from './competition/decide-competition';
import { escalateDeadline, remindOfDeadline } from './deadlines';
import type { Deciding } from './deciding';
import { attachDocument } from './documents/documents';
import { evolveOpportunity } from './evolve-opportunity';
import { changeForecast } from './forecast/forecast';
import { goBack, passGate } from './gates';
import {
  chooseObjectionMeasure,
  confirmObjectionSolved,
  determineObjectionType,
  findObjectionTruth,
  raiseObjection,
} from './objections';
import { reviseOffer, submitOffer, votersToCarry } from './offers';
import { planQuestions } from './needs/plan-questions';
import { acceptNeedGap, factsOfNeeds, guideNeed, recordNeed } from './needs/record-needs';
import { recommendProducts } from './needs/recommend-products';
import { openOpportunity } from './open-opportunity';
import type { MoveContact, OpportunityCommand, PlaceContact, RaiseObjection } from './opportunity-commands';
import type { OpportunityEvent } from './opportunity-events';
import { hasEnded, type OpportunityState } from './opportunity-state';
import {
  changeOwner,
  loseOpportunity,
  parkOpportunity,
  reopenOpportunity,
  wakeOpportunity,
  withdrawOpportunity,
} from './outcomes';
import { factsOfPower, planBreakThrough, recordIntroduction } from './power/break-through';
import { recordReview } from './review/review';
import { refuseUnlessEntitled } from './rights';

export const opportunityDecider: Decider<OpportunityState, OpportunityCommand, OpportunityEvent> = {
  streamType: 'opportunity',
  evolve: evolveOpportunity,
  decide: decideOpportunity,
  factsNeeded,
  keyOwner: (state) => state.customerId,
};

function decideOpportunity(
  state: OpportunityState | undefined,
  command: OpportunityCommand,
  context: Context,
): OpportunityEvent[] | Refusal {
  if (command.type === 'OpenOpportunity') {
    if (state === undefined) return openOpportunity(command, context);
    return refuse('ALREADY_EXISTS', [], { opportunityId: state.id });
  }
  if (state === undefined) return refuse('NOT_FOUND');
  const deciding: Deciding = { state, definition: definitionOf(state, context), context };
  const timed = context.caller.kind === 'process' && 'dueAt' in command;
  const refusal = refuseUnlessEntitled(command, deciding) ?? (timed ? undefined : refuseUnlessRunning(state, command));
  return refusal ?? decideRunning(command, deciding);
}

/** A sale that ended comes back, may change hands before that (its owner may have left), and is learned from. */
const allowedWhenEnded: readonly OpportunityCommand['type'][] = ['ReopenOpportunity', 'ChangeOwner', 'RecordReview'];

/** While parked only what ends, wakes or hands over the opportunity counts, knowing its people, and what is expected of it. */
const allowedWhileParked: readonly OpportunityCommand['type'][] = [
  'WakeOpportunity',
  'LoseOpportunity',
  'WithdrawOpportunity',
  'ChangeOwner',
  'PlaceContact',
  'TakeContactOff',
  'MoveContact',
  'RaiseObjection',
  'ChangeForecast',
];

function refuseUnlessRunning(state: OpportunityState, command: OpportunityCommand): Refusal | undefined {
  if (hasEnded(state) && !allowedWhenEnded.includes(command.type)) {
    return refuse('ENDED', [], { status: state.status });
  }
  if (state.status === 'parked' && !allowedWhileParked.includes(command.type)) {
    return refuse('PARKED', [], { until: state.parked?.until });
  }
  return undefined;
}

function decideRunning(
  command: Exclude<OpportunityCommand, { type: 'OpenOpportunity' }>,
  deciding: Deciding,
): OpportunityEvent[] | Refusal {
  if (isCompetitionCommand(command)) return decideCompetition(command, deciding);
  if (isContactingCommand(command)) return decideContacting(command, deciding);
  switch (command.type) {
    case 'PlaceContact':
      return placeContact(command, deciding);
    case 'TakeContactOff':
      return takeContactOff(command, deciding);
    case 'MoveContact':
      return moveContact(command, deciding);
    case 'WithdrawAbsence':
      return withdrawAbsence(command, deciding);
    case 'CompleteAction':
      return completeAction(command, deciding);
    case 'CorrectAction':
      return correctAction(command, deciding);
    case 'PassGate':
      return passGate(command, deciding);
    case 'GoBack':
      return goBack(command, deciding);
    case 'RaiseObjection':
      return raiseObjection(command, deciding);
    case 'DetermineObjectionType':
      return determineObjectionType(command, deciding);
    case 'FindObjectionTruth':
      return findObjectionTruth(command, deciding);
    case 'ChooseObjectionMeasure':
      return chooseObjectionMeasure(command, deciding);
    case 'ConfirmObjectionSolved':
      return confirmObjectionSolved(command, deciding);
    case 'ReviseOffer':
      return reviseOffer(command, deciding);
    case 'SubmitOffer':
      return submitOffer(command, deciding);
    case 'RequestWaiver':
      return requestWaiver(command, deciding);
    case 'RequestAbsence':
      return requestAbsence(command, deciding);
    case 'RequestOverride':
      return requestOverride(command, deciding);
    case 'CastVote':
      return castVote(command, deciding);
    case 'ReturnApproval':
      return returnApproval(command, deciding);
    case 'AskInformation':
      return askInformation(command, deciding);
    case 'GiveInformation':
      return giveInformation(command, deciding);
    case 'AddApprover':
      return addApprover(command, deciding);
    case 'HandOverApproval':
      return handOverApproval(command, deciding);
    case 'RecallApproval':
      return recallApproval(command, deciding);
    case 'RecordAgreement':
      return recordAgreement(command, deciding);
    case 'LoseOpportunity':
      return loseOpportunity(command, deciding);
    case 'WithdrawOpportunity':
      return withdrawOpportunity(command, deciding);
    case 'ReopenOpportunity':
      return reopenOpportunity(command, deciding);
    case 'ParkOpportunity':
      return parkOpportunity(command, deciding);
    case 'WakeOpportunity':
      return wakeOpportunity(command, deciding);
    case 'ChangeOwner':
      return changeOwner(command, deciding);
    case 'ChangeForecast':
      return changeForecast(command, deciding);
    case 'AddHelpingChannel':
      return addHelpingChannel(command, deciding);
    case 'EndHelpingChannel':
      return endHelpingChannel(command, deciding);
    case 'RecordReview':
      return recordReview(command, deciding);
    case 'AttachDocument':
      return attachDocument(command, deciding);
    case 'PlanQuestions':
      return planQuestions(command, deciding);
    case 'RecordNeed':
      return recordNeed(command, deciding);
    case 'GuideNeed':
      return guideNeed(command, deciding);
    case 'AcceptNeedGap':
      return acceptNeedGap(command, deciding);
    case 'RecommendProducts':
      return recommendProducts(command, deciding);
    case 'PlanBreakThrough':
      return planBreakThrough(command, deciding);
    case 'RecordIntroduction':
      return recordIntroduction(command, deciding);
    case 'RemindOfDeadline':
      return remindOfDeadline(command, deciding);
    case 'EscalateDeadline':
      return escalateDeadline(command, deciding);
  }
}

/** The definition that this opportunity keeps. A version that is not there was never published: a broken invariant. */
function definitionOf(state: OpportunityState, { facts }: Context): PlaybookDefinition {
  const { streamId, version, contentHash } = state.playbook;
  const published = facts.playbook.get(streamId)?.versions.get(version);
  if (published?.contentHash !== contentHash) {
    throw new Error(
      `opportunity ${state.id} began on ${state.playbook.key} version ${version}, which the playbook stream does not hold`,
    );
  }
  return published.definition;
}

/** Playbook, caller, the reporting line of the owner, and whom the command names. */
function factsNeeded(state: OpportunityState | undefined, command: OpportunityCommand, context: Context): StreamRef[] {
  const staff = new Set<Id>();
  const refs: StreamRef[] = [];
  if (context.caller.kind === 'staff') staff.add(context.caller.id);
  if (command.type === 'OpenOpportunity') {
    refs.push(
      { type: 'playbook', id: playbookStreamId(command.playbookKey) },
      { type: 'customer', id: command.customerId },
    );
    if (command.ownerId !== undefined) addLine(command.ownerId, staff, context);
    const keeperId = context.facts.customer.get(command.customerId)?.accountManagerId;
    if (keeperId !== undefined) addLine(keeperId, staff, context);
  }
  if (state !== undefined) {
    refs.push({ type: 'playbook', id: state.playbook.streamId });
    if (needsReportingLine(command)) addLine(state.ownerId, staff, context);
    if (readsCustomer(command)) refs.push({ type: 'customer', id: state.customerId });
  }
  if ('actingFor' in command && command.actingFor !== undefined) addDelegates(command.actingFor, staff, context);
  if (command.type === 'SubmitOffer' && state !== undefined) for (const id of votersToCarry(state)) staff.add(id);
  if (command.type === 'AddApprover') staff.add(command.staffId);
  if (command.type === 'HandOverApproval' || command.type === 'ChangeOwner') staff.add(command.to);
  if (command.type === 'ReviseOffer' || command.type === 'SubmitOffer')
    refs.push({ type: 'catalogue', id: catalogueStreamId });
  if (command.type === 'RecordAgreement') {
    staff.add(command.signedById);
    refs.push(...command.signatoryIds.map((id): StreamRef => ({ type: 'contact', id })));
  }
  if (namesContact(command) && command.contactId !== undefined) refs.push({ type: 'contact', id: command.contactId });
  refs.push(...factsOfNeeds(command), ...factsOfPower(command), ...factsOfContacting(command, state));
  refs.push(...survivorsOf(state, refs, context));
  return [...refs, ...[...staff].map((id): StreamRef => ({ type: 'staff', id }))];
}

/** Contacts of a customer that was merged are people of the survivor: read only where the two differ. */
function survivorsOf(state: OpportunityState | undefined, refs: readonly StreamRef[], { facts }: Context): StreamRef[] {
  if (state === undefined) return [];
  const contacts = refs.filter(({ type }) => type === 'contact').map(({ id }) => facts.contact.get(id)?.customerId);
  return contacts.flatMap((customerId) => survivorFacts(state.customerId, customerId, facts.customer));
}

/** Commands that bring somebody onto the chain or speak of them: the contact must be this customer's. */
function namesContact(command: OpportunityCommand): command is PlaceContact | MoveContact | RaiseObjection {
  return command.type === 'PlaceContact' || command.type === 'MoveContact' || command.type === 'RaiseObjection';
}

const commandsOfTheLine: readonly OpportunityCommand['type'][] = [
  'SubmitOffer',
  'RequestWaiver',
  'RequestAbsence',
  'RequestOverride',
  'RequestStrategyException',
  'CastVote',
  'ReturnApproval',
  'AskInformation',
  'AddApprover',
  'HandOverApproval',
  'ReopenOpportunity',
  'ChangeOwner',
  'RecordReview',
  'EscalateDeadline',
];

function needsReportingLine(command: OpportunityCommand): boolean {
  return commandsOfTheLine.includes(command.type);
}

/** What the policy or a channel goes by is the class of the customer. */
function readsCustomer({ type }: OpportunityCommand): boolean {
  return type === 'SubmitOffer' || type === 'AddHelpingChannel' || type.startsWith('Request');
}

/** A member of staff and, as far as they are known by now, all superiors; the next round of facts goes one further. */
function addLine(staffId: Id, staff: Set<Id>, context: Context): void {
  staff.add(staffId);
  for (const superior of superiorsAbove(staffId, context.facts.staff)) staff.add(superior);
}

/** The one acted for, and those to whom delegations lead from there. */
function addDelegates(staffId: Id, staff: Set<Id>, context: Context): void {
  staff.add(staffId);
  for (const delegate of delegatesOf(staffId, context.facts.staff)) staff.add(delegate);
}
