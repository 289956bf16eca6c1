// One member of staff: place in the reporting line, who decides for whom, when they are away; and for administrators how to reach them.
import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  customerClasses,
  decisionKinds,
  deciders,
  staffLanguages,
  staffRoles,
  type Delegation,
  type DelegationScope,
  type DomainEvent,
  type Id,
  type Instant,
  type StaffEvent,
  type StaffPerson,
  type StaffState,
} from '#domain';
import { EventStore, foldStream, toldEvents } from '#event-store';
import { flag, id, instant, listOf, object, oneOf, optional, text, whole } from '../http/described';
import { PathId } from '../http/path-id';
import { problemOf, ProblemError } from '../http/problem';
import { Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';

type Absence = { from: Instant; until: Instant };
type Member = Pick<StaffState, 'id' | 'active' | 'roles' | 'groups' | 'unit' | 'superiorId' | 'language'> & {
  version: number;
  name?: string;
  delegations: readonly Delegation[];
  absences: Absence[];
  reached?: Omit<StaffPerson, 'name'>;
};

const member = object<Member>({
  id: id('d49d688d-6859-5e0b-8581-38b59ed37886'),
  version: whole(3),
  name: optional(text('周经理')),
  active: flag(true),
  roles: listOf(oneOf(staffRoles)),
  groups: listOf(text('pricing')),
  unit: optional(text('group-sales-1')),
  superiorId: optional(id()),
  language: oneOf(staffLanguages),
  delegations: listOf(
    object<Delegation>({
      id: id(),
      to: id('d49d688d-6859-5e0b-8581-38b59ed37886'),
      from: instant(),
      until: instant('2026-12-15T02:00:00.000Z'),
      scope: object<DelegationScope>({
        kinds: optional(listOf(oneOf(decisionKinds))),
        customerClasses: optional(listOf(oneOf(customerClasses))),
        maxAmountFen: optional(whole(10_000_000)),
      }),
    }),
  ),
  absences: listOf(object<Absence>({ from: instant(), until: instant('2026-12-15T02:00:00.000Z') })),
  reached: optional(
    object<NonNullable<Member['reached']>>({
      email: optional(text('manager@example.test')),
      mobile: optional(text('13900000001')),
    }),
  ),
});

@ApiTags('staff')
@ApiBearerAuth()
@Controller('v1/staff/:id')
export class StaffMemberController {
  constructor(private readonly store: EventStore) {}

  /** Delegations that were given and not revoked, and absences, earliest first. How to reach them: for themselves and administrators. */
  @Get()
  @Reads(member, { one: true })
  async view(@Caller() caller: SignedIn, @PathId() id: Id): Promise<Member> {
    const ref = { type: 'staff', id } as const;
    const { state, version } = await foldStream<StaffState, never>(this.store, deciders.staff, ref);
    if (state === undefined) throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such member of staff.'));
    const told = await toldEvents<StaffEvent>(this.store, ref, [
      'StaffRegistered',
      'StaffPersonChanged',
      'AbsenceRecorded',
    ]);
    const absences = told.flatMap((event) => (isAbsence(event) ? [{ ...event.data }] : []));
    // A change of the profile says all of it; what it leaves out is known no longer.
    const { name, email, mobile } = (told.findLast((event) => !isAbsence(event))?.said ?? {}) as Partial<StaffPerson>;
    const mayReach = caller.staffId === id || caller.staff.roles.includes('administrator');
    const { active, roles, groups, unit, superiorId, language, delegations } = state;
    return {
      ...{ id, version, name, active, roles, groups, unit, superiorId, language, delegations },
      absences: absences.sort((a, b) => (a.from < b.from ? -1 : 1)),
      ...(mayReach && { reached: { email, mobile } }),
    };
  }
}

function isAbsence<Event extends DomainEvent>(event: Event): event is Extract<Event, { type: 'AbsenceRecorded' }> {
  return event.type === 'AbsenceRecorded';
}
