// S23, laws 2 and 8: whoever may not decide is told why, to the letter, and by whom it can be done; whoever may leaves exactly this on record.
import { idOf, staffCaller } from '../testing/given';
import {
  atOffer,
  customer,
  director,
  manager,
  onChangedPlaybook,
  president,
  pricer,
  reviseOffer,
  seenOf,
  staffMember,
  storyFacts,
  submitOffer,
  supervisor,
  vote,
  type OpportunityStory,
} from '../testing/story-opportunity';
import {
  always,
  approving,
  deciding,
  deputy,
  deputyOf,
  escalated,
  field,
  inSecondRound,
  notInThisRound,
  offered,
  right,
  voted,
} from '../testing/waiting-offer';
import type { ApprovalRound } from '../playbook/playbook';
import type { Missing } from '../refusal';
import type { StaffState } from '../staff/staff';

const wrongField = (key: string, problem: Missing['problem']) => ({
  refused: 'INVALID_INPUT',
  missing: [field(key, problem)],
});
const closed = (status: string) => ({ refused: 'APPROVAL_CLOSED', missing: [], detail: { status } });
const unknownApproval = { refused: 'UNKNOWN_REFERENCE', missing: [field('approvalId', 'unknown')] };

describe('who may not vote is told', () => {
  it('which groups vote in this round', () => {
    const { story, approvalId } = offered([staffMember(deputy, ['supervisor'])]);
    for (const staffId of [director, deputy]) {
      expect(approving(story, staffId)).toEqual(notInThisRound(approvalId, 'supervisor'));
    }
    story.by({ kind: 'process', name: 'opportunity-workflow' });
    expect(story.judge({ type: 'CastVote', ...seenOf(story), decision: 'approve' })).toEqual(
      notInThisRound(approvalId, 'supervisor'),
    );
    vote(story, supervisor, approvalId);
    expect(approving(story, president)).toEqual(notInThisRound(approvalId, 'director', 'pricing'));
  });

  it('that the group they named is not theirs', () => {
    const { story, approvalId } = inSecondRound();
    expect(approving(story, director, { group: 'pricing' })).toEqual(notInThisRound(approvalId, 'director', 'pricing'));
    expect(deciding(story, director, { type: 'HandOverApproval', to: president, group: 'pricing' })).toEqual(
      notInThisRound(approvalId, 'director', 'pricing'),
    );
  });

  it('the same whatever they would decide, also when somebody else’s turn has not come or is over', () => {
    const { story, approvalId } = offered([staffMember(deputy, ['supervisor'])]);
    const all = [
      { type: 'CastVote', decision: 'approve' },
      { type: 'ReturnApproval', to: 'submitter', note: '再看' },
      { type: 'AskInformation', question: '为什么？' },
      { type: 'AddApprover', staffId: deputy },
      { type: 'HandOverApproval', to: deputy },
    ];
    for (const command of all) {
      expect(deciding(story, director, command)).toEqual(notInThisRound(approvalId, 'supervisor'));
      expect(deciding(story, supervisor, { ...command, round: 1 })).toMatchObject({ refused: 'ROUND_CHANGED' });
    }
  });

  it('that who lent them the right has none any more', () => {
    const { story, approvalId } = offered(deputyOf(supervisor, { superiorId: director }));
    const demoted = deputyOf(supervisor, { superiorId: director, roles: ['administrator'] });
    story.knowing({ staff: storyFacts(undefined, demoted).staff });
    expect(approving(story, deputy, { actingFor: supervisor })).toEqual(notInThisRound(approvalId, 'supervisor'));
  });

  it('that there is no such request', () => {
    const { story } = offered();
    for (const [staffId, command] of [
      [supervisor, { type: 'CastVote', decision: 'approve' }],
      [supervisor, { type: 'HandOverApproval', to: director }],
      [manager, { type: 'GiveInformation', answer: '因为' }],
      [manager, { type: 'RecallApproval' }],
    ] as const) {
      expect(deciding(story, staffId, { ...command, approvalId: idOf('nothing') })).toEqual(unknownApproval);
    }
  });

  it('that it is their own request, also when they decide for another or another for them', () => {
    const staff = deputyOf(supervisor, { superiorId: director });
    const { story, approvalId } = offered([
      ...staff,
      staffMember(manager, ['account-manager', 'supervisor'], {
        superiorId: supervisor,
        delegations: [{ id: 'own', to: deputy, ...always }],
      }),
    ]);
    const own = { refused: 'OWN_SUBMISSION', missing: [right(approvalId, 'submitted-it', 'supervisor')] };
    expect(approving(story, manager)).toEqual(own);
    expect(approving(story, manager, { actingFor: supervisor })).toEqual(own);
    expect(approving(story, deputy, { actingFor: manager })).toEqual(own);
  });

  it('that the right came by way of the submitter', () => {
    const { story, approvalId } = offered([
      staffMember(supervisor, ['supervisor'], {
        superiorId: director,
        delegations: [{ id: 'one', to: manager, ...always }],
      }),
      staffMember(manager, ['account-manager'], {
        superiorId: supervisor,
        delegations: [{ id: 'two', to: deputy, ...always }],
      }),
      staffMember(deputy, ['supervisor']),
    ]);
    expect(approving(story, deputy, { actingFor: supervisor })).toEqual({
      refused: 'OWN_SUBMISSION',
      missing: [right(approvalId, 'submitted-it', 'supervisor')],
    });
  });

  it('how it ended, who once had a place there too', () => {
    const { story, approvalId } = offered([staffMember(deputy, ['supervisor'])]);
    story.by(staffCaller(supervisor)).when({ type: 'HandOverApproval', ...seenOf(story), to: deputy });
    expect(approving(story, supervisor)).toEqual(notInThisRound(approvalId, 'supervisor'));
    vote(story, deputy, approvalId, 'reject');
    expect(approving(story, deputy)).toEqual(closed('rejected'));
    expect(approving(story, supervisor)).toEqual(closed('rejected'));
    expect(approving(story, president)).toEqual(notInThisRound(approvalId, 'supervisor'));
    expect(deciding(story, manager, { type: 'GiveInformation', answer: '因为' })).toEqual(closed('rejected'));
    expect(deciding(story, manager, { type: 'RecallApproval' })).toEqual(closed('rejected'));
  });

  it('which content and which round is voted on now', () => {
    const { story, approvalId } = inSecondRound();
    const { contentHash } = seenOf(story);
    expect(approving(story, director, { contentHash: 'seen before' })).toEqual({
      refused: 'OFFER_CHANGED',
      missing: [],
      detail: { contentHash },
    });
    expect(approving(story, director, { round: 0 })).toEqual({
      refused: 'ROUND_CHANGED',
      missing: [],
      detail: { round: 1 },
    });
    expect(story.state!.approvals.get(approvalId)).toMatchObject({ round: 1, status: 'open' });
  });

  it('which vote of the same eyes counts already', () => {
    const { story, approvalId } = inSecondRound(deputyOf(director, { superiorId: president }));
    story.by(staffCaller(deputy)).when({
      type: 'CastVote',
      ...seenOf(story),
      decision: 'approve',
      actingFor: director,
    });
    expect(approving(story, director)).toEqual(voted(deputy, 'director', 1));
    expect(story.state!.approvals.get(approvalId)!.status).toBe('open');
    vote(story, pricer, approvalId);
    expect(story.state!.approvals.get(approvalId)!.status).toBe('granted');
  });

  it('that they voted already, for whomever', () => {
    const lends = (id: string, more: Partial<StaffState>) => deputyOf(id, more)[0]!;
    const { story } = inSecondRound([
      lends(director, { superiorId: president }),
      lends(pricer, { groups: ['pricing'] }),
      staffMember(deputy, ['supervisor']),
    ]);
    const cast = { type: 'CastVote', decision: 'approve', actingFor: director } as const;
    story.by(staffCaller(deputy)).when({ ...cast, ...seenOf(story) });
    expect(approving(story, deputy, { actingFor: pricer })).toEqual(voted(deputy, 'director', 1));
    const { story: other, approvalId } = inSecondRound(deputyOf(director, { superiorId: president }));
    vote(other, director, approvalId);
    expect(approving(other, deputy, { actingFor: director })).toEqual(voted(director, 'director', 1));
  });
});

