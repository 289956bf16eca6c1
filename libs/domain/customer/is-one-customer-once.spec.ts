// Two customers that are one: merged for good, both histories kept, and never in a circle.
import { idOf, staffCaller, Story } from '../testing/given';
import { director, manager, staffMember, supervisor } from '../testing/story-opportunity';
import type { StaffState } from '../staff/staff';
import type { Id } from '../event';
import { customerDecider, type CustomerCommand, type CustomerEvent, type CustomerState } from './customer';
import { familyOf, sameCustomer, survivorOf } from './merging';

type CustomerStory = Story<CustomerState, CustomerCommand, CustomerEvent>;

const staff: ReadonlyMap<Id, StaffState> = new Map([
  staffMember(manager, ['account-manager'], { superiorId: supervisor }),
  staffMember(supervisor, ['supervisor'], { superiorId: director }),
  staffMember(director, ['supervisor']),
]);

function registered(name: string): CustomerStory {
  const story = new Story(customerDecider, idOf(name)).knowing({ staff });
  story.when({ type: 'RegisterCustomer', name, accountManagerId: manager });
  return story.by(staffCaller(supervisor));
}

/** Every story knows how the others stand now. */
function acquainted(...stories: CustomerStory[]): void {
  const customer = new Map(stories.map((story): [Id, CustomerState] => [story.streamId, story.state!]));
  for (const story of stories) story.knowing({ customer });
}

function merged(survivor: CustomerStory, duplicate: CustomerStory, ...others: CustomerStory[]): void {
  acquainted(survivor, duplicate, ...others);
  survivor.when({ type: 'ClaimDuplicate', duplicateId: duplicate.streamId });
  acquainted(survivor, duplicate, ...others);
  duplicate.when({ type: 'MergeInto', survivorId: survivor.streamId });
  acquainted(survivor, duplicate, ...others);
}

it('S14: the survivor claims, then the duplicate is merged; nothing else happens to it any more', () => {
  const [survivor, duplicate] = [registered('东海'), registered('东海集团')];
  acquainted(survivor, duplicate);
  expect(duplicate.refuses({ type: 'MergeInto', survivorId: survivor.streamId }, 'MERGE_OPEN')).toEqual([
    duplicate.streamId,
  ]);
  merged(survivor, duplicate);
  expect(duplicate.state!.mergedInto).toBe(survivor.streamId);
  const named = duplicate.refuses({ type: 'ClassifyCustomer', class: 'A', reason: 'review' }, 'CUSTOMER_MERGED');
  expect(named).toEqual([survivor.streamId]);
  survivor.refuses({ type: 'ClaimDuplicate', duplicateId: duplicate.streamId }, 'ALREADY_EXISTS');
  survivor.refuses({ type: 'ReleaseDuplicate', duplicateId: duplicate.streamId }, 'CUSTOMER_MERGED');
});

it('S14: the process completes what was claimed and gives up what went elsewhere; it claims nothing', () => {
  const [survivor, duplicate, other] = [registered('东海'), registered('东海集团'), registered('西岭')];
  const claim = { type: 'ClaimDuplicate', duplicateId: duplicate.streamId } as const;
  const release = { ...claim, type: 'ReleaseDuplicate' } as const;
  const merge = { type: 'MergeInto', survivorId: survivor.streamId } as const;
  acquainted(survivor, duplicate, other);
  survivor.when(claim);
  other.when(claim);
  acquainted(survivor, duplicate, other);
  for (const story of [survivor, duplicate, other]) story.by({ kind: 'process', name: 'customer-workflow' });
  survivor.refuses(claim, 'NOT_ALLOWED');
  other.refuses(release, 'NOT_ALLOWED');
  duplicate.when(merge);
  acquainted(survivor, duplicate, other);
  other.when(release);
  survivor.refuses(release, 'CUSTOMER_MERGED');
});

it('S14: who keeps them cannot merge them; who stands above both can', () => {
  const [survivor, duplicate] = [registered('甲'), registered('乙')];
  acquainted(survivor, duplicate);
  survivor.by(staffCaller(manager)).refuses({ type: 'ClaimDuplicate', duplicateId: duplicate.streamId }, 'NOT_ALLOWED');
  survivor.by(staffCaller(director)).when({ type: 'ClaimDuplicate', duplicateId: duplicate.streamId });
  survivor.when({ type: 'ReleaseDuplicate', duplicateId: duplicate.streamId });
  survivor.refuses({ type: 'ReleaseDuplicate', duplicateId: duplicate.streamId }, 'NOT_FOUND');
  expect(survivor.refuses({ type: 'ClaimDuplicate', duplicateId: idOf('nobody') }, 'UNKNOWN_REFERENCE')).toEqual([
    'duplicateId',
  ]);
  expect(survivor.refuses({ type: 'ClaimDuplicate', duplicateId: survivor.streamId }, 'UNKNOWN_REFERENCE')).toEqual([
    'duplicateId',
  ]);
});

it('S14: no two customers are merged into each other, whoever is first', () => {
  const [one, other] = [registered('甲'), registered('乙')];
  acquainted(one, other);
  one.when({ type: 'ClaimDuplicate', duplicateId: other.streamId });
  acquainted(one, other);
  expect(other.refuses({ type: 'ClaimDuplicate', duplicateId: one.streamId }, 'MERGE_OPEN')).toEqual([other.streamId]);
});

it('S14: a customer with a claim of its own is not merged before that is settled; a family is found through all of it', () => {
  const [top, middle, bottom] = [registered('一'), registered('二'), registered('三')];
  acquainted(top, middle, bottom);
  middle.when({ type: 'ClaimDuplicate', duplicateId: bottom.streamId });
  top.when({ type: 'ClaimDuplicate', duplicateId: middle.streamId });
  acquainted(top, middle, bottom);
  expect(middle.refuses({ type: 'MergeInto', survivorId: top.streamId }, 'MERGE_OPEN')).toEqual([bottom.streamId]);
  bottom.when({ type: 'MergeInto', survivorId: middle.streamId });
  acquainted(top, middle, bottom);
  middle.when({ type: 'MergeInto', survivorId: top.streamId });
  const customers = new Map([top, middle, bottom].map((each): [Id, CustomerState] => [each.streamId, each.state!]));
  expect(survivorOf(bottom.streamId, customers)).toBe(top.streamId);
  expect(sameCustomer(bottom.streamId, middle.streamId, customers)).toBe(true);
  expect(sameCustomer(bottom.streamId, idOf('nobody'), customers)).toBe(false);
  expect(familyOf(top.state!, customers).map(({ id }) => id)).toEqual(
    [top, middle, bottom].map((each) => each.streamId),
  );
});

it('a note is written and sealed; an empty one is not', () => {
  const story = registered('甲').by(staffCaller(manager));
  const [written] = story.when({ type: 'WriteNote', text: '机房在三楼' });
  expect(written).toMatchObject({
    type: 'CustomerNoteWritten',
    personal: { owner: story.streamId, fields: { text: '机房在三楼' } },
  });
  expect(JSON.stringify(written!.data)).not.toContain('机房');
  expect(story.refuses({ type: 'WriteNote', text: ' ' }, 'INVALID_INPUT')).toEqual(['text']);
  expect(story.refuses({ type: 'WriteNote', text: '…', contactId: idOf('stranger') }, 'UNKNOWN_REFERENCE')).toEqual([
    'contactId',
  ]);
});
