// A member of staff: roles, place in the reporting line, approver groups, delegations given to others.
import type { CustomerClass, DecisionKind, StaffRole } from '../playbook/playbook';
import type { Id, Instant, LocalDate } from '../event';

export type Delegation = {
  id: Id;
  /** Who may decide in this member's place. */
  to: Id;
  from: Instant;
  until: Instant;
  scope: DelegationScope;
};
/** What is left out is not limited. */
export type DelegationScope = { kinds?: DecisionKind[]; customerClasses?: CustomerClass[]; maxAmountFen?: number };

/** The latest rehearsal of a case (S17), and the latest negotiation self-test (S23): what rules of a sale ask for. */
export type Rehearsed = { rehearsalId: Id; heldOn: LocalDate; total: number };
export type SelfTested = { testId: Id; at: Instant; percent: number };

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
  /** By case. */
  rehearsed?: { readonly [rehearsalCase: string]: Rehearsed };
  selfTested?: SelfTested;
};

export const staffLanguages = ['zh-CN', 'en'] as const;
export type StaffLanguage = (typeof staffLanguages)[number];
