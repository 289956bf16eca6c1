// S7: what stands in the way of a gate, thing by thing, each with who can supply it: to the letter, since people act on it.
import type { PlaybookDefinition } from '../playbook/playbook';
import { idOf } from '../testing/given';
import {
  approveOffer,
  climbedTo,
  completeGate,
  contactOn,
  director,
  manager,
  reviseOffer,
  storyDefinition,
  submitOffer,
  supervisor,
  vote,
  withChain,
  type OpportunityStory,
} from '../testing/story-opportunity';
import {
  currentStanding,
  gateIndex,
  gateOf,
  gateStanding,
  refuseUntilGateOf,
  type GateStanding,
} from './gate-standing';

const definition = storyDefinition();
const owner = [{ staffId: manager }];
const user = contactOn('user');

function standing(story: OpportunityStory, gate: string, by: PlaybookDefinition = definition): GateStanding {
  return gateStanding(story.state!, by, gate);
}

function current(story: OpportunityStory, by: PlaybookDefinition = definition): GateStanding {
  return currentStanding(story.state!, by);
}

/** The playbook with one action of a gate changed. */
function withAction(gate: string, action: string, change: object): PlaybookDefinition {
  const changed = storyDefinition();
  Object.assign(
    changed.gates.find(({ key }) => key === gate)!.actions.find(({ key }) => key === action)!,
    change,
  );
  return changed;
}

it('S7: a gate ahead says how its actions stand, one for every person on its level', () => {
  const story = withChain();
  story.when({ type: 'PlaceContact', contactId: contactOn('spare'), level: 'user' });
  const open = (contactId: string): object => ({
    key: `visit-user:${contactId}`,
    action: 'visit-user',
    contactId,
    status: 'open',
    blocks: true,
    derived: false,
    undecidedFacts: [],
  });
  expect(standing(story, 'user')).toMatchObject({ gate: 'user', level: 'user', status: 'ahead', passable: false });
  expect(standing(story, 'user').actions).toEqual([
    open(user),
    open(contactOn('spare')),
    {
      key: 'guide-need',
      action: 'guide-need',
      contactId: undefined,
      status: 'undecided',
      blocks: false,
      derived: false,
      undecidedFacts: ['need'],
    },
  ]);
  expect(standing(story, 'preparation').actions.map(({ status, derived }) => [status, derived])).toEqual([
    ['open', false],
    ['completed', true],
  ]);
});

it('S7: what is open, undecided and objected is named together, the first of them as the problem', () => {
  const story = withChain();
  story.when({ type: 'RaiseObjection', level: 'user', contactId: user, words: '太贵' });
  story.when({ type: 'RaiseObjection', level: 'expert', words: '不合规' });
  const objectionId = [...story.state!.objections.keys()][0]!;
  story.when({ type: 'TakeContactOff', contactId: user, level: 'user', reason: 'mistake' });
  expect(standing(story, 'user')).toMatchObject({
    problem: 'LEVEL_EMPTY',
    missing: [
      { what: 'person', key: 'user', problem: 'empty', suppliedBy: owner },
      { what: 'objection', key: objectionId, contactId: user, problem: 'raised', suppliedBy: owner },
      { what: 'fact', key: 'need', problem: 'not-known', suppliedBy: owner },
    ],
  });
  expect(standing(story, 'user').missing).toHaveLength(3);
  story.when({ type: 'PlaceContact', contactId: user, level: 'user' });
  expect(standing(story, 'user')).toMatchObject({ problem: 'ACTIONS_OPEN' });
  expect(standing(story, 'user').missing.map(({ what }) => what)).toEqual(['action', 'objection', 'fact']);
  // A gate without a level has no objections, and one whose objection is solved neither.
  expect(standing(story, 'preparation').missing.map(({ what }) => what)).toEqual(['action']);
});

it('S7: a condition that is false makes no action, and asks nobody for its fact', () => {
  const story = withChain();
  story.when({ type: 'CompleteAction', action: 'collect-profile', answers: { need: 'explicit' } });
  expect(standing(story, 'user').actions.at(-1)).toMatchObject({ status: 'not-applicable', blocks: false });
  expect(standing(story, 'user').missing.map(({ key }) => key)).toEqual(['visit-user']);
});

it('S7: who can supply an action is its owner and the roles that it names, each once', () => {
  const alsoBy = withAction('preparation', 'collect-profile', { alsoBy: ['supervisor', 'supervisor'] });
  const story = withChain();
  const suppliedBy = [{ staffId: manager }, { role: 'supervisor' }];
  expect(standing(story, 'preparation', alsoBy).missing).toMatchObject([
    {
      what: 'action',
      key: 'collect-profile',
      contactId: undefined,
      problem: 'open',
      suppliedBy,
    },
  ]);
  // Whoever may complete the action that sets a fact can supply the fact.
  const [fact] = standing(story, 'user', alsoBy).missing.filter(({ what }) => what === 'fact');
  expect(fact).toEqual({ what: 'fact', key: 'need', problem: 'not-known', suppliedBy });
});

