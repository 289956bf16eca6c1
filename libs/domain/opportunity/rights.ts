// Who may send which command to a sale. Asked before anything about its state is answered: a caller without the right
// learns nothing by asking.
import { notPermitted, type Refusal } from '../refusal';
import { superiorsAbove } from '../staff/reporting-line';
import { approverOf, refuseUnlessSubmitter } from './approvals';
import { callingStaff, refuseUnlessOwner, refuseUnlessSuperior, type Deciding } from './deciding';
import { actionOf } from './gate-standing';
import type { OpenOpportunity, OpportunityCommand } from './opportunity-commands';

export function refuseUnlessEntitled(
  command: Exclude<OpportunityCommand, OpenOpportunity>,
  deciding: Deciding,
): Refusal | undefined {
  const { state, definition, context } = deciding;
  switch (command.type) {
    case 'CompleteAction':
    case 'CorrectAction':
      return refuseUnlessOwner(deciding, actionOf(definition, command.action)?.action.alsoBy);
    case 'CastVote':
    case 'ReturnApproval':
    case 'AskInformation':
    case 'AddApprover':
    case 'HandOverApproval': {
      const approver = approverOf(command, deciding);
      return 'refused' in approver ? approver : undefined;
    }
    case 'GiveInformation':
    case 'RecallApproval':
      return refuseUnlessSubmitter(command.approvalId, deciding);
    case 'ReopenOpportunity':
    case 'RecordReview':
      return refuseUnlessOwnerOrAbove(deciding);
    case 'ChangeOwner':
      if (callingStaff(context) === undefined) return notPermitted([{ role: 'supervisor' }]);
      return refuseUnlessSuperior(context, state.ownerId);
    case 'WakeOpportunity':
      return context.caller.kind === 'process' ? undefined : refuseUnlessOwner(deciding);
    case 'RemindOfDeadline':
    case 'EscalateDeadline':
      return context.caller.kind === 'process' ? undefined : notPermitted([]);
    default:
      return refuseUnlessOwner(deciding);
  }
}

/** An owner who left cannot reopen what they lost, nor review it: their superiors can. */
function refuseUnlessOwnerOrAbove({ state, context }: Deciding): Refusal | undefined {
  const { ownerId } = state;
  const line = superiorsAbove(ownerId, context.facts.staff);
  const caller = callingStaff(context);
  if (caller !== undefined && [ownerId, ...line].includes(caller.id)) return undefined;
  return notPermitted([ownerId, ...line.slice(0, 1)].map((staffId) => ({ staffId })));
}
