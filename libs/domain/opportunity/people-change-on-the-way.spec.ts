// S7: people change while a sale is under way; one rule each for those who come, leave, move up, or sit on several levels.
import { idOf, staffCaller } from '../testing/given';
import { climbedTo, completeGate, contactOn, supervisor, manager, vote, withChain } from '../testing/story-opportunity';
import { instanceKey } from './opportunity-state';

const newcomer = contactOn('spare');
const visited = { type: 'CompleteAction', action: 'visit-user', answers: { accepted: true } } as const;

describe('S7: somebody is added', () => {
  it('S7: at the gate where the sale stands, and what is due of each person is due of them', () => {
    const story = climbedTo('user');
    completeGate(story, 'user');
    story.when({ type: 'PlaceContact', contactId: newcomer, level: 'user' });
    expect(story.refuses({ type: 'PassGate', gate: 'user' }, 'ACTIONS_OPEN')).toEqual(['visit-user']);
    story.when({ ...visited, contactId: newcomer });
    story.when({ type: 'PassGate', gate: 'user' });
  });

  it('S7: behind the gate, which stays passed: they can be visited, and nobody waits for it', () => {
    const story = climbedTo('purchaser');
    story.when({ type: 'PlaceContact', contactId: newcomer, level: 'user' });
    completeGate(story, 'purchaser');
    story.when({ type: 'PassGate', gate: 'purchaser' });
    story.when({ ...visited, contactId: newcomer });
    expect(story.state!.completions.has(instanceKey('visit-user', newcomer))).toBe(true);
  });
});

describe('S7: somebody leaves', () => {
  it('S7: what was open of them goes with them; what was completed stays on record', () => {
    const story = climbedTo('user');
    story.when({ type: 'PlaceContact', contactId: newcomer, level: 'user' });
    story.when({ type: 'CompleteAction', action: 'guide-need' });
    story.when({ ...visited, contactId: contactOn('user') });
    story.when({ type: 'TakeContactOff', contactId: newcomer, level: 'user', reason: 'left-company' });
    story.when({ type: 'PassGate', gate: 'user' });
    story.when({ type: 'TakeContactOff', contactId: contactOn('user'), level: 'user', reason: 'changed-post' });
    expect(story.state!.completions.has(instanceKey('visit-user', contactOn('user')))).toBe(true);
  });

  it('S7: and a level that becomes empty at its gate closes it, until somebody is there', () => {
    const story = climbedTo('user');
    completeGate(story, 'user');
    story.when({ type: 'TakeContactOff', contactId: contactOn('user'), level: 'user', reason: 'left-company' });
    expect(story.refuses({ type: 'PassGate', gate: 'user' }, 'LEVEL_EMPTY')).toEqual(['user']);
    story.when({ type: 'PlaceContact', contactId: newcomer, level: 'user' });
    expect(story.refuses({ type: 'PassGate', gate: 'user' }, 'ACTIONS_OPEN')).toEqual(['visit-user']);
  });

  it('S7: and a level ahead that becomes empty makes the chain unidentified again', () => {
    const story = climbedTo('user');
    completeGate(story, 'user');
    story.when({ type: 'TakeContactOff', contactId: contactOn('expert'), level: 'expert', reason: 'left-company' });
    expect(story.refuses({ type: 'PassGate', gate: 'user' }, 'ACTIONS_OPEN')).toEqual(['identify-chain']);
  });
});

