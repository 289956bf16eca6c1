// DESIGN section 7: delegations are dated and scoped, given by oneself or an administrator, chain, and never close a circle.
import fc from 'fast-check';
import { isRefusal } from '../decider';
import { idOf, someInstant, staffCaller, Story } from '../testing/given';
import { staffDecider } from './decide-staff';
import { delegatesOf, mayActFor } from './delegation';
import { superiorsAbove } from './reporting-line';
import type { StaffState } from './staff';
import type { StaffCommand, StaffEvent } from './staff-events';

type StaffStory = Story<StaffState, StaffCommand, StaffEvent>;

const administrator = idOf('administrator');
const year = { from: '2026-01-01T00:00:00.000Z', until: '2026-12-31T00:00:00.000Z' };

function office(names: string[]): { stories: Map<string, StaffStory>; staff(): Map<string, StaffState> } {
  const stories = new Map<string, StaffStory>();
  const staff = (): Map<string, StaffState> =>
    new Map([...stories.values()].map((story) => [story.streamId, story.state!]));
  for (const name of ['administrator', ...names]) {
    const story = new Story(staffDecider, idOf(name));
    story.when({ type: 'RegisterStaff', roles: [name === 'administrator' ? 'administrator' : 'supervisor'], name });
    stories.set(name, story);
  }
  return { stories, staff };
}

function give(office_: ReturnType<typeof office>, from: string, to: string): boolean {
  const story = office_.stories
    .get(from)!
    .knowing({ staff: office_.staff() })
    .by(staffCaller(idOf(from)));
  const outcome = story.judge({ type: 'GiveDelegation', to: idOf(to), ...year });
  if (isRefusal(outcome)) return false;
  story.happened(outcome);
  return true;
}

it('a chain lends the right from one to the next, and ends with any link', () => {
  const house = office(['a', 'b', 'c']);
  expect([give(house, 'a', 'b'), give(house, 'b', 'c')]).toEqual([true, true]);
  const scope = { kind: 'offer' } as const;
  const acting = (at: string) => mayActFor(idOf('c'), idOf('a'), at, scope, house.staff())?.map(({ to }) => to);
  expect(acting(someInstant)).toEqual([idOf('b'), idOf('c')]);
  expect(acting('2027-01-01T00:00:00.000Z')).toBeUndefined();
  house.stories
    .get('b')!
    .by(staffCaller(administrator))
    .knowing({ staff: house.staff() })
    .when({ type: 'DeactivateStaff' });
  expect(acting(someInstant)).toBeUndefined();
});

it('whoever gives to whomever, nobody ever decides for themselves by a detour', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 30 }),
      (pairs) => {
        const house = office(names);
        const given = pairs.filter(([from, to]) => give(house, from, to));
        for (const name of names) expect(delegatesOf(idOf(name), house.staff()).has(idOf(name))).toBe(false);
        if (pairs.some(([from, to]) => from !== to)) expect(given.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 60 },
  );
});

it('a chain is followed for five delegations, and none is given that makes it longer', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const house = office(names);
  // From the end to the beginning: what is given last would make the chain too long.
  const given = ['f', 'e', 'd', 'c', 'b'].map((name) => give(house, name, names[names.indexOf(name) + 1]!));
  expect(given).toEqual([true, true, true, true, true]);
  const story = house.stories
    .get('a')!
    .knowing({ staff: house.staff() })
    .by(staffCaller(idOf('a')));
  expect(story.refuses({ type: 'GiveDelegation', to: idOf('b'), ...year }, 'LIMIT_EXCEEDED')).toEqual(['to']);
  const reaches = (delegate: string) =>
    mayActFor(idOf(delegate), idOf('b'), someInstant, { kind: 'offer' }, house.staff());
  expect(reaches('g')).toHaveLength(5);
  // Who gives on at the end does not see how long the chain is by then; it lends nothing that far.
  const longer = office(names);
  for (const name of names.slice(0, -1)) give(longer, name, names[names.indexOf(name) + 1]!);
  expect(mayActFor(idOf('g'), idOf('a'), someInstant, { kind: 'offer' }, longer.staff())).toBeUndefined();
  expect(give(longer, 'g', 'a')).toBe(false);
});

