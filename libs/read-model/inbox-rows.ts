// What an opportunity asks approvers: one row per open request and approver group; staff and delegations are joined when it is read.
import { dueThings, type Id, type OpportunityState, type PlaybookDefinition } from '#domain';

/** As the columns of `read_model.inbox`. */
export function inboxRowsOf(state: OpportunityState, definition: PlaybookDefinition): object[] {
  const due = new Map(dueThings(state, definition).map(({ key, dueAt }) => [key, dueAt]));
  return [...state.approvals.values()].flatMap((approval) => {
    if (approval.status !== 'open') return [];
    const standing = approval.ballots.filter((ballot) => !ballot.superseded);
    return (approval.rounds[approval.round]?.slots ?? []).map(({ group, quorum }) => {
      const here = (right: { round: number; group: string }): boolean =>
        right.round === approval.round && right.group === group;
      const { ids, staffGroup, reportingStep } = membersOf(group, definition);
      return {
        opportunity_id: state.id,
        approval_id: approval.id,
        group_key: group,
        kind: approval.subject.kind,
        round: approval.round,
        content_hash: approval.contentHash,
        quorum,
        submitted_by_id: approval.submittedById,
        asked_at: approval.roundSince.at,
        due_at: due.get(`approval:${approval.id}:${approval.round}`),
        amount_fen: approval.amountFen,
        approver_ids: [...ids, ...approval.added.filter(here).map(({ staffId }) => staffId)],
        approver_group: staffGroup,
        reporting_step: reportingStep,
        gone_ids: approval.handedOver.filter(here).map(({ staffId }) => staffId),
        voted_ids: standing.flatMap(({ voterId, eyesId }) => [voterId, eyesId]),
      };
    });
  });
}

/** Whom a group means: somebody by id, those entered for a name, or a step of the owner's reporting line, which is joined when read. */
function membersOf(
  group: string,
  definition: PlaybookDefinition,
): { ids: Id[]; staffGroup?: string; reportingStep?: number } {
  if (group.startsWith('staff:')) return { ids: [group.slice('staff:'.length)] };
  const members = definition.approvals.groups.find((each) => each.key === group)?.members;
  if (members === undefined) return { ids: [] };
  if ('staffGroup' in members) return { ids: [], staffGroup: members.staffGroup };
  return { ids: [], reportingStep: members.reportingLine };
}
