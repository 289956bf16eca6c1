// Deciding an approval, round by round: vote, return, ask, add, hand over, recall (DESIGN section 7).
// Invariants: a decision stands for the content and the round that its voter saw; no one approves what they submitted;
// a pair of eyes counts once in one approval.
import type { Id } from '../event';
import { missingField, notPermitted, refuse, type Missing, type Refusal } from '../refusal';
import { refuseUnlessText } from '../said';
import {
  authority,
  ballotOfSameEyes,
  decides,
  groupsOf,
  nextOpenRound,
  standingBallots,
  submittersOf,
} from './approval-members';
import { callingStaff, firstRefusal, sealedText, type Deciding } from './deciding';
import type {
  AddApprover,
  AskInformation,
  CastVote,
  GiveInformation,
  HandOverApproval,
  RecallApproval,
  ReturnApproval,
} from './opportunity-commands';
import type { CastBallot, OpportunityEvent } from './opportunity-events';
import { individualGroup, isIndividualGroup, type Approval } from './opportunity-state';

/** People who may be asked in one approval beside those of the policy, added or by a hand-over; more is a meeting. */
const MAX_ADDED_APPROVERS = 20;

export function castVote(command: CastVote, deciding: Deciding): OpportunityEvent[] | Refusal {
  const decider = decidingMember(command, deciding);
  if ('refused' in decider) return decider;
  const { approval, voterId, eyesId, delegationIds, groups } = decider;
  const counted = ballotOfSameEyes(approval, { voterId, eyesId });
  if (counted !== undefined) return alreadyVoted(counted);
  const group = command.group ?? groups.find((each) => !isFull(approval, each)) ?? groups[0]!;
  if (!groups.includes(group)) return notAnApprover(approval);
  const { decision, note } = command;
  const ballot: CastBallot = { round: approval.round, group, voterId, eyesId, decision };
  const vote: OpportunityEvent = {
    type: 'VoteCast',
    data: {
      approvalId: approval.id,
      contentHash: approval.contentHash,
      kind: approval.subject.kind,
      ...ballot,
      ...(delegationIds.length > 0 ? { delegationIds } : {}),
    },
    ...sealedText(deciding, { note }),
  };
  return [vote, ...consequence(approval, ballot)];
}

/** A reject ends the approval; the last approval of a round opens the next round or grants it. */
function consequence(approval: Approval, ballot: CastBallot): OpportunityEvent[] {
  const { id: approvalId, subject, contentHash, round } = approval;
  if (ballot.decision === 'reject') return [{ type: 'ApprovalRejected', data: { approvalId, subject } }];
  const nextRound = nextOpenRound(approval.rounds, [...standingBallots(approval), ballot], round);
  if (nextRound === round) return [];
  if (nextRound === undefined) return [{ type: 'ApprovalGranted', data: { approvalId, subject, contentHash } }];
  return [{ type: 'ApprovalRoundPassed', data: { approvalId, round, nextRound } }];
}

/** Back to the submitter, who starts anew, or to an earlier round, whose votes and all after it are cast again. */
export function returnApproval(command: ReturnApproval, deciding: Deciding): OpportunityEvent[] | Refusal {
  const decider = decidingMember(command, deciding);
  if ('refused' in decider) return decider;
  const { approval, voterId, eyesId } = decider;
  const { to, note } = command;
  const earlierRound = typeof to === 'number' && Number.isInteger(to) && to >= 0 && to < approval.round;
  const refusal = firstRefusal(
    refuseUnlessText('note', note),
    to === 'submitter' || earlierRound
      ? undefined
      : refuse('INVALID_INPUT', [missingField('to', 'not-an-earlier-round')]),
  );
  if (refusal !== undefined) return refusal;
  return [
    {
      type: 'ApprovalReturned',
      data: { approvalId: approval.id, round: approval.round, to, byId: voterId, eyesId },
      ...sealedText(deciding, { note }),
    },
  ];
}

/** The clock of the round stops until the submitter has answered. */
export function askInformation(command: AskInformation, deciding: Deciding): OpportunityEvent[] | Refusal {
  const decider = decidingMember(command, deciding);
  if ('refused' in decider) return decider;
  const { approval, voterId, eyesId } = decider;
  const refusal = refuseUnlessText('question', command.question);
  if (refusal !== undefined) return refusal;
  if (approval.askedAt !== undefined) return refuse('ALREADY_EXISTS', [], { askedAt: approval.askedAt });
  return [
    {
      type: 'InformationAsked',
      data: { approvalId: approval.id, round: approval.round, byId: voterId, eyesId },
      ...sealedText(deciding, { question: command.question }),
    },
  ];
}

