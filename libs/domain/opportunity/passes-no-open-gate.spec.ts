// S7: all actions of a level are completed before the sale enters the next level.
import { staffCaller } from '../testing/given';
import {
  approveOffer,
  climbedTo,
  completeGate,
  contactOn,
  director,
  manager,
  opportunity,
  pricer,
  reviseOffer,
  storyDefinition,
  submitOffer,
  supervisor,
  vote,
  withChain,
} from '../testing/story-opportunity';
import { explain } from './explain';
import type { RecordAgreement } from './opportunity-commands';

describe('a gate', () => {
  it('is not passed with an open action, and the refusal says which and who can supply it', () => {
    const story = withChain();
    const outcome = story.judge({ type: 'PassGate', gate: 'preparation' });
    expect(outcome).toEqual({
      refused: 'ACTIONS_OPEN',
      missing: [
        {
          what: 'action',
          key: 'collect-profile',
          contactId: undefined,
          problem: 'open',
          suppliedBy: [{ staffId: manager }],
        },
      ],
      detail: { gate: 'preparation' },
    });
  });

  it('opens the next one when everything is completed', () => {
    const story = withChain();
    completeGate(story, 'preparation');
    expect(story.when({ type: 'PassGate', gate: 'preparation' })).toEqual([
      { type: 'GatePassed', data: { gate: 'preparation', next: 'user', leftOut: [], overrideId: undefined } },
    ]);
    expect(story.state!.gate.key).toBe('user');
  });

  it('needs an action once per person on its level', () => {
    const story = climbedTo('user');
    story.when({ type: 'PlaceContact', contactId: contactOn('spare'), level: 'user' });
    completeGate(story, 'user');
    expect(story.refuses({ type: 'PassGate', gate: 'user' }, 'ACTIONS_OPEN')).toEqual(['visit-user']);
    story.when({
      type: 'CompleteAction',
      action: 'visit-user',
      contactId: contactOn('spare'),
      answers: { accepted: false },
    });
    story.when({ type: 'PassGate', gate: 'user' });
  });

  it('of a level with nobody on it is closed', () => {
    const story = climbedTo('user');
    story.when({ type: 'CompleteAction', action: 'guide-need' });
    story.when({ type: 'TakeContactOff', contactId: contactOn('user'), level: 'user', reason: 'left-company' });
    expect(story.refuses({ type: 'PassGate', gate: 'user' }, 'LEVEL_EMPTY')).toContain('user');
  });

  it('stays closed while an objection on its level is not solved', () => {
    const story = climbedTo('user');
    completeGate(story, 'user');
    story.when({ type: 'RaiseObjection', level: 'user', contactId: contactOn('user'), words: '太贵' });
    const [objectionId] = story.refuses({ type: 'PassGate', gate: 'user' }, 'OBJECTION_OPEN') as [string];
    story.when({ type: 'DetermineObjectionType', objectionId, objectionType: 'no-budget' });
    story.when({ type: 'FindObjectionTruth', objectionId, truth: '预算在下半年' });
    story.refuses({ type: 'ConfirmObjectionSolved', objectionId }, 'OBJECTION_STEP_ORDER');
    story.when({ type: 'ChooseObjectionMeasure', objectionId, measure: 'probe-subtly' });
    story.refuses({ type: 'PassGate', gate: 'user' }, 'OBJECTION_OPEN');
    story.when({ type: 'ConfirmObjectionSolved', objectionId });
    story.when({ type: 'PassGate', gate: 'user' });
  });

  it('stays closed while a condition is undecided, whatever else is completed', () => {
    const definition = storyDefinition();
    definition.gates[0]!.actions[0]!.form = undefined;
    definition.gates[0]!.actions[0]!.sets = undefined;
    const story = withChain();
    const playbook = { ...story.state!.playbook };
    story.knowing({
      playbook: new Map([
        [
          playbook.streamId,
          {
            id: playbook.streamId,
            key: 'story',
            latestVersion: 1,
            versions: new Map([[1, { definition, contentHash: playbook.contentHash }]]),
          },
        ],
      ]),
    });
    story.when({ type: 'CompleteAction', action: 'collect-profile' });
    story.when({ type: 'PassGate', gate: 'preparation' });
    story.when({
      type: 'CompleteAction',
      action: 'visit-user',
      contactId: contactOn('user'),
      answers: { accepted: true },
    });
    expect(story.refuses({ type: 'PassGate', gate: 'user' }, 'CONDITION_UNDECIDED')).toEqual(['need']);
  });

  it('whose decision says no is closed until it went back and the answer changed', () => {
    const story = climbedTo('decision-maker');
    approveOffer(story);
    const contactId = contactOn('decision-maker');
    story.when({ type: 'CompleteAction', action: 'present-solution', contactId, answers: { accepted: true } });
    story.when({ type: 'CompleteAction', action: 'decide-in-principle', answers: { agreed: false } });
    expect(story.refuses({ type: 'PassGate', gate: 'decision-maker' }, 'DECISION_NO')).toEqual(['agreedInPrinciple']);
    story.refuses({ type: 'GoBack', to: 'user', reason: '不行' }, 'NO_WAY_BACK');
    story.when({ type: 'GoBack', to: 'influencer', reason: '需要更多支持' });
    expect(story.state!.gate.key).toBe('influencer');
    expect(story.refuses({ type: 'PassGate', gate: 'influencer' }, 'ACTIONS_OPEN')).toEqual(['agree-value']);
    expect(story.state!.completions.has(`visit-user:${contactOn('user')}`)).toBe(true);
  });

  it('ahead locks selling there, not knowing its people', () => {
    const story = withChain();
    story.refuses({ type: 'CompleteAction', action: 'record-criteria' }, 'GATE_NOT_ENTERED');
    story.refuses({ type: 'PassGate', gate: 'expert' }, 'NOT_AT_GATE');
    story.when({ type: 'PlaceContact', contactId: contactOn('spare'), level: 'expert' });
  });

  it('behind is closed again by a correction that makes another action apply', () => {
    const story = withChain();
    story.when({ type: 'CompleteAction', action: 'collect-profile', answers: { need: 'explicit' } });
    story.when({ type: 'PassGate', gate: 'preparation' });
    story.when({
      type: 'CompleteAction',
      action: 'visit-user',
      contactId: contactOn('user'),
      answers: { accepted: true },
    });
    story.when({ type: 'PassGate', gate: 'user' });
    completeGate(story, 'purchaser');
    story.when({ type: 'CorrectAction', action: 'collect-profile', answers: { need: 'latent' }, reason: '误记' });
    expect(story.refuses({ type: 'PassGate', gate: 'purchaser' }, 'ACTIONS_OPEN')).toEqual(['guide-need']);
    story.when({ type: 'CompleteAction', action: 'guide-need' });
    story.when({ type: 'PassGate', gate: 'purchaser' });
  });

  it('is not passed by the people who may not', () => {
    const story = withChain();
    completeGate(story, 'preparation');
    story.by(staffCaller(supervisor)).refuses({ type: 'PassGate', gate: 'preparation' }, 'NOT_ALLOWED');
    story
      .by({ kind: 'process', name: 'opportunity-workflow' })
      .refuses({ type: 'PassGate', gate: 'preparation' }, 'NOT_ALLOWED');
  });
});

