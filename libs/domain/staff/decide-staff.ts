// The staff decider: roles, reporting line, approver groups, delegations. Administrators enter people; a delegation is
// given by oneself or by an administrator, and never closes a circle.
import { isCode } from '../code';
import type { Context, Decider } from '../decider';
import { playbookStreamId } from '../derived-id';
import type { Id, Instant, Recorded, StreamRef } from '../event';
import { isInstant, withMilliseconds } from '../instant';
import { MAX_TITLE_LENGTH } from '../limits';
import { staffRoles, type StaffRole } from '../playbook/playbook';
import { missingField, refuse, refuseField, type Missing, type Refusal } from '../refusal';
import { chainLengthFrom, delegatesOf, MAX_DELEGATION_CHAIN } from './delegation';
import { superiorsAbove } from './reporting-line';
import type { StaffState } from './staff';
import { recordRehearsal } from './training/record-rehearsal';
import { takeSelfTest } from './training/take-self-test';
import type { SignInSubject, StaffCommand, StaffEvent, StaffPerson } from './staff-events';

/** Groups one member can be entered for; more means that the groups are wrong. */
const MAX_GROUPS = 20;
/** Delegations in force or to come; a list that a person can still survey. */
const MAX_DELEGATIONS = 50;
/** A delegation for longer than this is a change of post. */
const MAX_DELEGATION_DAYS = 366;
const DAY_MS = 86_400_000;

export const staffDecider: Decider<StaffState, StaffCommand, StaffEvent> = {
  streamType: 'staff',
  evolve: evolveStaff,
  decide: decideStaff,
  factsNeeded,
  keyOwner: (state) => state.id,
};

function evolveStaff(state: StaffState | undefined, event: Recorded<StaffEvent>): StaffState | undefined {
  if (event.type === 'StaffRegistered') {
    const { roles, unit, superiorId, groups, language } = event.data;
    const known = { roles, unit, superiorId, groups, language };
    return { id: event.streamId, active: true, delegations: [], ...known };
  }
  if (state === undefined) return undefined;
  switch (event.type) {
    case 'StaffPersonChanged':
      return { ...state, language: event.data.language ?? state.language };
    case 'StaffRolesChanged':
      return { ...state, roles: event.data.roles };
    case 'SuperiorChanged':
      return { ...state, superiorId: event.data.superiorId };
    case 'ApproverGroupEntered':
      return { ...state, groups: [...state.groups, event.data.group] };
    case 'ApproverGroupLeft':
      return { ...state, groups: state.groups.filter((group) => group !== event.data.group) };
    case 'StaffDeactivated':
      return { ...state, active: false };
    case 'StaffReactivated':
      return { ...state, active: true };
    case 'DelegationGiven': {
      const { delegationId: id, to, from, until, scope } = event.data;
      return { ...state, delegations: [...state.delegations, { id, to, from, until, scope }] };
    }
    case 'DelegationRevoked':
      return { ...state, delegations: state.delegations.filter(({ id }) => id !== event.data.delegationId) };
    case 'RehearsalRecorded': {
      const { rehearsalId, heldOn, total } = event.data;
      // Sheets come in late: the one that was held last counts.
      if (heldOn < (state.rehearsed?.[event.data.case]?.heldOn ?? heldOn)) return state;
      return { ...state, rehearsed: { ...state.rehearsed, [event.data.case]: { rehearsalId, heldOn, total } } };
    }
    case 'SelfTestTaken': {
      const { testId, percent } = event.data;
      return { ...state, selfTested: { testId, at: event.at, percent } };
    }
    default:
      return state;
  }
}

function decideStaff(state: StaffState | undefined, command: StaffCommand, context: Context): StaffEvent[] | Refusal {
  const refusal = refuseUnlessPermitted(state, command, context);
  if (refusal !== undefined) return refusal;
  if (command.type === 'RegisterStaff')
    return state === undefined ? register(command, context) : refuse('ALREADY_EXISTS');
  if (state === undefined) return refuse('NOT_FOUND');
  switch (command.type) {
    case 'ChangeStaffPerson':
      return (
        personProblem(command) ?? [
          { type: 'StaffPersonChanged', data: { language: command.language }, ...sealed(state.id, command) },
        ]
      );
    case 'ChangeStaffRoles':
      return rolesProblem(command.roles) ?? [{ type: 'StaffRolesChanged', data: { roles: command.roles } }];
    case 'ChangeSuperior':
      return (
        superiorProblem(state.id, command.superiorId, context) ?? [
          { type: 'SuperiorChanged', data: { superiorId: command.superiorId } },
        ]
      );
    case 'EnterApproverGroup':
      return enterGroup(state, command.group);
    case 'LeaveApproverGroup':
      return state.groups.includes(command.group)
        ? [{ type: 'ApproverGroupLeft', data: { group: command.group } }]
        : unknown('group', 'not-entered');
    case 'DeactivateStaff':
      return state.active ? [{ type: 'StaffDeactivated', data: {} }] : refuse('ALREADY_EXISTS');
    case 'ReactivateStaff':
      return state.active ? refuse('ALREADY_EXISTS') : [{ type: 'StaffReactivated', data: {} }];
    case 'GiveDelegation':
      return giveDelegation(state, command, context);
    case 'RevokeDelegation':
      return state.delegations.some(({ id }) => id === command.delegationId)
        ? [{ type: 'DelegationRevoked', data: { delegationId: command.delegationId } }]
        : unknown('delegationId', 'unknown');
    case 'RecordRehearsal':
      return state.active ? recordRehearsal(state, command, context) : refuse('NOT_FOUND');
    case 'TakeSelfTest':
      return takeSelfTest(command, context);
    case 'RecordAbsence':
      return (
        periodProblem(command.from, command.until) ?? [
          {
            type: 'AbsenceRecorded',
            data: { from: withMilliseconds(command.from), until: withMilliseconds(command.until) },
          },
        ]
      );
  }
}