describe('a vote', () => {
  const cast = (approvalId: string, more: object) => ({
    type: 'VoteCast',
    data: { approvalId, kind: 'offer', decision: 'approve', ...more },
  });

  it('is on record with what it saw, and passes the round, grants or rejects', () => {
    const { story, approvalId } = offered(deputyOf(supervisor, { superiorId: director }));
    const { contentHash } = seenOf(story);
    const first = { round: 0, group: 'supervisor', contentHash, voterId: supervisor, eyesId: supervisor };
    expect(approving(story, supervisor)).toEqual([
      cast(approvalId, first),
      { type: 'ApprovalRoundPassed', data: { approvalId, round: 0, nextRound: 1 } },
    ]);
    expect(approving(story, deputy, { actingFor: supervisor, note: '同意' })).toEqual([
      {
        ...cast(approvalId, { ...first, voterId: deputy, delegationIds: ['lent'] }),
        personal: { owner: customer, fields: { note: '同意' } },
      },
      { type: 'ApprovalRoundPassed', data: { approvalId, round: 0, nextRound: 1 } },
    ]);
    expect(approving(story, supervisor, { decision: 'reject' })).toEqual([
      cast(approvalId, { ...first, decision: 'reject' }),
      { type: 'ApprovalRejected', data: { approvalId, subject: { kind: 'offer' } } },
    ]);
    vote(story, supervisor, approvalId);
    const second = { round: 1, contentHash };
    const byDirector = cast(approvalId, { ...second, group: 'director', voterId: director, eyesId: director });
    expect(approving(story, director)).toEqual([byDirector]);
    vote(story, director, approvalId);
    expect(approving(story, pricer)).toEqual([
      cast(approvalId, { ...second, group: 'pricing', voterId: pricer, eyesId: pricer }),
      { type: 'ApprovalGranted', data: { approvalId, subject: { kind: 'offer' }, contentHash } },
    ]);
  });

  it('of somebody in two groups goes where one is lacking, unless it says where', () => {
    const staff = [staffMember(director, ['supervisor'], { superiorId: president, groups: ['pricing'] })];
    const { story, approvalId } = inSecondRound(staff);
    const groupOf = (outcome: unknown) => (outcome as { data: { group: string } }[])[0]!.data.group;
    expect(groupOf(approving(story, director))).toBe('director');
    expect(groupOf(approving(story, director, { group: 'pricing' }))).toBe('pricing');
    escalated(story, 'director');
    vote(story, president, approvalId);
    expect(groupOf(approving(story, director))).toBe('pricing');
    // A vote that was set aside fills nothing.
    story.by(staffCaller(director)).when({ type: 'ReturnApproval', ...seenOf(story), to: 0, note: '再看' });
    vote(story, supervisor, approvalId);
    expect(groupOf(approving(story, director))).toBe('director');
  });

  it('of somebody in two groups fills what that group still lacks, in this round', () => {
    const both = staffMember(director, ['supervisor'], { superiorId: president, groups: ['pricing'] });
    const groupOf = (story: OpportunityStory) =>
      (approving(story, director) as { data: { group: string } }[])[0]!.data.group;
    const after = (change: (rounds: ApprovalRound[]) => void): OpportunityStory => {
      const story = atOffer([both]);
      onChangedPlaybook(story, ({ approvals }) => change(approvals.offer.at(-1)!.rounds));
      reviseOffer(story, { discountBp: 1500 });
      submitOffer(story);
      return story;
    };
    const elsewhere = after(() => undefined);
    vote(elsewhere, supervisor, seenOf(elsewhere).approvalId);
    vote(elsewhere, pricer, seenOf(elsewhere).approvalId);
    expect(groupOf(elsewhere)).toBe('director');

    const ofTwo = after((rounds) => (rounds[1]!.groups[1]!.quorum = 2));
    vote(ofTwo, supervisor, seenOf(ofTwo).approvalId);
    escalated(ofTwo, 'director');
    vote(ofTwo, president, seenOf(ofTwo).approvalId);
    vote(ofTwo, pricer, seenOf(ofTwo).approvalId);
    expect(groupOf(ofTwo)).toBe('pricing');

    const again = after((rounds) => rounds[0]!.groups.push({ group: 'director', quorum: 1 }));
    escalated(again, 'director');
    vote(again, president, seenOf(again).approvalId);
    vote(again, supervisor, seenOf(again).approvalId);
    expect(seenOf(again).round).toBe(1);
    expect(groupOf(again)).toBe('director');
  });

  it('beyond those that are asked for changes nothing', () => {
    const { story, approvalId } = inSecondRound();
    escalated(story, 'director');
    vote(story, president, approvalId);
    expect(approving(story, director)).toMatchObject([{ type: 'VoteCast', data: { group: 'director' } }]);
  });
});