it('S7: an offer that waits for votes is supplied by the groups of its round, and by its owner before that', () => {
  const story = climbedTo('decision-maker');
  const offerAction = (): object | undefined =>
    standing(story, 'decision-maker').missing.find(({ key }) => key === 'approve-offer');
  expect(offerAction()).toMatchObject({ what: 'action', problem: 'open', suppliedBy: owner });
  reviseOffer(story, { discountBp: 1500 });
  const approvalId = submitOffer(story);
  expect(offerAction()).toMatchObject({ suppliedBy: [...owner, { group: 'supervisor' }] });
  story.when({ type: 'RequestOverride', gate: 'decision-maker', reason: '客户要求' });
  vote(story, supervisor, approvalId);
  expect(story.state!.approvals.get(approvalId)!.round).toBe(1);
  const groups = story.state!.approvals.get(approvalId)!.rounds[1]!.slots.map(({ group }) => ({ group }));
  expect(offerAction()).toMatchObject({ suppliedBy: [...owner, ...groups] });
  story.when({ type: 'RecallApproval', approvalId });
  expect(offerAction()).toMatchObject({ suppliedBy: owner });
});

it('S7: an override that is asked for is no offer', () => {
  const story = climbedTo('decision-maker');
  story.when({ type: 'RequestOverride', gate: 'decision-maker', reason: '客户要求' });
  const [offer] = standing(story, 'decision-maker').missing;
  expect(offer).toMatchObject({ key: 'approve-offer', suppliedBy: owner });
});

it('S7: a decision that was answered no says which answer, and one that nobody gave which fact', () => {
  const story = climbedTo('decision-maker');
  const decision = (): object[] => standing(story, 'decision-maker').missing.filter(({ what }) => what === 'fact');
  expect(decision()).toEqual([{ what: 'fact', key: 'agreedInPrinciple', problem: 'not-known', suppliedBy: owner }]);
  approveOffer(story);
  const contactId = contactOn('decision-maker');
  story.when({ type: 'CompleteAction', action: 'present-solution', contactId, answers: { accepted: true } });
  story.when({ type: 'CompleteAction', action: 'decide-in-principle', answers: { agreed: false } });
  expect(standing(story, 'decision-maker')).toMatchObject({
    problem: 'DECISION_NO',
    passable: false,
    missing: [{ what: 'fact', key: 'agreedInPrinciple', problem: 'answered-no', suppliedBy: owner }],
  });
  story.when({ type: 'CorrectAction', action: 'decide-in-principle', answers: { agreed: true }, reason: '口误' });
  expect(standing(story, 'decision-maker')).toMatchObject({ passable: true, problem: undefined, missing: [] });
});

it('S7: what comes undone behind the sale holds it up where it is, with its own reason first', () => {
  const story = climbedTo('purchaser');
  expect(current(story)).toMatchObject({ gate: 'purchaser', status: 'current', problem: 'ACTIONS_OPEN' });
  completeGate(story, 'purchaser');
  expect(current(story)).toEqual({ ...standing(story, 'purchaser'), passable: true, missing: [] });
  story.when({ type: 'RaiseObjection', level: 'user', contactId: user, words: '变卦' });
  expect(standing(story, 'purchaser').passable).toBe(true);
  expect(current(story)).toMatchObject({
    gate: 'purchaser',
    passable: false,
    problem: 'OBJECTION_OPEN',
    missing: [{ what: 'objection', contactId: user }],
  });
  story.when({ type: 'TakeContactOff', contactId: contactOn('purchaser'), level: 'purchaser', reason: 'left-company' });
  expect(current(story).problem).toBe('OBJECTION_OPEN');
  expect(current(story).missing.map(({ what }) => what)).toEqual(['objection', 'person']);
});

it('S7: who joins a level after its gate was passed adds nothing; who was on it before does', () => {
  const late = climbedTo('purchaser');
  late.when({ type: 'PlaceContact', contactId: contactOn('spare'), level: 'user' });
  const [, joined] = standing(late, 'user').actions;
  expect(joined).toMatchObject({ contactId: contactOn('spare'), status: 'open', blocks: false });
  expect(standing(late, 'user')).toMatchObject({ status: 'passed', passable: true });
  // An action that came to apply by a changed answer is open for those who were there.
  const before = climbedTo('purchaser');
  const asksMore = withAction('user', 'guide-need', { per: 'person' });
  expect(standing(before, 'user', asksMore).actions.at(-1)).toMatchObject({ status: 'open', blocks: true });
});

it('S7: a passed gate keeps its level settled when its people leave', () => {
  const story = climbedTo('purchaser');
  story.when({ type: 'TakeContactOff', contactId: user, level: 'user', reason: 'left-company' });
  expect(standing(story, 'user')).toMatchObject({ status: 'passed', passable: true, missing: [] });
});