/** What one may do for oneself; everything else is an administrator's (or the first setup's). */
const ownCommands: readonly StaffCommand['type'][] = [
  'GiveDelegation',
  'RevokeDelegation',
  'RecordAbsence',
  'TakeSelfTest',
];

/** Who sells or leads those who sell can observe a rehearsal. */
const observers: readonly StaffRole[] = ['account-manager', 'supervisor'];

function refuseUnlessPermitted(
  state: StaffState | undefined,
  command: StaffCommand,
  context: Context,
): Refusal | undefined {
  const { caller, facts } = context;
  if (caller.kind === 'process') return caller.name === 'setup' ? undefined : notPermitted(state);
  const staff = facts.staff.get(caller.id);
  if (staff?.active !== true) return notPermitted(state);
  // An administrator gives for others, but takes nobody's decisions over: they decide nothing (DESIGN section 10).
  const others = state?.id !== caller.id;
  if (command.type === 'GiveDelegation' && others && command.to === caller.id) return notPermitted(state);
  if (command.type === 'RecordRehearsal') {
    return staff.roles.some((role) => observers.includes(role)) ? undefined : notObserver();
  }
  // A test that somebody else takes says nothing.
  if (command.type === 'TakeSelfTest' && others) return notPermitted(state);
  if (staff.roles.includes('administrator')) return undefined;
  const own = state !== undefined && state.id === caller.id && ownCommands.includes(command.type);
  return own ? undefined : notPermitted(ownCommands.includes(command.type) ? state : undefined);
}

function notObserver(): Refusal {
  const suppliedBy = observers.map((role) => ({ role }));
  return refuse('NOT_ALLOWED', [{ what: 'right', key: 'caller', problem: 'not-permitted', suppliedBy }]);
}

function notPermitted(self: StaffState | undefined): Refusal {
  const suppliedBy = [...(self === undefined ? [] : [{ staffId: self.id }]), { role: 'administrator' }];
  return refuse('NOT_ALLOWED', [{ what: 'right', key: 'caller', problem: 'not-permitted', suppliedBy }]);
}

function register(command: Extract<StaffCommand, { type: 'RegisterStaff' }>, context: Context): StaffEvent[] | Refusal {
  const { roles, unit, superiorId, groups = [], language = 'zh-CN', signInSubject } = command;
  const refusal =
    personProblem(command) ??
    rolesProblem(roles) ??
    superiorProblem(context.streamId, superiorId, context) ??
    groups.map(groupProblem).find((problem) => problem !== undefined) ??
    (groups.length > MAX_GROUPS ? refuseField('groups', 'too-many', { limit: MAX_GROUPS }) : undefined) ??
    (unit === undefined || isCode(unit) ? undefined : refuseField('unit', 'not-a-code')) ??
    (signInSubject !== undefined && signInSubject.length > 255 ? refuseField('signInSubject', 'too-long') : undefined);
  if (refusal !== undefined) return refusal;
  return [
    {
      type: 'StaffRegistered',
      data: { roles, unit, superiorId, groups: [...new Set(groups)], language },
      ...sealed(context.streamId, command),
    },
  ];
}

function enterGroup(state: StaffState, group: string): StaffEvent[] | Refusal {
  if (state.groups.includes(group)) return refuse('ALREADY_EXISTS', [], { group });
  if (state.groups.length >= MAX_GROUPS) return refuseField('group', 'too-many', { limit: MAX_GROUPS });
  return groupProblem(group) ?? [{ type: 'ApproverGroupEntered', data: { group } }];
}

