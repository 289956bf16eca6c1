// A refusal is a value: a code from this one list, what is missing, and who can supply it.
import type { Id, JsonObject } from './event';
import type { MissingProblem } from './missing-problem';

/** Every reason why a command may be refused. A code is for ever: clients branch on it. */
export const refusalCodes = [
  // about the request
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'INVALID_INPUT',
  'NOT_ALLOWED',
  'LIMIT_EXCEEDED',
  'OUTDATED',
  'UNKNOWN_REFERENCE',
  // about where the process stands
  'ENDED',
  'NOT_ENDED',
  'PARKED',
  'NOT_PARKED',
  'NOT_AT_GATE',
  'GATE_NOT_ENTERED',
  'ACTIONS_OPEN',
  'LEVEL_EMPTY',
  'OBJECTION_OPEN',
  'CONDITION_UNDECIDED',
  'DECISION_NO',
  'NO_WAY_BACK',
  'LAST_GATE',
  // about actions
  'ACTION_NOT_APPLICABLE',
  'ACTION_DERIVED',
  'ACTION_ALREADY_COMPLETED',
  'ACTION_NOT_COMPLETED',
  'FORM_INVALID',
  'NOT_WAIVABLE',
  // about people on the chain
  'CONTACT_ERASED',
  'NOT_ON_LEVEL',
  'ALREADY_ON_LEVEL',
  'LEVEL_NOT_EMPTY',
  'LEVEL_DECLARED_ABSENT',
  // about customers
  'CUSTOMER_MERGED',
  'MERGE_OPEN',
  'LEADS_OPEN',
  'LEAD_SETTLED',
  'LEAD_NOT_HANDED_OVER',
  // about objections
  'OBJECTION_STEP_ORDER',
  // about needs and questions
  'QUESTION_ORDER',
  'NEED_NOT_MET',
  // about the competition
  'SELF_REVIEW_MISSING',
  'SWOT_INCOMPLETE',
  'STRATEGY_MISSING',
  'STRATEGY_UNDECIDED',
  'STRATEGY_WARNED',
  'STRATEGY_FORBIDDEN',
  'STRATEGY_PERMITTED',
  // about being in touch
  'TENDER_OFFICIAL_CHANNEL_ONLY',
  'GIFTS_NOT_ACCEPTED',
  'GIFT_ABOVE_LIMIT',
  'GIFT_STEP_ORDER',
  'VISIT_STEP_ORDER',
  'NOTHING_STORED',
  'REHEARSAL_MISSING',
  'SELF_TEST_MISSING',
  // about offers and approvals
  'OFFER_MISSING',
  'OFFER_NOT_APPROVED',
  'OFFER_CHANGED',
  'PRICES_CHANGED',
  'APPROVAL_OPEN',
  'APPROVAL_CLOSED',
  'ROUND_CHANGED',
  'NOT_AN_APPROVER',
  'OWN_SUBMISSION',
  'ALREADY_VOTED',
  'NO_APPROVER',
  'DELEGATION_CYCLE',
  // about agreements and follow-ups
  'AGREEMENT_MISSING',
  'FOLLOW_UP_NOT_DUE',
  'FOLLOW_UP_OPEN',
  // about customers
  'LIFE_CYCLE_MOVE',
  'FACT_MISSING',
  // about playbooks
  'PLAYBOOK_INVALID',
  // about the product catalogue
  'CATALOGUE_INVALID',
  'CATALOGUE_MISSING',
  'PRODUCT_NOT_SOLD',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** One thing that stands in the way, and who can take it away. */
export type Missing = {
  what:
    | 'action'
    | 'person'
    | 'fact'
    | 'objection'
    | 'approval'
    | 'offer'
    | 'agreement'
    | 'field'
    | 'right'
    | 'level'
    | 'reference'
    | 'rehearsal'
    | 'self-test'
    | 'lead';
  /** The key or id of the thing: an action key, a level key, a JSON pointer to a field … */
  key: string;
  contactId?: Id;
  /** Levels of the decision chain without which it stays so. */
  levels?: string[];
  /** What is wrong with it: `required`, `unknown`, `open` … */
  problem?: MissingProblem<RefusalCode>;
  suppliedBy: Supplier[];
};

/** Who can supply what is missing: one member of staff, everyone with a role, or an approver group of the playbook. */
export type Supplier = { staffId: Id } | { role: string } | { group: string };

export type Refusal = {
  refused: RefusalCode;
  missing: Missing[];
  /** Ids, codes and numbers that explain the refusal; never a personal field. */
  detail?: JsonObject;
};

export function refuse(code: RefusalCode, missing: Missing[] = [], detail?: JsonObject): Refusal {
  return detail === undefined ? { refused: code, missing } : { refused: code, missing, detail };
}

/** A refusal because of one input field; `field` is its path in the command, dots between names. */
export function refuseField(field: string, problem: Missing['problem'], detail?: JsonObject): Refusal {
  return refuse('INVALID_INPUT', [missingField(field, problem)], detail);
}

/** Names a field of the command in a refusal. */
export function missingField(key: string, problem: Missing['problem']): Missing {
  return { what: 'field', key, problem, suppliedBy: [] };
}

/** Nothing is wrong with the command but who sends it; these may. */
export function notPermitted(suppliedBy: Supplier[]): Refusal {
  return refuse('NOT_ALLOWED', [{ what: 'right', key: 'caller', problem: 'not-permitted', suppliedBy }]);
}