export function giveInformation(command: GiveInformation, deciding: Deciding): OpportunityEvent[] | Refusal {
  const approval = openApprovalOf(command.approvalId, deciding);
  if ('refused' in approval) return approval;
  const refusal = refuseUnlessText('answer', command.answer);
  if (refusal !== undefined) return refusal;
  if (approval.askedAt === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('approvalId', 'nothing-asked')]);
  return [
    {
      type: 'InformationGiven',
      data: { approvalId: approval.id, round: approval.round },
      ...sealedText(deciding, { answer: command.answer }),
    },
  ];
}

/** One more pair of eyes in the current round, named by an approver of that round. */
export function addApprover(command: AddApprover, deciding: Deciding): OpportunityEvent[] | Refusal {
  const decider = decidingMember(command, deciding);
  if ('refused' in decider) return decider;
  const { approval, voterId } = decider;
  const refusal = firstRefusal(
    refuseUnlessNewApprover(command.staffId, 'staffId', approval, deciding),
    refuseIfPlaced(command.staffId, approval),
  );
  if (refusal !== undefined) return refusal;
  const { staffId, note } = command;
  return [
    {
      type: 'ApproverAdded',
      data: { approvalId: approval.id, round: approval.round, staffId, byId: voterId },
      ...sealedText(deciding, { note }),
    },
  ];
}

/** An approver gives their own place in the current round to somebody else; they have none there any more. */
export function handOverApproval(command: HandOverApproval, deciding: Deciding): OpportunityEvent[] | Refusal {
  const decider = decidingMember(command, deciding);
  if ('refused' in decider) return decider;
  const { approval, voterId, groups } = decider;
  const group = command.group ?? groups[0]!;
  if (!groups.includes(group)) return notAnApprover(approval);
  // With the place goes the vote; who used it has none to give away, or two would come from one place.
  const counted = ballotOfSameEyes(approval, { voterId, eyesId: voterId });
  if (counted !== undefined) return alreadyVoted(counted);
  const refusal = refuseUnlessNewApprover(command.to, 'to', approval, deciding);
  if (refusal !== undefined) return refusal;
  return [
    {
      type: 'ApprovalHandedOver',
      data: { approvalId: approval.id, round: approval.round, group, fromId: voterId, toId: command.to },
      ...sealedText(deciding, { note: command.note }),
    },
  ];
}

export function recallApproval(command: RecallApproval, deciding: Deciding): OpportunityEvent[] | Refusal {
  const approval = openApprovalOf(command.approvalId, deciding);
  if ('refused' in approval) return approval;
  return [{ type: 'ApprovalRecalled', data: { approvalId: approval.id, cause: 'submitter' } }];
}

type DecidingMember = {
  approval: Approval;
  voterId: Id;
  /** Whose decision it is. */
  eyesId: Id;
  delegationIds: Id[];
  /** Groups of the current round in which it counts. */
  groups: string[];
};

/** What every decision on an approval carries. */
type Decision = { approvalId: Id; round: number; contentHash: string; actingFor?: Id };

/** The checks that every decision on an approval passes: the right person, still open, same content, same round. */
function decidingMember(command: Decision, deciding: Deciding): DecidingMember | Refusal {
  const approver = approverOf(command, deciding);
  if ('refused' in approver) return approver;
  const { approval, eyesId } = approver;
  if (approval.status !== 'open') return closed(approval);
  if (command.contentHash !== approval.contentHash) {
    return refuse('OFFER_CHANGED', [], { contentHash: approval.contentHash });
  }
  if (command.round !== approval.round) return refuse('ROUND_CHANGED', [], { round: approval.round });
  const groups = groupsOf(eyesId, approval, approval.round, deciding);
  return groups.length === 0 ? notAnApprover(approval) : { ...approver, groups };
}

/**
 * The caller as somebody who decides in some round of this approval, or acts for such a one; others learn nothing about
 * how it stands.
 */
export function approverOf(
  { approvalId, actingFor }: Pick<Decision, 'approvalId' | 'actingFor'>,
  deciding: Deciding,
): Omit<DecidingMember, 'groups'> | Refusal {
  const approval = deciding.state.approvals.get(approvalId);
  if (approval === undefined) return unknownApproval();
  const voter = callingStaff(deciding.context);
  if (voter === undefined) return notAnApprover(approval);
  const eyesId = actingFor ?? voter.id;
  const submitters = submittersOf(approval, deciding);
  if (submitters.has(voter.id) || submitters.has(eyesId)) return ownSubmission(approval);
  const by = authority(voter.id, eyesId, approval, deciding);
  if (by === 'barred-only') return ownSubmission(approval);
  if (by === undefined || !decides(voter) || !isAskedAnywhere(eyesId, approval, deciding)) {
    return notAnApprover(approval);
  }
  return { approval, voterId: voter.id, eyesId, delegationIds: by.delegationIds };
}