describe('S7: somebody moves up', () => {
  const promoted = { type: 'MoveContact', from: 'user', to: 'purchaser', reason: 'promoted' } as const;

  it('S7: in one command: off the old level with its completions on record, onto the new with its actions due', () => {
    const story = climbedTo('influencer');
    const [influencer, head] = [contactOn('influencer'), contactOn('decision-maker')];
    completeGate(story, 'influencer');
    story.when({ type: 'PlaceContact', contactId: newcomer, level: 'influencer' });
    const move = { ...promoted, contactId: influencer, from: 'influencer', to: 'decision-maker' } as const;
    expect(story.when(move)).toEqual([
      {
        type: 'ContactTakenOff',
        data: { contactId: influencer, level: 'influencer', reason: 'promoted', movedTo: 'decision-maker' },
      },
      { type: 'ContactPlaced', data: { contactId: influencer, level: 'decision-maker', movedFrom: 'influencer' } },
    ]);
    expect(story.state!.chain.get('decision-maker')!.map((each) => each.contactId)).toEqual([head, influencer]);
    expect(story.state!.completions.has(instanceKey('agree-value', influencer))).toBe(true);
    // Of those left on the old level what is due of each person still is; of the one who moved it is not any more.
    expect(story.refuses({ type: 'PassGate', gate: 'influencer' }, 'ACTIONS_OPEN')).toEqual(['agree-value']);
    story.when({
      type: 'CompleteAction',
      action: 'agree-value',
      contactId: newcomer,
      answers: { accepted: true },
    });
    story.when({ type: 'PassGate', gate: 'influencer' });
    const open = story.judge({ type: 'PassGate', gate: 'decision-maker' }) as { missing: { contactId?: string }[] };
    expect(open.missing.map(({ contactId }) => contactId)).toEqual(expect.arrayContaining([head, influencer]));
  });

  it('S7: away from a level that is then empty closes its gate', () => {
    const story = climbedTo('user');
    completeGate(story, 'user');
    story.when({ ...promoted, contactId: contactOn('user') });
    expect(story.refuses({ type: 'PassGate', gate: 'user' }, 'LEVEL_EMPTY')).toEqual(['user']);
  });

  it('S7: onto a level that is asked to be absent takes that request back; onto one that is absent they cannot', () => {
    const story = withChain();
    story.when({ type: 'TakeContactOff', contactId: contactOn('expert'), level: 'expert', reason: 'mistake' });
    const request = { type: 'RequestAbsence', level: 'expert', reasonCode: 'other', reason: '没有' } as const;
    story.when(request);
    const move = { ...promoted, contactId: contactOn('user'), to: 'expert' } as const;
    expect(story.when(move).map(({ type }) => type)).toEqual([
      'ApprovalSuperseded',
      'ContactTakenOff',
      'ContactPlaced',
    ]);
    story.when({ ...move, from: 'expert', to: 'user' });
    story.when(request);
    vote(story, supervisor, [...story.state!.approvals.keys()].at(-1)!);
    expect(story.refuses(move, 'LEVEL_DECLARED_ABSENT')).toEqual(['expert']);
  });

  it('S7: only from where they are to where they can be, by the owner, and not twice', () => {
    const story = withChain();
    const contactId = contactOn('user');
    story.refuses({ ...promoted, contactId: newcomer }, 'NOT_ON_LEVEL');
    expect(story.refuses({ ...promoted, contactId, to: 'nowhere' }, 'UNKNOWN_REFERENCE')).toEqual(['level']);
    story.refuses({ ...promoted, contactId, to: 'user' }, 'ALREADY_ON_LEVEL');
    story.by(staffCaller(idOf('stranger'))).refuses({ ...promoted, contactId }, 'NOT_ALLOWED');
    story.by(staffCaller(manager)).when({ ...promoted, contactId });
    story.refuses({ ...promoted, contactId }, 'NOT_ON_LEVEL');
  });
});

it('S7: one person on several levels owes what each of them asks', () => {
  const story = climbedTo('influencer');
  const both = contactOn('influencer');
  story.when({ type: 'PlaceContact', contactId: both, level: 'decision-maker' });
  completeGate(story, 'influencer');
  story.when({ type: 'PassGate', gate: 'influencer' });
  const open = story.judge({ type: 'PassGate', gate: 'decision-maker' }) as { missing: { contactId?: string }[] };
  expect(open.missing.map(({ contactId }) => contactId)).toContain(both);
});

it('S7: a level is absent only with a reason and the consent of a second person', () => {
  const story = withChain();
  story.when({ type: 'TakeContactOff', contactId: contactOn('expert'), level: 'expert', reason: 'mistake' });
  completeGate(story, 'preparation');
  const request = { type: 'RequestAbsence', level: 'expert', reasonCode: 'small-organisation' } as const;
  expect(story.refuses({ ...request, reason: ' ' }, 'INVALID_INPUT')).toEqual(['reason']);
  story.when({ ...request, reason: '没有评标组' });
  expect(story.refuses({ type: 'PassGate', gate: 'preparation' }, 'ACTIONS_OPEN')).toEqual(['identify-chain']);
  const [approvalId] = [...story.state!.approvals.keys()];
  const { round, contentHash } = story.state!.approvals.get(approvalId!)!;
  const own = { type: 'CastVote', approvalId: approvalId!, round, contentHash, decision: 'approve' } as const;
  story.refuses(own, 'OWN_SUBMISSION');
  vote(story, supervisor, approvalId!);
  story.when({ type: 'PassGate', gate: 'preparation' });
});
