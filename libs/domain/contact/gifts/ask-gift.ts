// Asking to give something or to invite: by the limits of the playbook it may be given, needs somebody to agree, or is refused.
import { localDateOf } from '../../business-time/business-time';
import { sameCustomer } from '../../customer/merging';
import type { Context } from '../../decider';
import { isLocalDate } from '../../local-date';
import { MAX_AMOUNT_FEN } from '../../limits';
import type { GiftKind, GiftRules } from '../../playbook/gifts';
import type { StaffRole } from '../../playbook/playbook';
import { latestPlaybook } from '../../playbook/playbook-stream';
import { missingField, notPermitted, refuse, refuseField, type Refusal } from '../../refusal';
import { textIfGiven } from '../../said';
import { superiorsAbove } from '../../staff/reporting-line';
import type { ContactState } from '../contact';
import type { AskGift, Exceeded, GiftEvent, Gifts } from './gifts';
import { exceeded } from './limits';
import { refuseUnlessMayBeGiven } from './may-be-given';

/** More than one a month for thirty years; it bounds the fold. */
const MAX_GIFTS = 400;
/** Limits are of a calendar year; what lies further ahead is asked when it comes nearer. */
const MAX_DAYS_AHEAD = 366;
const DAY_MS = 86_400_000;

/** Those who sell, and those who lead them: an administrator gives nothing away. */
const askers: readonly StaffRole[] = ['account-manager', 'supervisor'];

export function askGift(state: ContactState, command: AskGift, context: Context): GiftEvent[] | Refusal {
  const refusal =
    refuseUnlessAsker(context) ??
    textIfGiven('note', command.note) ??
    valueProblem(command.valueFen) ??
    dateProblem(command.on, context) ??
    opportunityProblem(state, command, context);
  if (refusal !== undefined) return refusal;
  const chosen = chosenOf(command, context);
  if ('refused' in chosen) return chosen;
  const { rules, kind, version } = chosen;
  const gifts: Gifts = state.gifts ?? new Map();
  const given = refuseUnlessMayBeGiven(state, salesOf(command), context);
  if (given !== undefined) return given;
  if (gifts.size >= MAX_GIFTS) return refuse('LIMIT_EXCEEDED', [], { limit: MAX_GIFTS });
  const { valueFen, on, occasion, playbookKey, opportunityId, note } = command;
  const [above] = exceeded(gifts, { kind, valueFen, on }, rules, 'refusedAboveFen');
  if (above !== undefined) return refuse('GIFT_ABOVE_LIMIT', [missingField('valueFen', 'too-large')], { ...above });
  const exceeds = exceeded(gifts, { kind, valueFen, on }, rules, 'approvalAboveFen');
  return (
    refuseUnlessApprover(exceeds, context) ?? [
      {
        type: 'GiftAsked',
        data: {
          giftId: context.newId(0),
          kind: kind.key,
          occasion,
          valueFen,
          on,
          opportunityId,
          playbook: { key: playbookKey, version },
          exceeds,
        },
        personal: { owner: state.id, fields: { note } },
      },
    ]
  );
}

/** Where nothing was looked up, what is named is looked at. */
export function salesOf({
  openOpportunityIds,
  opportunityId,
}: {
  openOpportunityIds: string[];
  opportunityId?: string;
}): string[] {
  return [...new Set([...openOpportunityIds, ...(opportunityId === undefined ? [] : [opportunityId])])];
}

function refuseUnlessAsker({ caller, facts }: Context): Refusal | undefined {
  const roles = caller.kind === 'staff' ? (facts.staff.get(caller.id)?.roles ?? []) : [];
  return roles.some((role) => askers.includes(role)) ? undefined : notPermitted(askers.map((role) => ({ role })));
}

function valueProblem(valueFen: number): Refusal | undefined {
  const fits = Number.isSafeInteger(valueFen) && valueFen >= 1 && valueFen <= MAX_AMOUNT_FEN;
  return fits ? undefined : refuseField('valueFen', 'out-of-range', { limit: MAX_AMOUNT_FEN });
}

/** One asks before one gives. */
function dateProblem(on: string, { now }: Context): Refusal | undefined {
  if (!isLocalDate(on)) return refuseField('on', 'not-a-date');
  if (on < localDateOf(now)) return refuseField('on', 'in-the-past');
  const last = localDateOf(new Date(Date.parse(now) + MAX_DAYS_AHEAD * DAY_MS).toISOString());
  return on > last ? refuseField('on', 'too-far', { limitDays: MAX_DAYS_AHEAD }) : undefined;
}

/** A sale of the same customer, by whose playbook it is asked. */
function opportunityProblem(
  { customerId }: ContactState,
  { opportunityId, playbookKey }: AskGift,
  { facts }: Context,
): Refusal | undefined {
  if (opportunityId === undefined) return undefined;
  const sale = facts.opportunity.get(opportunityId);
  if (sale === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('opportunityId', 'unknown')]);
  if (!sameCustomer(sale.customerId, customerId, facts.customer)) {
    return refuse('UNKNOWN_REFERENCE', [missingField('opportunityId', 'another-customer')]);
  }
  if (sale.playbook.key === playbookKey) return undefined;
  return refuse('UNKNOWN_REFERENCE', [missingField('playbookKey', 'of-another-playbook')], {
    playbookKey: sale.playbook.key,
  });
}

function chosenOf(
  { playbookKey, kind: kindKey, occasion }: AskGift,
  context: Context,
): { rules: GiftRules; kind: GiftKind; version: number } | Refusal {
  const found = latestPlaybook(playbookKey, context);
  const rules = found?.definition.gifts;
  if (found === undefined || rules === undefined) {
    const problem = found === undefined ? 'unknown' : 'section-missing';
    return refuse('UNKNOWN_REFERENCE', [missingField('playbookKey', problem)]);
  }
  const kinds = rules.kinds.map(({ key }) => key);
  const kind = rules.kinds.find(({ key }) => key === kindKey);
  if (kind === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('kind', 'unknown')], { kinds });
  const occasions = rules.occasions.map(({ key }) => key);
  if (occasions.includes(occasion)) return { rules, kind, version: found.version };
  return refuse('UNKNOWN_REFERENCE', [missingField('occasion', 'unknown')], { occasions });
}

/** Nobody above who could agree: it would wait for ever. */
function refuseUnlessApprover(exceeds: readonly Exceeded[], { caller, facts }: Context): Refusal | undefined {
  if (exceeds.length === 0 || caller.kind !== 'staff') return undefined;
  const above = superiorsAbove(caller.id, facts.staff).map((id) => facts.staff.get(id));
  if (above.some((staff) => staff?.active === true && staff.roles.includes('supervisor'))) return undefined;
  const suppliedBy = [{ role: 'administrator' }];
  return refuse('NO_APPROVER', [{ what: 'right', key: 'supervisor', problem: 'nobody', suppliedBy }]);
}