/** In whatever round, also when the place was handed on since. */
function isAskedAnywhere(staffId: Id, approval: Approval, deciding: Deciding): boolean {
  return (
    approval.handedOver.some((right) => right.staffId === staffId) ||
    approval.rounds.some((_, round) => groupsOf(staffId, approval, round, deciding).length > 0)
  );
}

function openApprovalOf(approvalId: Id, { state }: Deciding): Approval | Refusal {
  const approval = state.approvals.get(approvalId);
  if (approval === undefined) return unknownApproval();
  return approval.status === 'open' ? approval : closed(approval);
}

/** A refusal unless the request is the caller's: they submitted it, or took the sale over from who did. */
export function refuseUnlessSubmitter(approvalId: Id, deciding: Deciding): Refusal | undefined {
  const { state, context } = deciding;
  const approval = state.approvals.get(approvalId);
  const submitters = approval === undefined ? new Set([state.ownerId]) : submittersOf(approval, deciding);
  const caller = callingStaff(context);
  if (caller !== undefined && submitters.has(caller.id)) return undefined;
  return notPermitted([...submitters].map((staffId) => ({ staffId })));
}

/**
 * Somebody who can still give this approval a vote of their own: who voted already, or is asked in this round or a later
 * one, has no second one to give, and a place that waits for it would wait for ever.
 */
function refuseUnlessNewApprover(
  staffId: Id,
  key: string,
  approval: Approval,
  deciding: Deciding,
): Refusal | undefined {
  const staff = deciding.context.facts.staff.get(staffId);
  if (staff?.active !== true) return refuse('UNKNOWN_REFERENCE', [missingField(key, 'unknown')]);
  if (submittersOf(approval, deciding).has(staffId))
    return refuse('OWN_SUBMISSION', [missingField(key, 'submitted-it')]);
  if (!decides(staff)) return refuse('UNKNOWN_REFERENCE', [missingField(key, 'not-a-supervisor')]);
  const counted = ballotOfSameEyes(approval, { voterId: staffId, eyesId: staffId });
  if (counted !== undefined) return alreadyVoted(counted, [missingField(key, 'voted-already')]);
  if (isAsked(staffId, approval, deciding)) {
    return refuse('ALREADY_EXISTS', [missingField(key, 'already-an-approver')]);
  }
  if (askedBesidePolicy(approval) >= MAX_ADDED_APPROVERS) {
    return refuse('LIMIT_EXCEEDED', [missingField(key, 'too-many')], { limit: MAX_ADDED_APPROVERS });
  }
  return undefined;
}

/** In this round or a later one. */
function isAsked(staffId: Id, approval: Approval, deciding: Deciding): boolean {
  return approval.rounds.some(
    (_, round) => round >= approval.round && groupsOf(staffId, approval, round, deciding).length > 0,
  );
}

/** A round holds one place of a name, also when that place was handed on. */
function refuseIfPlaced(staffId: Id, approval: Approval): Refusal | undefined {
  const slots = approval.rounds[approval.round]?.slots ?? [];
  const placed = slots.some((slot) => slot.group === individualGroup(staffId));
  return placed ? refuse('ALREADY_EXISTS', [missingField('staffId', 'already-an-approver')]) : undefined;
}

function askedBesidePolicy({ rounds, added }: Approval): number {
  const places = rounds.flatMap(({ slots }) => slots.filter(({ group }) => isIndividualGroup(group)));
  return places.length + added.length;
}

function alreadyVoted({ round, group, voterId }: CastBallot, missing: Missing[] = []): Refusal {
  return refuse('ALREADY_VOTED', missing, { round, group, voterId });
}

function isFull(approval: Approval, group: string): boolean {
  const slot = approval.rounds[approval.round]?.slots.find((each) => each.group === group);
  const approvals = standingBallots(approval).filter(
    (ballot) => ballot.round === approval.round && ballot.group === group && ballot.decision === 'approve',
  );
  return slot !== undefined && approvals.length >= slot.quorum;
}

function unknownApproval(): Refusal {
  return refuse('UNKNOWN_REFERENCE', [missingField('approvalId', 'unknown')]);
}

function closed({ status }: Approval): Refusal {
  return refuse('APPROVAL_CLOSED', [], { status });
}

function ownSubmission(approval: Approval): Refusal {
  return refuse('OWN_SUBMISSION', [{ ...rightToVote(approval)[0]!, problem: 'submitted-it' }]);
}

function notAnApprover(approval: Approval): Refusal {
  return refuse('NOT_AN_APPROVER', rightToVote(approval));
}

function rightToVote(approval: Approval): Missing[] {
  const slots = approval.rounds[approval.round]?.slots ?? [];
  const suppliedBy = slots.map((slot) => ({ group: slot.group }));
  return [{ what: 'right', key: approval.id, problem: 'not-in-this-round', suppliedBy }];
}
