// The cast and the playbook that tests of the opportunity share: an account manager, the line above, a pricing group, contacts.
import { shippedPlaybook } from '#playbooks';
import type { ContactState } from '../contact/contact';
import { contentHash } from '../canonical-json';
import { playbookStreamId } from '../derived-id';
import type { Id } from '../event';
import type { FactStates } from '../facts';
import { opportunityDecider } from '../opportunity/decide-opportunity';
import type { OpportunityCommand } from '../opportunity/opportunity-commands';
import type { OfferLine, OpportunityEvent } from '../opportunity/opportunity-events';
import type { OpportunityState } from '../opportunity/opportunity-state';
import type { PlaybookDefinition, StaffRole } from '../playbook/playbook';
import { validatePlaybook } from '../playbook/validate-playbook';
import type { StaffState } from '../staff/staff';
import { idOf, staffCaller, Story } from './given';

export type OpportunityStory = Story<OpportunityState, OpportunityCommand, OpportunityEvent>;

export const levels = ['user', 'purchaser', 'expert', 'influencer', 'decision-maker'] as const;
export const manager = idOf('account manager');
export const supervisor = idOf('supervisor');
export const director = idOf('director');
export const president = idOf('president');
export const pricer = idOf('pricer');
export const customer = idOf('customer');
export const contactOn = (level: string): Id => idOf(`contact on ${level}`);

export function storyDefinition(): PlaybookDefinition {
  const checked = validatePlaybook(shippedPlaybook('story'));
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems, undefined, 1));
  return checked.definition;
}

export function staffMember(id: Id, roles: StaffRole[], more: Partial<StaffState> = {}): [Id, StaffState] {
  return [id, { id, active: true, roles, groups: [], delegations: [], language: 'zh-CN', ...more }];
}

export function storyFacts(
  definition: PlaybookDefinition = storyDefinition(),
  staff: [Id, StaffState][] = [],
): FactStates {
  const contacts = [...levels, 'spare'].map((level): [Id, ContactState] => {
    const id = contactOn(level);
    return [id, { id, customerId: customer, erased: false }];
  });
  const id = playbookStreamId(definition.key);
  const published = { definition, contentHash: contentHash(definition) };
  return {
    staff: new Map([
      staffMember(manager, ['account-manager'], { superiorId: supervisor }),
      staffMember(supervisor, ['supervisor'], { superiorId: director }),
      staffMember(director, ['supervisor'], { superiorId: president }),
      staffMember(president, ['supervisor']),
      staffMember(pricer, ['supervisor'], { groups: ['pricing'] }),
      ...staff,
    ]),
    customer: new Map([[customer, { id: customer, class: 'B', agreements: [] }]]),
    contact: new Map(contacts),
    opportunity: new Map(),
    playbook: new Map([[id, { id, key: definition.key, versions: new Map([[1, published]]), latestVersion: 1 }]]),
    catalogue: new Map(),
  };
}

export function opportunity(facts: FactStates = storyFacts()): OpportunityStory {
  const story = new Story(opportunityDecider, idOf('opportunity')).knowing(facts).by(staffCaller(manager));
  story.when({ type: 'OpenOpportunity', customerId: customer, playbookKey: 'story', title: '专线' });
  return story;
}

/** Everybody is on their level. */
export function withChain(story: OpportunityStory = opportunity()): OpportunityStory {
  for (const level of levels) story.when({ type: 'PlaceContact', contactId: contactOn(level), level });
  return story;
}

const playbook = storyDefinition();

/** Completes what is open at a gate, as far as forms do it. */
export function completeGate(story: OpportunityStory, gate: string): void {
  const answers: { [action: string]: object } = {
    'collect-profile': { need: 'latent', summary: '客户需要专线' },
    'visit-user': { accepted: true },
    'agree-value': { accepted: true },
    'present-solution': { accepted: true },
    'decide-in-principle': { agreed: true },
  };
  const actions = playbook.gates.find((each) => each.key === gate)?.actions ?? [];
  for (const action of actions.filter((each) => each.derivedFrom === undefined)) {
    const contactId = action.per === 'person' ? contactOn(gate) : undefined;
    story.when({ type: 'CompleteAction', action: action.key, contactId, answers: { ...answers[action.key] } });
  }
}

/** Climbs to a gate the regular way; the offer is approved on the way when the gate lies behind the decision-maker's. */
export function climbedTo(gate: string, story: OpportunityStory = withChain()): OpportunityStory {
  for (const { key } of playbook.gates) {
    if (key === gate) return story;
    if (key === 'decision-maker') approveOffer(story);
    completeGate(story, key);
    story.when({ type: 'PassGate', gate: key });
  }
  return story;
}

/** Where the offer is put to approval, with these members of staff besides or instead. */
export function atOffer(staff: [Id, StaffState][] = []): OpportunityStory {
  return climbedTo('decision-maker', withChain(opportunity(storyFacts(playbook, staff))));
}

export const plainLine: OfferLine = {
  productCode: 'ip-line',
  quantity: 2,
  unitPriceFen: 100_000,
  discountBp: 0,
  charge: 'monthly',
  termMonths: 12,
};

export function reviseOffer(story: OpportunityStory, change: Partial<OfferLine> = {}): string {
  story.by(staffCaller(manager)).when({ type: 'ReviseOffer', lines: [{ ...plainLine, ...change }] });
  return story.state!.offer!.hash;
}

export function submitOffer(story: OpportunityStory): Id {
  story.by(staffCaller(manager)).when({ type: 'SubmitOffer', offerHash: story.state!.offer!.hash });
  return [...story.state!.approvals.keys()].at(-1)!;
}

/** The sale goes on as if the playbook that it began on had always been like this. */
export function onChangedPlaybook(story: OpportunityStory, change: (definition: PlaybookDefinition) => void): void {
  const definition = storyDefinition();
  change(definition);
  const [id, published] = [...storyFacts(definition).playbook][0]!;
  const kept = { definition, contentHash: story.state!.playbook.contentHash };
  story.knowing({ playbook: new Map([[id, { ...published, versions: new Map([[1, kept]]) }]]) });
}

/** What its voters see of the latest request, and send along with their decision. */
export function seenOf(story: OpportunityStory): { approvalId: Id; round: number; contentHash: string } {
  const { id: approvalId, round, contentHash: hash } = [...story.state!.approvals.values()].at(-1)!;
  return { approvalId, round, contentHash: hash };
}

export function vote(
  story: OpportunityStory,
  voterId: Id,
  approvalId: Id,
  decision: 'approve' | 'reject' = 'approve',
): void {
  const { round, contentHash: hash } = story.state!.approvals.get(approvalId)!;
  story.by(staffCaller(voterId)).when({ type: 'CastVote', approvalId, round, contentHash: hash, decision });
  story.by(staffCaller(manager));
}

export function approveOffer(story: OpportunityStory): void {
  reviseOffer(story);
  vote(story, supervisor, submitOffer(story));
}
