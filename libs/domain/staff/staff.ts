// A member of staff: roles, place in the reporting line, approver groups, delegations given to others.
import type { ApprovalKind, CustomerClass, StaffRole } from '../playbook/playbook';
import type { Id, Instant } from '../event';

export type Delegation = {
  id: Id;
  /** Who may decide in this member's place. */
  to: Id;
  from: Instant;
  until: Instant;
  scope: DelegationScope;
};
/** What is left out is not limited. */
export type DelegationScope = { kinds?: ApprovalKind[]; customerClasses?: CustomerClass[]; maxAmountFen?: number };

export type StaffState = {
  id: Id;
  active: boolean;
  roles: readonly StaffRole[];
  unit?: string;
  superiorId?: Id;
  /** Approver groups this member was entered for. */
  groups: readonly string[];
  /** Given and not revoked; whether one is in force depends on the moment. */
  delegations: readonly Delegation[];
  /** In which they are written to. */
  language: StaffLanguage;
};

export const staffLanguages = ['zh-CN', 'en'] as const;
export type StaffLanguage = (typeof staffLanguages)[number];
