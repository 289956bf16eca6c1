// What happens to a member of staff, and what can be asked.
import type { DomainEvent, Id, Instant } from '../event';
import type { StaffRole } from '../playbook/playbook';
import type { DelegationScope, StaffLanguage } from './staff';
import type { TrainingCommand, TrainingEvent } from './training/training';

/** Kept sealed under the member's own key. */
export type StaffPerson = { name: string; email?: string; mobile?: string };
/** `sub` of the sign-in provider's tokens: says who, never what they may. Sealed too: with many providers it is an address. */
export type SignInSubject = { signInSubject?: string };

export type StaffEvent =
  | DomainEvent<
      'StaffRegistered',
      {
        roles: StaffRole[];
        unit?: string;
        superiorId?: Id;
        groups: string[];
        language: StaffLanguage;
      }
    >
  | DomainEvent<'StaffPersonChanged', { language?: StaffLanguage }>
  | DomainEvent<'StaffRolesChanged', { roles: StaffRole[] }>
  | DomainEvent<'SuperiorChanged', { superiorId?: Id }>
  | DomainEvent<'ApproverGroupEntered', { group: string }>
  | DomainEvent<'ApproverGroupLeft', { group: string }>
  | DomainEvent<'StaffDeactivated', Record<string, never>>
  | DomainEvent<'StaffReactivated', Record<string, never>>
  | DomainEvent<
      'DelegationGiven',
      { delegationId: Id; to: Id; from: Instant; until: Instant; scope: DelegationScope; givenBy: Id }
    >
  | DomainEvent<'DelegationRevoked', { delegationId: Id }>
  | DomainEvent<'AbsenceRecorded', { from: Instant; until: Instant }>
  | TrainingEvent;

export type StaffCommand =
  | ({
      type: 'RegisterStaff';
      roles: StaffRole[];
      unit?: string;
      superiorId?: Id;
      groups?: string[];
      language?: StaffLanguage;
    } & StaffPerson &
      SignInSubject)
  | ({ type: 'ChangeStaffPerson'; language?: StaffLanguage } & StaffPerson)
  | { type: 'ChangeStaffRoles'; roles: StaffRole[] }
  | { type: 'ChangeSuperior'; superiorId?: Id }
  | { type: 'EnterApproverGroup'; group: string }
  | { type: 'LeaveApproverGroup'; group: string }
  | { type: 'DeactivateStaff' }
  | { type: 'ReactivateStaff' }
  | { type: 'GiveDelegation'; to: Id; from: Instant; until: Instant; scope?: DelegationScope }
  | { type: 'RevokeDelegation'; delegationId: Id }
  | { type: 'RecordAbsence'; from: Instant; until: Instant }
  | TrainingCommand;