it('S7: a gate passed by an override is settled with it; one that was not is asked again', () => {
  const story = climbedTo('user');
  story.when({ type: 'RequestOverride', gate: 'user', reason: '客户要求' });
  const approvalId = [...story.state!.approvals.keys()].at(-1)!;
  vote(story, supervisor, approvalId);
  expect(current(story).passable).toBe(false);
  vote(story, director, approvalId);
  // What it is passed without is said until it is passed.
  const [missing] = current(story).missing;
  expect(missing).toMatchObject({ what: 'action' });
  expect(current(story)).toMatchObject({ passable: true, overrideId: approvalId, problem: 'ACTIONS_OPEN' });
  story.when({ type: 'PassGate', gate: 'user' });
  expect(standing(story, 'user').passable).toBe(false);
  expect(current(story).missing.map(({ key }) => key)).toEqual(['map-procedure']);
});

it('S7: a level that this customer does not have asks for nothing', () => {
  const story = climbedTo('purchaser');
  story.when({
    type: 'TakeContactOff',
    contactId: contactOn('decision-maker'),
    level: 'decision-maker',
    reason: 'mistake',
  });
  story.when({ type: 'RequestAbsence', level: 'decision-maker', reasonCode: 'other', reason: '无' });
  vote(story, supervisor, [...story.state!.approvals.keys()].at(-1)!);
  expect(standing(story, 'decision-maker')).toMatchObject({ actions: [], passable: true, missing: [] });
});

it('S7: an action that was waived is waived, and blocks nothing', () => {
  const story = withChain();
  const subject = { kind: 'waiver', action: 'collect-profile' } as const;
  story.happened([{ type: 'ApprovalGranted', data: { approvalId: idOf('waiver'), subject, contentHash: '' } }]);
  expect(standing(story, 'preparation').actions[0]).toMatchObject({ status: 'waived', blocks: false });
  expect(standing(story, 'preparation').passable).toBe(true);
});

it('S7: an action for every person of another level closes its gate while nobody is on that level', () => {
  const story = withChain();
  story.when({ type: 'TakeContactOff', contactId: contactOn('expert'), level: 'expert', reason: 'mistake' });
  const levelsMissing = (change: object): string[] =>
    standing(story, 'user', withAction('user', 'guide-need', { level: 'expert', ...change }))
      .missing.filter(({ what }) => what === 'person')
      .map(({ key }) => key);
  expect(levelsMissing({ per: 'person' })).toEqual(['expert']);
  expect(levelsMissing({})).toEqual([]);
});

it('S7: a fact is supplied by those who may complete the actions that set it, not by those of others', () => {
  const helped = withAction('user', 'visit-user', { alsoBy: ['supervisor'] });
  const [fact] = standing(withChain(), 'user', helped).missing.filter(({ what }) => what === 'fact');
  expect(fact).toMatchObject({ key: 'need', suppliedBy: owner });
});

it('S7: an action that several facts complete waits for all of them, and for each anew when the sale went back', () => {
  const both = withAction('preparation', 'collect-profile', {
    derivedFrom: ['self-reviewed', 'chain-identified'],
    form: undefined,
  });
  const story = withChain();
  const status = (): string => standing(story, 'preparation', both).actions[0]!.status;
  const review = (revision: number) => story.happened([{ type: 'SelfReviewed', data: { revision } }]);
  expect(status()).toBe('open');
  review(1);
  expect(status()).toBe('completed');
  story.happened([
    { type: 'GatePassed', data: { gate: 'preparation', next: 'user', leftOut: [] } },
    { type: 'WentBack', data: { from: 'user', to: 'preparation', reopened: ['collect-profile'], cause: 'answer' } },
  ]);
  expect(status()).toBe('open');
  review(2);
  expect(status()).toBe('completed');
});

it('S7: what an action of a gate ahead is about is not done before that gate', () => {
  const refusal = (story: OpportunityStory, by: PlaybookDefinition = definition) =>
    refuseUntilGateOf('offer-approved', { state: story.state!, definition: by });
  expect(refusal(withChain())).toEqual({
    refused: 'GATE_NOT_ENTERED',
    missing: [],
    detail: { gate: 'decision-maker', standsAt: 'preparation' },
  });
  expect(refusal(climbedTo('decision-maker'))).toBeUndefined();
  expect(refusal(climbedTo('agreement'))).toBeUndefined();
  expect(
    refusal(withChain(), withAction('decision-maker', 'approve-offer', { derivedFrom: undefined })),
  ).toBeUndefined();
});

it('a gate that no playbook has is a broken invariant, told with its name', () => {
  expect(() => gateOf(definition, 'nowhere')).toThrow('playbook story has no gate nowhere');
  expect(gateIndex(definition, 'nowhere')).toBe(-1);
  expect(gateIndex(definition, 'purchaser')).toBe(2);
});
