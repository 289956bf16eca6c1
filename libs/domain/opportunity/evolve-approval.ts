// Folds the events of an opportunity's approvals. Invariant: a vote is never dropped; one that no longer counts stays, marked, or in an approval that is superseded as a whole.
import type { Recorded } from '../event';
import type { OpportunityEvent } from './opportunity-events';
import { individualGroup, instanceKey, type Approval, type Ballot, type OpportunityState } from './opportunity-state';

type RecordedEvent = Recorded<OpportunityEvent>;

export function evolveApproval(state: OpportunityState, event: RecordedEvent): Partial<OpportunityState> {
  switch (event.type) {
    case 'ApprovalRequested':
      return withApproval(state, requested(event));
    case 'VoteCast': {
      const { approvalId, round, group, voterId, eyesId, decision } = event.data;
      const ballot: Ballot = { round, group, voterId, eyesId, decision, version: event.version, superseded: false };
      return change(state, approvalId, (approval) => ({ ballots: [...approval.ballots, ballot] }));
    }
    case 'ApprovalRoundPassed':
      return change(state, event.data.approvalId, () => roundBegun(event.data.nextRound, event));
    case 'ApprovalGranted':
      return granted(state, event);
    case 'ApprovalRejected':
      return change(state, event.data.approvalId, () => ({ status: 'rejected' }));
    case 'ApprovalReturned': {
      const { approvalId, to } = event.data;
      return change(state, approvalId, (approval) =>
        to === 'submitter' ? { status: 'returned' } : backTo(approval, to, event),
      );
    }
    case 'InformationAsked':
      return change(state, event.data.approvalId, () => ({ askedAt: event.at }));
    case 'InformationGiven':
      return change(state, event.data.approvalId, (approval) => ({
        askedAt: undefined,
        pausedMs: approval.pausedMs + millisecondsBetween(approval.askedAt ?? event.at, event.at),
      }));
    case 'ApproverAdded': {
      const { approvalId, round, staffId } = event.data;
      return change(state, approvalId, (approval) => withIndividual(approval, round, staffId));
    }
    case 'ApprovalHandedOver': {
      const { approvalId, round, group, fromId, toId } = event.data;
      return change(state, approvalId, (approval) => ({
        added: [...without(approval.added, { round, group, staffId: fromId }), { round, group, staffId: toId }],
        handedOver: [
          ...without(approval.handedOver, { round, group, staffId: toId }),
          { round, group, staffId: fromId },
        ],
      }));
    }
    case 'ApprovalRecalled':
      return change(state, event.data.approvalId, () => ({ status: 'recalled' }));
    case 'ApprovalSuperseded':
      return change(state, event.data.approvalId, () => ({ status: 'superseded' }));
    case 'DeadlineEscalated': {
      const { about, toStaffId, mayVoteIn } = event.data;
      if (about.kind !== 'approval' || toStaffId === undefined) return {};
      const rights = (mayVoteIn ?? []).map((group) => ({ round: about.round, group, staffId: toStaffId }));
      return change(state, about.approvalId, (approval) => ({
        added: [...approval.added, ...rights],
        handedOver: rights.reduce(without, approval.handedOver),
      }));
    }
    default:
      return {};
  }
}

function requested(event: Extract<RecordedEvent, { type: 'ApprovalRequested' }>): Approval {
  const { approvalId, subject, contentHash, submittedById, rounds, amountFen, customerClass, ruleInputs } = event.data;
  return {
    id: approvalId,
    subject,
    contentHash,
    submittedById,
    rounds,
    round: event.data.firstRound,
    roundSince: { version: event.version, at: event.at },
    pausedMs: 0,
    status: 'open',
    ballots: event.data.carried.map(({ fromApprovalId, ...ballot }) => ({
      ...ballot,
      version: event.version,
      superseded: false,
      carriedFrom: fromApprovalId,
    })),
    added: [],
    handedOver: [],
    amountFen,
    customerClass,
    ruleInputs,
  };
}

/** What an approval permits holds from the moment it is granted. */
function granted(
  state: OpportunityState,
  event: Extract<RecordedEvent, { type: 'ApprovalGranted' }>,
): Partial<OpportunityState> {
  const { approvalId, subject, contentHash } = event.data;
  const approvals = change(state, approvalId, () => ({ status: 'granted' }));
  switch (subject.kind) {
    case 'offer':
      return state.offer === undefined
        ? approvals
        : { ...approvals, offer: { ...state.offer, approvedHash: contentHash } };
    case 'waiver': {
      const key = instanceKey(subject.action, subject.contactId);
      return { ...approvals, waivers: new Map(state.waivers).set(key, approvalId) };
    }
    case 'absent-level':
      return { ...approvals, absentLevels: new Map(state.absentLevels).set(subject.level, approvalId) };
    case 'strategy-exception':
      return approvals;
    case 'override':
      return { ...approvals, overrides: new Map(state.overrides).set(subject.gate, approvalId) };
  }
}

function roundBegun(round: number, event: RecordedEvent): Partial<Approval> {
  return { round, roundSince: { version: event.version, at: event.at }, pausedMs: 0, askedAt: undefined };
}

function backTo(approval: Approval, round: number, event: RecordedEvent): Partial<Approval> {
  const ballots = approval.ballots.map((ballot) => (ballot.round >= round ? { ...ballot, superseded: true } : ballot));
  return { ...roundBegun(round, event), ballots };
}

function withIndividual(approval: Approval, round: number, staffId: string): Partial<Approval> {
  const slot = { group: individualGroup(staffId), quorum: 1, rules: [] };
  const rounds = approval.rounds.map((each, number) =>
    number === round ? { ...each, slots: [...each.slots, slot] } : each,
  );
  return { rounds };
}

/** The latest right wins: what was given away and comes back is held again. */
function without(rights: Approval['added'], { round, group, staffId }: Approval['added'][number]): Approval['added'] {
  return rights.filter((right) => right.round !== round || right.group !== group || right.staffId !== staffId);
}

function withApproval(state: OpportunityState, approval: Approval): Partial<OpportunityState> {
  return { approvals: new Map(state.approvals).set(approval.id, approval) };
}

function change(
  state: OpportunityState,
  approvalId: string,
  by: (approval: Approval) => Partial<Approval>,
): Partial<OpportunityState> {
  const approval = state.approvals.get(approvalId);
  return approval === undefined ? {} : withApproval(state, { ...approval, ...by(approval) });
}

function millisecondsBetween(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}
