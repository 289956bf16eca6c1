// Asking for an approval: an offer's content, a waiver, a level that is not there, a gate passed against the rule.
import { contentHash } from '../canonical-json';
import type { JsonObject } from '../event';
import { MAX_APPROVALS } from '../limits';
import type { ApprovalKind, CustomerClass } from '../playbook/playbook';
import { notPermitted, refuse, type Missing, type Refusal } from '../refusal';
import { refuseUnlessText } from '../said';
import { superiorAt } from '../staff/reporting-line';
import { approvalsIn, decides, nextOpenRound } from './approval-members';
import { refuseUnlessLevel } from './chain';
import { callingStaff, firstRefusal, sealedText, type Deciding } from './deciding';
import { actionOf, gateStanding } from './gate-standing';
import { mergeRounds } from './offer-policy';
import type { RequestAbsence, RequestOverride, RequestWaiver } from './opportunity-commands';
import type { ApprovalRequested, ApprovalSubject, OpportunityEvent, RequestedRound } from './opportunity-events';
import { instanceKey, type Approval, type OpportunityState } from './opportunity-state';

export function requestWaiver(command: RequestWaiver, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { state, definition } = deciding;
  const found = actionOf(definition, command.action);
  if (found === undefined) return refuse('UNKNOWN_REFERENCE', [actionField(command, 'unknown')]);
  const refusal = refuseUnlessText('reason', command.reason);
  if (refusal !== undefined) return refusal;
  if (found.action.waivable !== true) return refuse('NOT_WAIVABLE', [actionField(command, 'not-waivable')]);
  const key = instanceKey(command.action, command.contactId);
  const standing = gateStanding(state, definition, found.gate.key).actions.find((each) => each.key === key);
  if (standing === undefined) return refuse('NOT_ON_LEVEL', [actionField(command, 'no-such-person')]);
  if (standing.status !== 'open') {
    const code =
      standing.status === 'completed' || standing.status === 'waived'
        ? 'ACTION_ALREADY_COMPLETED'
        : 'ACTION_NOT_APPLICABLE';
    return refuse(code, [actionField(command, standing.status)]);
  }
  return requestByPolicy(
    deciding,
    { kind: 'waiver', action: command.action, contactId: command.contactId },
    command.reason,
  );
}

/** A level is left out only when somebody else agrees that this customer does not have it (S7). */
export function requestAbsence(command: RequestAbsence, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { state } = deciding;
  const refusal = firstRefusal(refuseUnlessLevel(command.level, deciding), refuseUnlessText('reason', command.reason));
  if (refusal !== undefined) return refusal;
  if ((state.chain.get(command.level) ?? []).length > 0) return refuse('LEVEL_NOT_EMPTY');
  if (state.absentLevels.has(command.level)) return refuse('LEVEL_DECLARED_ABSENT');
  const { level, reasonCode } = command;
  return requestByPolicy(deciding, { kind: 'absent-level', level, reasonCode }, command.reason);
}

export function requestOverride(command: RequestOverride, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { state } = deciding;
  const refusal = refuseUnlessText('reason', command.reason);
  if (refusal !== undefined) return refusal;
  if (command.gate !== state.gate.key) {
    return refuse('NOT_AT_GATE', [], { gate: command.gate, standsAt: state.gate.key });
  }
  return requestByPolicy(deciding, { kind: 'override', gate: command.gate }, command.reason);
}

/** The kinds whose rounds the playbook names outright. */
export function requestByPolicy(
  deciding: Deciding,
  subject: ApprovalSubject,
  reason: string,
): OpportunityEvent[] | Refusal {
  const { state, definition } = deciding;
  const same = openApproval(state, (each) => contentHash(each) === contentHash(subject));
  if (same !== undefined) return refuse('APPROVAL_OPEN', [], { approvalId: same.id });
  const kind = subject.kind as Exclude<ApprovalKind, 'offer'>;
  return approvalRequested(deciding, {
    subject,
    contentHash: contentHash(subject),
    rounds: mergeRounds([{ ruleKey: kind, rounds: definition.approvals[kind] }]),
    customerClass: deciding.context.facts.customer.get(state.customerId)?.class,
    carried: [],
    note: reason,
  });
}

type Request = {
  subject: ApprovalSubject;
  contentHash: string;
  rounds: RequestedRound[];
  ruleInputs?: { [ruleKey: string]: JsonObject };
  amountFen?: number;
  customerClass?: CustomerClass;
  carried: ApprovalRequested['data']['carried'];
  note?: string;
};

/** The request, and at once its end when carried approvals already fill every round. */
export function approvalRequested(deciding: Deciding, request: Request): OpportunityEvent[] | Refusal {
  const { state, context } = deciding;
  const submitter = callingStaff(context);
  if (submitter === undefined) return notPermitted([{ staffId: state.ownerId }]);
  if (state.approvals.size >= MAX_APPROVALS) return refuse('LIMIT_EXCEEDED', [], { limit: MAX_APPROVALS });
  const unmanned = groupsWithoutApprover(deciding, request);
  if (unmanned.length > 0) {
    return refuse(
      'NO_APPROVER',
      unmanned.map((group): Missing => ({
        what: 'right',
        key: group,
        problem: 'nobody',
        suppliedBy: [{ role: 'administrator' }],
      })),
    );
  }
  const { note, ...data } = request;
  const approvalId = context.newId(0);
  const firstRound = nextOpenRound(request.rounds, request.carried, 0);
  const requested: OpportunityEvent = {
    type: 'ApprovalRequested',
    data: { approvalId, submittedById: submitter.id, ...data, firstRound: firstRound ?? request.rounds.length - 1 },
    ...sealedText(deciding, { note }),
  };
  if (firstRound !== undefined) return [requested];
  const { subject, contentHash: hash } = request;
  return [requested, { type: 'ApprovalGranted', data: { approvalId, subject, contentHash: hash } }];
}

export function openApproval(
  state: OpportunityState,
  matches: (subject: ApprovalSubject) => boolean,
): Approval | undefined {
  return [...state.approvals.values()].find((approval) => approval.status === 'open' && matches(approval.subject));
}

/**
 * Groups that can never give the votes that are asked of them: waiting for them would be for ever. A step of the reporting
 * line is one superior. Who is in a staff group cannot be told from facts (every member of staff would have to be asked),
 * so a staff group is taken to have its members.
 */
function groupsWithoutApprover({ state, definition, context }: Deciding, { rounds, carried }: Request): string[] {
  const short = rounds.flatMap(({ slots }, round) =>
    slots.filter(({ group, quorum }) => {
      const members = definition.approvals.groups.find((each) => each.key === group)?.members;
      if (members === undefined || 'staffGroup' in members) return false;
      const superior = superiorAt(state.ownerId, members.reportingLine, context.facts.staff);
      const able = superior !== undefined && decides(context.facts.staff.get(superior)) ? 1 : 0;
      const missing = quorum - approvalsIn(round, group, carried);
      return missing > able;
    }),
  );
  return [...new Set(short.map(({ group }) => group))];
}

function actionField(command: RequestWaiver, problem: Missing['problem']): Missing {
  return { what: 'action', key: command.action, contactId: command.contactId, problem, suppliedBy: [] };
}