it('an administrator gives what is another’s, but not to themselves', () => {
  const house = office(['a']);
  const story = house.stories.get('a')!.knowing({ staff: house.staff() }).by(staffCaller(administrator));
  story.refuses({ type: 'GiveDelegation', to: administrator, ...year }, 'NOT_ALLOWED');
});

it('only oneself or an administrator gives, and names a fault', () => {
  const house = office(['a', 'b']);
  const story = house.stories.get('a')!.knowing({ staff: house.staff() });
  const command = { type: 'GiveDelegation', to: idOf('b'), ...year } as const;
  story.by(staffCaller(idOf('b'))).refuses(command, 'NOT_ALLOWED');
  story.by(staffCaller(idOf('a')));
  expect(story.refuses({ ...command, until: year.from }, 'INVALID_INPUT')).toEqual(['until']);
  expect(story.refuses({ ...command, from: '2026-W10-1T00:00:00Z' }, 'INVALID_INPUT')).toEqual(['from']);
  expect(story.refuses({ ...command, until: '2201-01-01T00:00:00Z' }, 'INVALID_INPUT')).toEqual(['until']);
  const absence = { type: 'RecordAbsence', from: '2026-03-02T00:00:00+08:00', until: year.until } as const;
  expect(story.refuses(absence, 'INVALID_INPUT')).toEqual(['from']);
  expect(story.refuses({ ...command, to: idOf('nobody') }, 'UNKNOWN_REFERENCE')).toEqual(['to']);
  expect(story.refuses({ ...command, to: idOf('a') }, 'DELEGATION_CYCLE')).toEqual(['to']);
  expect(story.refuses({ ...command, scope: { maxAmountFen: -1 } }, 'INVALID_INPUT')).toEqual(['scope.maxAmountFen']);
  story.by(staffCaller(administrator)).when(command);
  const { id } = story.state!.delegations[0]!;
  story.by(staffCaller(idOf('a'))).when({ type: 'RevokeDelegation', delegationId: id });
  story.refuses({ type: 'RevokeDelegation', delegationId: id }, 'UNKNOWN_REFERENCE');
});

it('a reporting line never comes back to where it began', () => {
  const house = office(['a', 'b', 'c']);
  const place = (who: string, above: string) =>
    house.stories
      .get(who)!
      .by(staffCaller(administrator))
      .knowing({ staff: house.staff() })
      .judge({ type: 'ChangeSuperior', superiorId: idOf(above) });
  const happen = (who: string, above: string) => house.stories.get(who)!.happened(place(who, above) as StaffEvent[]);
  happen('a', 'b');
  happen('b', 'c');
  expect(superiorsAbove(idOf('a'), house.staff())).toEqual([idOf('b'), idOf('c')]);
  expect(place('c', 'a')).toMatchObject({
    refused: 'INVALID_INPUT',
    missing: [{ key: 'superiorId', problem: 'cycle' }],
  });
  expect(place('c', 'c')).toMatchObject({ refused: 'INVALID_INPUT' });
});

it.each([
  [{ name: ' ' }, 'name'],
  [{ name: '甲', email: 'no address' }, 'email'],
  [{ name: '甲', mobile: 'abc' }, 'mobile'],
  [{ name: '甲', roles: [] }, 'roles'],
  [{ name: '甲', groups: ['Not A Code'] }, 'group'],
])('registering %p is refused and names %s', (change, field) => {
  const story = new Story(staffDecider, idOf('new'));
  expect(story.refuses({ type: 'RegisterStaff', roles: ['auditor'], ...change }, 'INVALID_INPUT')).toEqual([field]);
});
