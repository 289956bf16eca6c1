// S3: a customer moves through its life by moves that there are, for reasons that are of the move, on facts that are on record.
import { isRefusal } from '../../decider';
import { idOf, staffCaller, Story } from '../../testing/given';
import { director, manager, staffMember, supervisor } from '../../testing/story-opportunity';
import { customerDecider, type CustomerCommand, type CustomerEvent, type CustomerState } from '../customer';
import { whatCustomerWaitsFor } from './following';
import {
  lifeCycleOf,
  lifeCycleReasons,
  lifeCycleStates,
  lifeCycleWays,
  type LifeCycleReason,
  type LifeCycleState,
} from './life-cycle';

type CustomerStory = Story<CustomerState, CustomerCommand, CustomerEvent>;
const stranger = idOf('stranger');
const staff = new Map([
  staffMember(manager, ['account-manager'], { superiorId: supervisor }),
  staffMember(stranger, ['account-manager']),
  staffMember(supervisor, ['supervisor'], { superiorId: director }),
  staffMember(director, ['supervisor']),
]);
const byOpportunity = { kind: 'process', name: 'opportunity-workflow' } as const;
const byCustomer = { kind: 'process', name: 'customer-workflow' } as const;

function customer(): CustomerStory {
  const story = new Story(customerDecider, idOf('customer')).knowing({ staff }).by(staffCaller(manager));
  story.when({ type: 'RegisterCustomer', name: '测试集团' });
  return story;
}

function at(state: LifeCycleState, story = customer()): CustomerStory {
  const from = lifeCycleOf(story.state!);
  story.happened([{ type: 'LifeCycleMoved', data: { from, to: state, reason: 'usage-steady' } }]);
  return story;
}

function signs(story: CustomerStory, name: string, endsOn: string): string[] {
  const noted = { agreementId: idOf(name), opportunityId: idOf('o'), startsOn: '2025-01-01', endsOn };
  const events = story.by(byOpportunity).when({ type: 'NoteAgreement', ...noted });
  story.by(staffCaller(manager));
  return events.map(({ type }) => type);
}

const move = (to: LifeCycleState, reason: LifeCycleReason): CustomerCommand => ({ type: 'MoveLifeCycle', to, reason });

it('S3: begins as a potential customer and climbs to a relationship and a sale; what is said about it is sealed', () => {
  const story = customer();
  expect(lifeCycleOf(story.state!)).toBe('potential');
  const [moved] = story.when({
    type: 'MoveLifeCycle',
    to: 'relationship',
    reason: 'regular-contact',
    note: '每月走访',
  });
  expect(moved).toEqual({
    type: 'LifeCycleMoved',
    data: { from: 'potential', to: 'relationship', reason: 'regular-contact' },
    personal: { owner: story.streamId, fields: { note: '每月走访' } },
  });
  const [plain] = story.when(move('sale', 'tender-invited'));
  expect(plain).not.toHaveProperty('personal');
  expect(story.state!.lifeCycle).toMatchObject({ state: 'sale', version: 3 });
});

it('S3: a move that there is not is refused with those that there are; the same move again is one of them', () => {
  const story = at('stable');
  const refused = story.judge(move('lost', 'moved-to-rival'));
  expect(refused).toMatchObject({
    refused: 'LIFE_CYCLE_MOVE',
    missing: [{ key: 'to', problem: 'no-such-move' }],
    detail: { from: 'stable', allowed: ['growing', 'declining', 'problem', 'no-value'] },
  });
  story.when(move('declining', 'usage-falling'));
  story.refuses(move('declining', 'usage-falling'), 'LIFE_CYCLE_MOVE');
  story.when(move('lost', 'moved-to-rival'));
});

it('S3: a reason is of its move, and an empty note says nothing', () => {
  const story = at('stable');
  expect(story.judge(move('declining', 'arrears'))).toMatchObject({
    refused: 'LIFE_CYCLE_MOVE',
    missing: [{ key: 'reason' }],
    detail: { reasons: ['usage-falling', 'satisfaction-low', 'rival-seen', 'key-contact-left'] },
  });
  const noted = { type: 'MoveLifeCycle', to: 'declining', reason: 'rival-seen' } as const;
  expect(story.refuses({ ...noted, note: ' ' }, 'INVALID_INPUT')).toEqual(['note']);
  expect(story.refuses({ ...noted, note: '长'.repeat(4001) }, 'INVALID_INPUT')).toEqual(['note']);
});

