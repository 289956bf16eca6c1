// Who may vote in a round, and when a round is full. Pairs of eyes are counted, not names (law 8).
import type { Id } from '../event';
import { authorityOf } from '../staff/delegation';
import { superiorAt } from '../staff/reporting-line';
import type { StaffState } from '../staff/staff';
import type { Deciding } from './deciding';
import type { CastBallot, RequestedRound } from './opportunity-events';
import { individualGroup, type Approval, type Ballot } from './opportunity-state';

/** The groups of a round in which this member of staff has a vote of their own. */
export function groupsOf(staffId: Id, approval: Approval, round: number, deciding: Deciding): string[] {
  const slots = approval.rounds[round]?.slots ?? [];
  return slots.map((slot) => slot.group).filter((group) => isMember(staffId, group, approval, round, deciding));
}

function isMember(
  staffId: Id,
  group: string,
  approval: Approval,
  round: number,
  { state, definition, context }: Deciding,
): boolean {
  const staff = context.facts.staff.get(staffId);
  if (!decides(staff)) return false;
  const here = (right: { round: number; group: string; staffId: Id }): boolean =>
    right.round === round && right.group === group && right.staffId === staffId;
  if (approval.handedOver.some(here)) return false;
  if (approval.added.some(here) || group === individualGroup(staffId)) return true;
  const members = definition.approvals.groups.find((each) => each.key === group)?.members;
  if (members === undefined) return false;
  if ('staffGroup' in members) return staff.groups.includes(members.staffGroup);
  return superiorAt(state.ownerId, members.reportingLine, context.facts.staff) === staffId;
}

/** Whether a vote that was cast on an earlier request may count in one that the caller submits now. */
export function mayBeCarried(ballot: CastBallot, earlier: Approval, submitterId: Id, deciding: Deciding): boolean {
  const { voterId, eyesId, group, round } = ballot;
  if ([voterId, eyesId].includes(submitterId)) return false;
  return decides(deciding.context.facts.staff.get(voterId)) && isMember(eyesId, group, earlier, round, deciding);
}

/** To decide is the supervisors' (DESIGN section 10): an administrator, auditor or account manager decides nothing. */
export function decides(staff: StaffState | undefined): staff is StaffState {
  return staff?.active === true && staff.roles.includes('supervisor');
}

/** Law 8: whose request it is. The owner has taken over what was asked before them, so both count as its submitters. */
export function submittersOf(approval: Approval, { state }: Deciding): ReadonlySet<Id> {
  return new Set([approval.submittedById, state.ownerId]);
}

/** By what right the voter decides for somebody here and now; through a submitter it would be the submitter's decision. */
export function authority(
  voterId: Id,
  eyesId: Id,
  approval: Approval,
  deciding: Deciding,
): ReturnType<typeof authorityOf> {
  const { now, facts } = deciding.context;
  const scope = { kind: approval.subject.kind, amountFen: approval.amountFen, customerClass: approval.customerClass };
  return authorityOf(voterId, eyesId, now, scope, facts.staff, submittersOf(approval, deciding));
}

/** The votes that count: cast, and not set aside by a return. */
export function standingBallots(approval: Approval): Ballot[] {
  return approval.ballots.filter((ballot) => !ballot.superseded);
}

/** Whether any human being who decides here already had a part in a vote that counts; such a vote, if there is one. */
export function ballotOfSameEyes(
  approval: Approval,
  eyes: Pick<CastBallot, 'voterId' | 'eyesId'>,
): CastBallot | undefined {
  return standingBallots(approval).find((ballot) => samePairOfEyes(ballot, eyes));
}

/** Two votes come from the same pair of eyes when any human being had a part in both. */
function samePairOfEyes(
  one: Pick<CastBallot, 'voterId' | 'eyesId'>,
  other: Pick<CastBallot, 'voterId' | 'eyesId'>,
): boolean {
  return [one.voterId, one.eyesId].some((id) => id === other.voterId || id === other.eyesId);
}

/** The first round from `from` on in which a slot still lacks approvals; `undefined` when all are full. */
export function nextOpenRound(
  rounds: readonly RequestedRound[],
  ballots: readonly CastBallot[],
  from: number,
): number | undefined {
  for (let number = from; number < rounds.length; number++) {
    const open = rounds[number]!.slots.some((slot) => approvalsIn(number, slot.group, ballots) < slot.quorum);
    if (open) return number;
  }
  return undefined;
}

export function approvalsIn(round: number, group: string, ballots: readonly CastBallot[]): number {
  return ballots.filter((each) => each.round === round && each.group === group && each.decision === 'approve').length;
}