function giveDelegation(
  state: StaffState,
  command: Extract<StaffCommand, { type: 'GiveDelegation' }>,
  context: Context,
): StaffEvent[] | Refusal {
  const { to, from, until, scope = {} } = command;
  const delegate = context.facts.staff.get(to);
  if (delegate?.active !== true) return unknown('to', 'unknown');
  if (to === state.id || delegatesOf(to, context.facts.staff).has(state.id)) {
    return refuse('DELEGATION_CYCLE', [missingField('to', 'cycle')]);
  }
  const refusal =
    chainProblem(to, context) ??
    periodProblem(from, until) ??
    (Date.parse(until) - Date.parse(from) > MAX_DELEGATION_DAYS * DAY_MS
      ? refuseField('until', 'too-far', { limitDays: MAX_DELEGATION_DAYS })
      : undefined) ??
    (scope.maxAmountFen !== undefined && !(Number.isSafeInteger(scope.maxAmountFen) && scope.maxAmountFen >= 0)
      ? refuseField('scope.maxAmountFen', 'out-of-range')
      : undefined);
  if (refusal !== undefined) return refusal;
  const current = state.delegations.filter((delegation) => delegation.until > context.now);
  if (current.length >= MAX_DELEGATIONS) return refuseField('to', 'too-many', { limit: MAX_DELEGATIONS });
  const givenBy = context.caller.kind === 'staff' ? context.caller.id : state.id;
  const period = { from: withMilliseconds(from), until: withMilliseconds(until) };
  return [{ type: 'DelegationGiven', data: { delegationId: context.newId(0), to, ...period, scope, givenBy } }];
}

/** Together with those that lead on from the delegate; one that leads here is not known, and is followed no further either. */
function chainProblem(to: Id, { facts }: Context): Refusal | undefined {
  if (1 + chainLengthFrom(to, facts.staff) <= MAX_DELEGATION_CHAIN) return undefined;
  return refuse('LIMIT_EXCEEDED', [missingField('to', 'chain-too-long')], {
    limit: MAX_DELEGATION_CHAIN,
  });
}

/** The one who changes, and the line above a new superior: it may not come back to where it began. */
function superiorProblem(staffId: Id, superiorId: Id | undefined, { facts }: Context): Refusal | undefined {
  if (superiorId === undefined) return undefined;
  if (superiorId === staffId) return refuseField('superiorId', 'cycle');
  if (facts.staff.get(superiorId)?.active !== true) return unknown('superiorId', 'unknown');
  return superiorsAbove(superiorId, facts.staff).includes(staffId) ? refuseField('superiorId', 'cycle') : undefined;
}

function factsNeeded(state: StaffState | undefined, command: StaffCommand, context: Context): StreamRef[] {
  const ids = new Set<Id>();
  if (context.caller.kind === 'staff') ids.add(context.caller.id);
  if ('superiorId' in command && command.superiorId !== undefined) {
    ids.add(command.superiorId);
    for (const id of superiorsAbove(command.superiorId, context.facts.staff)) ids.add(id);
  }
  if (command.type === 'GiveDelegation' && state !== undefined) {
    ids.add(command.to);
    for (const id of delegatesOf(command.to, context.facts.staff)) ids.add(id);
  }
  const refs: StreamRef[] = [];
  if (command.type === 'RecordRehearsal') {
    for (const id of [context.streamId, command.customerPlayedById]) ids.add(id);
    const eyes = context.caller.kind === 'staff' ? [context.streamId, context.caller.id] : [context.streamId];
    for (const id of eyes.flatMap((eye) => [...delegatesOf(eye, context.facts.staff)])) ids.add(id);
  }
  if (command.type === 'RecordRehearsal' || command.type === 'TakeSelfTest')
    refs.push({ type: 'playbook', id: playbookStreamId(command.playbookKey) });
  return [...refs, ...[...ids].map((id): StreamRef => ({ type: 'staff', id }))];
}

function rolesProblem(roles: StaffRole[]): Refusal | undefined {
  if (roles.length === 0) return refuseField('roles', 'required');
  const index = roles.findIndex((role) => !staffRoles.includes(role));
  return index < 0 ? undefined : refuseField(`roles.${index}`, 'unknown');
}

function personProblem({ name, email, mobile }: StaffPerson): Refusal | undefined {
  if (name.trim() === '') return refuseField('name', 'required');
  if (name.length > MAX_TITLE_LENGTH) return refuseField('name', 'too-long', { limit: MAX_TITLE_LENGTH });
  if (email !== undefined && !/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email)) return refuseField('email', 'not-an-address');
  if (mobile !== undefined && !/^\+?[0-9][0-9 -]{5,19}$/.test(mobile)) return refuseField('mobile', 'not-a-number');
  return undefined;
}

function periodProblem(from: Instant, until: Instant): Refusal | undefined {
  if (!isInstant(from)) return refuseField('from', 'not-an-instant');
  if (!isInstant(until)) return refuseField('until', 'not-an-instant');
  return Date.parse(until) > Date.parse(from) ? undefined : refuseField('until', 'not-after-start');
}

function groupProblem(group: string): Refusal | undefined {
  return isCode(group) ? undefined : refuseField('group', 'not-a-code');
}

function sealed(
  owner: Id,
  { name, email, mobile, signInSubject }: StaffPerson & SignInSubject,
): Pick<StaffEvent, 'personal'> {
  return { personal: { owner, fields: { name, email, mobile, signInSubject } } };
}

function unknown(key: string, problem: Missing['problem']): Refusal {
  return refuse('UNKNOWN_REFERENCE', [missingField(key, problem)]);
}