describe('a level', () => {
  it('is left out only after a second person agreed, and climbed after all when it turns out to exist', () => {
    const story = opportunity();
    for (const level of ['user', 'purchaser', 'influencer', 'decision-maker']) {
      story.when({ type: 'PlaceContact', contactId: contactOn(level), level });
    }
    completeGate(story, 'preparation');
    expect(story.refuses({ type: 'PassGate', gate: 'preparation' }, 'ACTIONS_OPEN')).toEqual(['identify-chain']);
    expect(story.judge({ type: 'PassGate', gate: 'preparation' })).toMatchObject({ missing: [{ levels: ['expert'] }] });
    story.when({ type: 'RequestAbsence', level: 'expert', reasonCode: 'small-organisation', reason: '没有专家组' });
    const approvalId = [...story.state!.approvals.keys()][0]!;
    story.refuses({ type: 'PassGate', gate: 'preparation' }, 'ACTIONS_OPEN');
    vote(story, supervisor, approvalId);
    for (const gate of ['preparation', 'user']) {
      if (gate !== 'preparation') completeGate(story, gate);
      story.when({ type: 'PassGate', gate });
    }
    completeGate(story, 'purchaser');
    const [passed] = story.when({ type: 'PassGate', gate: 'purchaser' });
    expect(passed!.data).toMatchObject({ next: 'influencer', leftOut: ['expert'] });
    story.refuses({ type: 'PlaceContact', contactId: contactOn('expert'), level: 'expert' }, 'LEVEL_DECLARED_ABSENT');
    story.when({ type: 'WithdrawAbsence', level: 'expert' });
    expect(story.state!.gate.key).toBe('expert');
    story.refuses({ type: 'PassGate', gate: 'influencer' }, 'NOT_AT_GATE');
  });
});