describe('a return', () => {
  it('goes to the submitter or to an earlier round, with its reason', () => {
    const { story, approvalId } = inSecondRound(deputyOf(director, { superiorId: president }));
    const returned = (to: 'submitter' | number, byId: string) => ({
      type: 'ApprovalReturned',
      data: { approvalId, round: 1, to, byId, eyesId: director },
      personal: { owner: customer, fields: { note: '再看' } },
    });
    const back = { type: 'ReturnApproval', note: '再看' };
    expect(deciding(story, director, { ...back, to: 'submitter' })).toEqual([returned('submitter', director)]);
    expect(deciding(story, deputy, { ...back, to: 0, actingFor: director })).toEqual([returned(0, deputy)]);
    expect(deciding(story, director, { ...back, to: 0, note: ' ' })).toEqual(wrongField('note', 'required'));
    for (const to of [1, 2, -1, 0.5, 'nobody', '0']) {
      expect(deciding(story, director, { ...back, to })).toEqual(wrongField('to', 'not-an-earlier-round'));
    }
    expect(deciding(story, president, { ...back, to: 0 })).toEqual(notInThisRound(approvalId, 'director', 'pricing'));
  });
});

describe('a question', () => {
  const ask = { type: 'AskInformation', question: '为什么？' };
  const answer = { type: 'GiveInformation', answer: '因为' };

  it('is asked once at a time by a voter, and answered by the submitter', () => {
    const { story, approvalId } = offered(deputyOf(supervisor, { superiorId: director }));
    expect(deciding(story, manager, answer)).toEqual({
      refused: 'UNKNOWN_REFERENCE',
      missing: [field('approvalId', 'nothing-asked')],
    });
    expect(deciding(story, director, ask)).toEqual(notInThisRound(approvalId, 'supervisor'));
    expect(deciding(story, supervisor, { ...ask, question: '' })).toEqual(wrongField('question', 'required'));
    const asked = {
      type: 'InformationAsked',
      data: { approvalId, round: 0, byId: deputy, eyesId: supervisor },
      personal: { owner: customer, fields: { question: '为什么？' } },
    } as const;
    expect(deciding(story, deputy, { ...ask, actingFor: supervisor })).toEqual([asked]);
    story.at('2026-03-02T01:00:05.000Z').happened([asked]);
    expect(deciding(story, supervisor, ask)).toEqual({
      refused: 'ALREADY_EXISTS',
      missing: [],
      detail: { askedAt: '2026-03-02T01:00:05.000Z' },
    });
    expect(deciding(story, manager, { ...answer, answer: ' ' })).toEqual(wrongField('answer', 'required'));
    expect(deciding(story, manager, answer)).toEqual([
      {
        type: 'InformationGiven',
        data: { approvalId, round: 0 },
        personal: { owner: customer, fields: { answer: '因为' } },
      },
    ]);
  });

  it('is nobody else’s to answer, nor the request anybody else’s to recall', () => {
    const { story, approvalId } = offered([staffMember(deputy, ['account-manager'], { superiorId: supervisor })]);
    const onlyBy = (...ids: string[]) => ({
      refused: 'NOT_ALLOWED',
      missing: [
        { what: 'right', key: 'caller', problem: 'not-permitted', suppliedBy: ids.map((staffId) => ({ staffId })) },
      ],
    });
    for (const command of [answer, { type: 'RecallApproval' }]) {
      expect(deciding(story, supervisor, command)).toEqual(onlyBy(manager));
      expect(deciding(story, supervisor, { ...command, approvalId: idOf('nothing') })).toEqual(onlyBy(manager));
    }
    story.by({ kind: 'process', name: 'opportunity-workflow' });
    expect(story.judge({ type: 'RecallApproval', approvalId })).toEqual(onlyBy(manager));
    story.by(staffCaller(supervisor)).when({ type: 'ChangeOwner', to: deputy, reason: '离职' });
    expect(deciding(story, supervisor, { type: 'RecallApproval' })).toEqual(onlyBy(manager, deputy));
    expect(deciding(story, deputy, { type: 'RecallApproval' })).toEqual([
      { type: 'ApprovalRecalled', data: { approvalId, cause: 'submitter' } },
    ]);
  });
});
