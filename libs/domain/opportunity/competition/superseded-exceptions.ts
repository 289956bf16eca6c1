// A request for a strategy exception asks for one exact choice; when its facts change, it asks for nothing any more.
import type { ApprovalSubject, ApprovalSuperseded } from '../opportunity-events';
import type { OpportunityState } from '../opportunity-state';

export type ExceptionSubject = Extract<ApprovalSubject, { kind: 'strategy-exception' }>;

export function supersededExceptions(
  { approvals }: OpportunityState,
  concerns: (subject: ExceptionSubject) => boolean,
): ApprovalSuperseded[] {
  return [...approvals.values()]
    .filter(({ status, subject }) => status === 'open' && subject.kind === 'strategy-exception' && concerns(subject))
    .map(({ id }) => ({ type: 'ApprovalSuperseded', data: { approvalId: id, cause: 'facts-changed' } }));
}