describe('a level that was declared absent while the sale stood at its gate', () => {
  const withoutExpert = () => {
    const story = climbedTo('expert');
    story.when({ type: 'TakeContactOff', contactId: contactOn('expert'), level: 'expert', reason: 'left-company' });
    story.when({ type: 'RequestAbsence', level: 'expert', reasonCode: 'other', reason: '专家组撤销' });
    vote(story, supervisor, [...story.state!.approvals.keys()].at(-1)!);
    const [passed] = story.when({ type: 'PassGate', gate: 'expert' });
    expect(passed!.data).toMatchObject({ next: 'influencer', leftOut: ['expert'] });
    return story;
  };

  it('is climbed after all when it turns out to exist', () => {
    const story = withoutExpert();
    expect(explain(story.state!, storyDefinition()).gates[3]).toMatchObject({ gate: 'expert', status: 'left-out' });
    story.when({ type: 'WithdrawAbsence', level: 'expert' });
    expect(story.state!.gate.key).toBe('expert');
    expect(story.refuses({ type: 'PassGate', gate: 'expert' }, 'ACTIONS_OPEN')).toContain('record-criteria');
  });

  it('takes along no request to override the gate that is left for it', () => {
    const story = withoutExpert();
    story.when({ type: 'RequestOverride', gate: 'influencer', reason: '客户要求' });
    const approvalId = [...story.state!.approvals.keys()].at(-1)!;
    expect(story.when({ type: 'WithdrawAbsence', level: 'expert' }).map(({ type }) => type)).toEqual([
      'ApprovalSuperseded',
      'AbsenceWithdrawn',
      'WentBack',
    ]);
    expect(story.state!.approvals.get(approvalId)!.status).toBe('superseded');
  });
});

describe('an exception', () => {
  it('a waiver replaces one action once it is approved', () => {
    const story = climbedTo('purchaser');
    story.refuses({ type: 'RequestWaiver', action: 'record-criteria', reason: '不需要' }, 'NOT_WAIVABLE');
    story.when({ type: 'RequestWaiver', action: 'map-procedure', reason: '长期客户' });
    story.refuses({ type: 'PassGate', gate: 'purchaser' }, 'ACTIONS_OPEN');
    vote(story, supervisor, [...story.state!.approvals.keys()].at(-1)!);
    story.when({ type: 'PassGate', gate: 'purchaser' });
  });

  it('an override passes a gate against the rule, by two others, and later gates are not held up by it', () => {
    const story = climbedTo('expert');
    story.when({ type: 'RequestOverride', gate: 'expert', reason: '客户要求' });
    const approvalId = [...story.state!.approvals.keys()].at(-1)!;
    vote(story, supervisor, approvalId);
    story.refuses({ type: 'PassGate', gate: 'expert' }, 'ACTIONS_OPEN');
    vote(story, director, approvalId);
    const [passed] = story.when({ type: 'PassGate', gate: 'expert' });
    expect(passed!.data).toMatchObject({ overrideId: approvalId });
    completeGate(story, 'influencer');
    story.when({ type: 'PassGate', gate: 'influencer' });
  });
});

describe('the end', () => {
  it('is won by passing the last gate with the approved content signed', () => {
    const story = climbedTo('agreement');
    const agreement: RecordAgreement = {
      type: 'RecordAgreement',
      signatoryIds: [contactOn('decision-maker')],
      signedById: manager,
      signedOn: '2026-03-02',
      startsOn: '2026-04-01',
      endsOn: '2028-04-01',
    };
    story.refuses({ type: 'PassGate', gate: 'agreement' }, 'ACTIONS_OPEN');
    const wrong: [Partial<RecordAgreement>, string][] = [
      [{ signedOn: '2026-03-03' }, 'signedOn'],
      [{ signedOn: '0000-01-01' }, 'signedOn'],
      [{ startsOn: '2026-02-30' }, 'startsOn'],
      [{ endsOn: '2026-04-01' }, 'endsOn'],
      [{ startsOn: '2026-01-01', endsOn: '2026-03-02' }, 'endsOn'],
      [{ signedOn: '2025-01-01', startsOn: '2025-01-01', endsOn: '2026-03-01' }, 'endsOn'],
      [{ endsOn: '2201-01-01' }, 'endsOn'],
    ];
    for (const [change, field] of wrong) {
      expect(story.refuses({ ...agreement, ...change }, 'INVALID_INPUT')).toEqual([field]);
    }
    // In Shanghai it is the third of March by then.
    story.at('2026-03-02T16:30:00.000Z').when({ ...agreement, signedOn: '2026-03-03' });
    story.when(agreement);
    const hash = reviseOffer(story, { discountBp: 1500 });
    expect(story.refuses({ type: 'PassGate', gate: 'agreement' }, 'ACTIONS_OPEN')).toEqual([
      'approve-offer',
      'sign-agreement',
    ]);
    story.refuses(agreement, 'OFFER_NOT_APPROVED');
    const approvalId = submitOffer(story);
    vote(story, supervisor, approvalId);
    vote(story, director, approvalId);
    vote(story, pricer, approvalId);
    expect(story.state!.offer!.approvedHash).toBe(hash);
    story.when(agreement);
    expect(story.when({ type: 'PassGate', gate: 'agreement' }).map((event) => event.type)).toEqual([
      'GatePassed',
      'OpportunityWon',
    ]);
    expect(explain(story.state!, storyDefinition()).next.phase).toEqual({ kind: 'ended', outcome: 'won' });
    story.refuses({ type: 'RaiseObjection', level: 'user', words: '晚了' }, 'ENDED');
  });
});
