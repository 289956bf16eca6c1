// DESIGN section 10: an account manager sells to the customers that they keep; others by the word of somebody above the keeper.
import type { Refusal } from '../refusal';
import { idOf, staffCaller, Story } from '../testing/given';
import { customer, director, manager, staffMember, storyFacts, supervisor } from '../testing/story-opportunity';
import { opportunityDecider } from './decide-opportunity';

const other = idOf('another account manager');
const administrator = idOf('administrator');
const open = { type: 'OpenOpportunity', customerId: customer, playbookKey: 'story', title: '专线' } as const;

function by(who: string, accountManagerId: string | undefined) {
  const facts = storyFacts(undefined, [
    staffMember(other, ['account-manager'], { superiorId: director }),
    staffMember(administrator, ['administrator']),
  ]);
  const kept = new Map([[customer, { id: customer, accountManagerId, agreements: [] }]]);
  return new Story(opportunityDecider, idOf('opportunity')).knowing({ ...facts, customer: kept }).by(staffCaller(who));
}

it('by who keeps the customer, and by anybody while nobody does', () => {
  by(manager, manager).when(open);
  by(other, undefined).when(open);
});

it('not on a customer of somebody else; the refusal says who can', () => {
  const story = by(other, manager);
  story.refuses(open, 'NOT_ALLOWED');
  const [missing] = (story.judge(open) as Refusal).missing;
  expect(missing!.suppliedBy).toEqual([{ staffId: manager }, { staffId: supervisor }]);
  by(administrator, manager).refuses({ ...open, ownerId: other }, 'NOT_ALLOWED');
});

it('for somebody else by who is above the keeper', () => {
  by(director, manager).when({ ...open, ownerId: other });
  by(supervisor, other).refuses({ ...open, ownerId: manager }, 'NOT_ALLOWED');
});
