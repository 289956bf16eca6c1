// How an opportunity ends, pauses, comes back and changes hands. Won is not here: passing the last gate wins it.
import { isCode } from '../code';
import type { Id, Instant } from '../event';
import { isInstant, withMilliseconds } from '../instant';
import { MAX_PARKED_DAYS } from '../limits';
import { missingField, refuse, refuseField, type Refusal } from '../refusal';
import { refuseUnlessText, textIfGiven } from '../said';
import { ballotOfSameEyes } from './approval-members';
import { firstRefusal, sealedText, type Deciding } from './deciding';
import type {
  ChangeOwner,
  LoseOpportunity,
  ParkOpportunity,
  ReopenOpportunity,
  WakeOpportunity,
  WithdrawOpportunity,
} from './opportunity-commands';
import type { OpportunityEvent } from './opportunity-events';

const DAY_MS = 86_400_000;

export function loseOpportunity(command: LoseOpportunity, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { reason, rivalCode, rival, note } = command;
  const refusal = firstRefusal(
    textIfGiven('note', note),
    textIfGiven('rival', rival),
    refuseUnlessRivalCode('rivalCode', rivalCode, deciding),
  );
  if (refusal !== undefined) return refusal;
  return [
    ...recalledApprovals(deciding),
    {
      type: 'OpportunityLost',
      data: { gate: deciding.state.gate.key, reason, rivalCode },
      ...sealedText(deciding, { rival, note }),
    },
  ];
}

export function withdrawOpportunity(command: WithdrawOpportunity, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { reason, note } = command;
  const refusal = textIfGiven('note', note);
  if (refusal !== undefined) return refusal;
  return [
    ...recalledApprovals(deciding),
    {
      type: 'OpportunityWithdrawn',
      data: { gate: deciding.state.gate.key, reason },
      ...sealedText(deciding, { note }),
    },
  ];
}

/** A lost or withdrawn opportunity goes on where it stood. A won one has an agreement: what comes next is a new opportunity. */
export function reopenOpportunity(command: ReopenOpportunity, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { state } = deciding;
  const refusal = refuseUnlessText('reason', command.reason);
  if (refusal !== undefined) return refusal;
  if (state.status !== 'lost' && state.status !== 'withdrawn') {
    return refuse('NOT_ENDED', [], { status: state.status });
  }
  return [
    {
      type: 'OpportunityReopened',
      data: { gate: state.gate.key, from: state.status },
      ...sealedText(deciding, { reason: command.reason }),
    },
  ];
}

export function parkOpportunity(command: ParkOpportunity, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { until, reason } = command;
  const refusal = firstRefusal(refuseUnlessText('reason', reason), refuseUnlessSoon(until, deciding.context.now));
  if (refusal !== undefined) return refusal;
  return [{ type: 'OpportunityParked', data: { until: withMilliseconds(until) }, ...sealedText(deciding, { reason }) }];
}

/** By the owner at any time; by the process only for the very parking that it waited for. */
export function wakeOpportunity(command: WakeOpportunity, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { state, context } = deciding;
  if (context.caller.kind === 'process') {
    const asWaitedFor = command.since === state.parked?.version && command.dueAt === state.parked?.until;
    return asWaitedFor && state.parked !== undefined
      ? [{ type: 'OpportunityWoken', data: { cause: 'date' } }]
      : refuse('OUTDATED');
  }
  if (state.status !== 'parked') return refuse('NOT_PARKED', [], { status: state.status });
  return [{ type: 'OpportunityWoken', data: { cause: 'staff' } }];
}

/** A sale changes hands by a superior of its owner or an administrator, never by the owner alone. */
export function changeOwner(command: ChangeOwner, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { state, context } = deciding;
  const refusal = refuseUnlessText('reason', command.reason);
  if (refusal !== undefined) return refusal;
  const to = context.facts.staff.get(command.to);
  if (to === undefined || !to.active || !to.roles.includes('account-manager')) {
    return refuse('UNKNOWN_REFERENCE', [missingField('to', 'not-an-active-account-manager')]);
  }
  if (command.to === state.ownerId) return refuse('ALREADY_EXISTS', [], { ownerId: command.to });
  return [
    ...supersededByVoteOf(command.to, deciding),
    {
      type: 'OwnerChanged',
      data: { from: state.ownerId, to: command.to },
      ...sealedText(deciding, { reason: command.reason }),
    },
  ];
}

/** Law 8: whoever voted on a request cannot take it over as its submitter; it is asked anew. */
function supersededByVoteOf(staffId: Id, { state }: Deciding): OpportunityEvent[] {
  return [...state.approvals.values()]
    .filter((approval) => approval.status === 'open')
    .filter((approval) => ballotOfSameEyes(approval, { voterId: staffId, eyesId: staffId }) !== undefined)
    .map((approval) => ({
      type: 'ApprovalSuperseded',
      data: { approvalId: approval.id, cause: 'owner-voted' },
    }));
}

/** What was asked of approvers is asked no more when the sale ends. */
function recalledApprovals({ state }: Deciding): OpportunityEvent[] {
  return [...state.approvals.values()]
    .filter((approval) => approval.status === 'open')
    .map((approval) => ({ type: 'ApprovalRecalled', data: { approvalId: approval.id, cause: 'ended' } }));
}

/** A rival by a code of the playbook's list; a playbook without a list takes any code. */
export function refuseUnlessRivalCode(
  field: string,
  code: string | undefined,
  { definition }: Deciding,
): Refusal | undefined {
  if (code === undefined) return undefined;
  if (!isCode(code)) return refuseField(field, 'not-a-code');
  const known = definition.outcomes?.rivals;
  if (known === undefined || known.some(({ key }) => key === code)) return undefined;
  const rivals = known.map(({ key }) => key);
  return refuse('UNKNOWN_REFERENCE', [missingField(field, 'unknown')], { rivals });
}

function refuseUnlessSoon(until: Instant, now: Instant): Refusal | undefined {
  if (!isInstant(until)) return refuseField('until', 'not-an-instant');
  const days = (Date.parse(until) - Date.parse(now)) / DAY_MS;
  if (!(days > 0)) return refuseField('until', 'not-in-the-future');
  return days > MAX_PARKED_DAYS ? refuseField('until', 'too-far', { limitDays: MAX_PARKED_DAYS }) : undefined;
}
