// A sale that ended is taken up again by those who may, and one that is parked wakes on its date.
import { staffCaller } from '../testing/given';
import {
  approveOffer,
  climbedTo,
  contactOn,
  director,
  manager,
  opportunity,
  reviseOffer,
  staffMember,
  storyDefinition,
  storyFacts,
  submitOffer,
  supervisor,
  withChain,
  type OpportunityStory,
} from '../testing/story-opportunity';
import type { StaffState } from '../staff/staff';
import { whatNext } from './what-next';

const deputy = 'deputy';
const definition = storyDefinition();

function atOffer(staff: [string, StaffState][] = []): OpportunityStory {
  return climbedTo('decision-maker', withChain(opportunity(storyFacts(definition, staff))));
}

describe('the end of a sale', () => {
  it('of somebody who left is reopened above them, and changes hands', () => {
    const story = atOffer([staffMember(deputy, ['account-manager'], { superiorId: supervisor })]);
    story.when({ type: 'LoseOpportunity', reason: 'price' });
    const left = staffMember(manager, ['account-manager'], { superiorId: supervisor, active: false });
    story.knowing({ staff: storyFacts(definition, [left, staffMember(deputy, ['account-manager'])]).staff });
    story.by(staffCaller(manager)).refuses({ type: 'ReopenOpportunity', reason: '回头' }, 'NOT_ALLOWED');
    story.by(staffCaller(supervisor)).when({ type: 'ChangeOwner', to: deputy, reason: '离职' });
    story.by(staffCaller(supervisor)).refuses({ type: 'ReopenOpportunity', reason: '回头' }, 'NOT_ALLOWED');
    story.by(staffCaller(deputy)).when({ type: 'ReopenOpportunity', reason: '回头' });
    story.when({ type: 'LoseOpportunity', reason: 'price' });
    const below = staffMember(deputy, ['account-manager'], { superiorId: supervisor, active: false });
    story.knowing({ staff: storyFacts(definition, [below]).staff });
    story.by(staffCaller(director)).when({ type: 'ReopenOpportunity', reason: '回头' });
    expect(story.state!.status).toBe('open');
  });

  it('recalls what is asked; a reopened sale goes on where it stood, a won one does not come back', () => {
    const story = atOffer();
    reviseOffer(story);
    const approvalId = submitOffer(story);
    story.when({ type: 'LoseOpportunity', reason: 'price', rival: '对手' });
    expect(story.state!.approvals.get(approvalId)!.status).toBe('recalled');
    story.refuses(
      { type: 'CompleteAction', action: 'present-solution', contactId: contactOn('decision-maker') },
      'ENDED',
    );
    story.when({ type: 'ReopenOpportunity', reason: '客户回头' });
    expect(story.state!.gate.key).toBe('decision-maker');
    approveOffer(reset(story));
  });

  it('parked, it waits for its date and nothing else; waking restarts the clocks', () => {
    const story = withChain();
    const until = '2026-06-01T01:00:00.000Z';
    const weekDate = { type: 'ParkOpportunity', until: '2026-W23-1T01:00:00Z', reason: '预算' } as const;
    expect(story.refuses(weekDate, 'INVALID_INPUT')).toEqual(['until']);
    story.when({ type: 'ParkOpportunity', until: '2026-06-01T01:00:00Z', reason: '预算' });
    story.refuses({ type: 'PassGate', gate: 'preparation' }, 'PARKED');
    const { waits } = whatNext(story.state!, definition);
    expect(waits).toMatchObject([{ key: 'parked', dueAt: until, command: { type: 'WakeOpportunity' } }]);
    story.by({ kind: 'process', name: 'opportunity-workflow' });
    story.refuses({ type: 'WakeOpportunity', since: 1, dueAt: until }, 'OUTDATED');
    story.at(until).when(waits[0]!.command);
    expect(whatNext(story.state!, definition).waits[0]).toMatchObject({ dueAt: '2026-06-01T01:00:20.000Z' });
  });
});

function reset(story: OpportunityStory): OpportunityStory {
  reviseOffer(story, { quantity: 5 });
  return story;
}