it('S3: what a reason rests on must be on record', () => {
  const story = at('declining');
  expect(story.judge(move('stable', 'agreement-renewed'))).toMatchObject({
    refused: 'FACT_MISSING',
    missing: [{ what: 'fact', key: 'agreement-in-force', suppliedBy: [{ staffId: manager }] }],
  });
  signs(story, 'first', '2026-03-01');
  story.refuses(move('stable', 'agreement-renewed'), 'FACT_MISSING');
  expect(story.refuses(move('growing', 'second-sale'), 'FACT_MISSING')).toEqual(['second-agreement']);
  expect(isRefusal(story.judge(move('lost', 'agreement-not-renewed')))).toBe(false);
  signs(story, 'second', '2026-03-02');
  expect(story.refuses(move('lost', 'agreement-not-renewed'), 'FACT_MISSING')).toEqual(['no-agreement-in-force']);
  story.when(move('growing', 'second-sale'));
  at('declining', story).when(move('stable', 'agreement-renewed'));
});

it('S3: nobody’s customer is in no regular contact', () => {
  const story = new Story(customerDecider, idOf('of nobody')).knowing({ staff });
  story.when({ type: 'RegisterCustomer', name: '无主集团' });
  story.by(staffCaller(manager));
  expect(story.judge(move('relationship', 'regular-contact'))).toMatchObject({
    refused: 'FACT_MISSING',
    missing: [{ key: 'account-manager-assigned', suppliedBy: [{ role: 'supervisor' }] }],
  });
  story.when(move('relationship', 'interest-shown'));
});

it.each(['potential', 'relationship', 'sale', 'lost'] as const)(
  'S3: what is signed makes a new customer of %s',
  (state) => {
    const story = at(state);
    expect(signs(story, 'a', '2027-01-01')).toEqual(['CustomerAgreementNoted', 'LifeCycleMoved']);
    expect(lifeCycleOf(story.state!)).toBe('new');
  },
);

it('S3: who is a customer already stays where it is by a further agreement', () => {
  const story = at('growing');
  expect(signs(story, 'a', '2027-01-01')).toEqual(['CustomerAgreementNoted']);
  expect(lifeCycleOf(story.state!)).toBe('growing');
});

it('S3: is moved by who keeps it; worth nothing any more it is by the word of those above', () => {
  const story = at('lost');
  story.by(staffCaller(stranger)).refuses(move('relationship', 'win-back-started'), 'NOT_ALLOWED');
  story.by(staffCaller(manager)).refuses(move('no-value', 'win-back-given-up'), 'NOT_ALLOWED');
  story.by(staffCaller(supervisor)).when(move('no-value', 'win-back-given-up'));
  story.by(staffCaller(manager)).when(move('potential', 'need-found'));
});

it('S3: declining or lost it waits for somebody to act, once', () => {
  const story = at('stable');
  expect(whatCustomerWaitsFor(story.state!)).toEqual([]);
  story.when(move('declining', 'usage-falling'));
  const [wait] = whatCustomerWaitsFor(story.state!);
  const { lifeCycle } = story.state!;
  expect(wait).toMatchObject({ since: lifeCycle!.version, dueAt: lifeCycle!.at, command: { type: 'FollowLifeCycle' } });
  story.refuses(wait!.command, 'NOT_ALLOWED');
  story.by({ kind: 'process', name: 'import' }).refuses(wait!.command, 'NOT_ALLOWED');
  story.by(byCustomer).refuses({ ...wait!.command, since: 1 }, 'OUTDATED');
  story.refuses({ ...wait!.command, dueAt: '2026-01-01T00:00:00.000Z' }, 'OUTDATED');
  expect(story.when(wait!.command)).toMatchObject([{ data: { state: 'declining', to: manager } }]);
  story.refuses(wait!.command, 'OUTDATED');
  expect(whatCustomerWaitsFor(story.state!)).toEqual([]);
  story.by(staffCaller(manager)).when(move('lost', 'services-cancelled'));
  const [lost] = whatCustomerWaitsFor(story.state!);
  expect(story.by(byCustomer).when(lost!.command)).toMatchObject([{ data: { state: 'lost' } }]);
});

it('S3: every state can be reached and left, and every reason is of some move', () => {
  const story = customer();
  const ways = lifeCycleStates.map((state) => lifeCycleWays(at(state, customer()).state!, '2026-03-02'));
  expect(ways.every((each) => each.length > 0)).toBe(true);
  const reached = new Set(ways.flat().map(({ to }) => to));
  expect(lifeCycleStates.filter((state) => !reached.has(state))).toEqual([]);
  const used = new Set(ways.flat().flatMap(({ grounds }) => grounds.map(({ reason }) => reason)));
  expect(lifeCycleReasons.filter((reason) => !used.has(reason))).toEqual([]);
  expect(story.history).toHaveLength(1);
});
