// Laws 5, 8, 9: who may decide, how often, and for which content an approval stands.
import { staffCaller } from '../testing/given';
import {
  atOffer,
  director,
  manager,
  onChangedPlaybook,
  president,
  plainLine,
  pricer,
  reviseOffer,
  seenOf,
  staffMember,
  storyDefinition,
  storyFacts,
  submitOffer,
  supervisor,
  vote,
  withChain,
  type OpportunityStory,
} from '../testing/story-opportunity';
import type { StaffRole } from '../playbook/playbook';
import type { StaffState } from '../staff/staff';
import { dueThings, whatNext } from './what-next';

const deputy = 'deputy';
const always = { from: '2026-01-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z', scope: {} };
const definition = storyDefinition();

function castVote(story: OpportunityStory, voterId: string, actingFor?: string) {
  story.by(staffCaller(voterId));
  return { type: 'CastVote', ...seenOf(story), decision: 'approve', actingFor } as const;
}

describe('an offer', () => {
  it('is approved in as many rounds as the rules ask, each by its own group', () => {
    const story = atOffer();
    reviseOffer(story, { discountBp: 1500 });
    const approvalId = submitOffer(story);
    story.refuses(castVote(story, director), 'NOT_AN_APPROVER');
    vote(story, supervisor, approvalId);
    expect(story.state!.approvals.get(approvalId)).toMatchObject({ round: 1, status: 'open' });
    story.refuses(castVote(story, supervisor), 'NOT_AN_APPROVER');
    vote(story, pricer, approvalId);
    expect(story.state!.offer!.approvedHash).toBeUndefined();
    vote(story, director, approvalId);
    expect(story.state!.offer!.approvedHash).toBe(story.state!.offer!.hash);
  });

  it('is not put to approval before the gate that asks for it', () => {
    const story = withChain();
    const offerHash = reviseOffer(story);
    story.refuses({ type: 'SubmitOffer', offerHash }, 'GATE_NOT_ENTERED');
  });

  it('that was rejected is not submitted again without a change', () => {
    const story = atOffer();
    const offerHash = reviseOffer(story);
    vote(story, supervisor, submitOffer(story), 'reject');
    story.refuses({ type: 'SubmitOffer', offerHash }, 'APPROVAL_CLOSED');
    reviseOffer(story, { discountBp: 100 });
    submitOffer(story);
  });

  it('changed while it is voted on refuses votes for the old content', () => {
    const story = atOffer();
    reviseOffer(story);
    submitOffer(story);
    const command = castVote(story, supervisor);
    reviseOffer(story, { discountBp: 500 });
    story.by(staffCaller(supervisor)).refuses(command, 'APPROVAL_CLOSED');
    submitOffer(story);
    const { contentHash: _seen, ...rest } = castVote(story, supervisor);
    story.refuses({ ...rest, contentHash: command.contentHash }, 'OFFER_CHANGED');
  });

  it('changed asks again only the rules that the change touches', () => {
    const story = atOffer();
    reviseOffer(story, { discountBp: 1500 });
    const first = submitOffer(story);
    for (const voter of [supervisor, director, pricer]) vote(story, voter, first);
    reviseOffer(story, { discountBp: 1500, quantity: 3 });
    const second = submitOffer(story);
    const { ballots } = story.state!.approvals.get(second)!;
    expect(ballots.map(({ voterId, carriedFrom }) => [voterId, carriedFrom])).toEqual([
      [director, first],
      [pricer, first],
    ]);
    vote(story, supervisor, second);
    expect(story.state!.offer!.approvedHash).toBe(story.state!.offer!.hash);

    reviseOffer(story, { discountBp: 2000, quantity: 3 });
    const third = submitOffer(story);
    expect(story.state!.approvals.get(third)!.ballots).toEqual([]);
  });
});

describe('a vote that is carried over', () => {
  const seller = staffMember(pricer, ['supervisor', 'account-manager'], {
    groups: ['pricing'],
    superiorId: supervisor,
  });
  const carriedAfter = (change: (story: OpportunityStory) => string, staff = [seller], voter = pricer) => {
    const story = atOffer(staff);
    reviseOffer(story, { discountBp: 1500 });
    const first = submitOffer(story);
    for (const each of [supervisor, director]) vote(story, each, first);
    story.when(castVote(story, voter, pricer));
    const owner = change(story);
    story.by(staffCaller(owner));
    story.when({ type: 'ReviseOffer', lines: [{ ...plainLine, discountBp: 1500, quantity: 3 }] });
    story.when({ type: 'SubmitOffer', offerHash: story.state!.offer!.hash });
    return [...story.state!.approvals.values()].at(-1)!.ballots.map(({ voterId }) => voterId);
  };

  it('is not that of who submits now', () => {
    const voters = carriedAfter((story) => {
      story.by(staffCaller(supervisor)).when({ type: 'ChangeOwner', to: pricer, reason: '调岗' });
      return pricer;
    });
    expect(voters).toEqual([director]);
  });

  it('is not that of who could not vote any more, nor one cast for somebody else who could not', () => {
    const lent = { delegations: [{ id: 'd', to: deputy, ...always }] };
    const nowKnowing = (...staff: [string, StaffState][]) =>
      carriedAfter(
        (story) => {
          story.knowing({ staff: storyFacts(definition, staff).staff });
          return manager;
        },
        [staffMember(pricer, ['supervisor'], { groups: ['pricing'], ...lent }), staffMember(deputy, ['supervisor'])],
        deputy,
      );
    expect(nowKnowing(seller, staffMember(deputy, ['supervisor']))).toEqual([director, deputy]);
    expect(nowKnowing(seller, staffMember(deputy, ['supervisor'], { active: false }))).toEqual([director]);
    expect(nowKnowing(staffMember(pricer, ['supervisor']), staffMember(deputy, ['supervisor']))).toEqual([director]);
    const left: [string, StaffState] = [pricer, { ...seller[1], active: false }];
    expect(nowKnowing(left, staffMember(deputy, ['supervisor']))).toEqual([director]);
  });
});

describe('a pair of eyes', () => {
  it('never approves what it submitted, not even through a delegate', () => {
    const delegations = [{ id: 'd', to: deputy, ...always }];
    const story = atOffer([
      staffMember(manager, ['account-manager'], { superiorId: supervisor, groups: ['pricing'], delegations }),
      staffMember(deputy, ['supervisor']),
    ]);
    reviseOffer(story, { discountBp: 1500 });
    vote(story, supervisor, submitOffer(story));
    story.refuses(castVote(story, manager), 'OWN_SUBMISSION');
    story.refuses(castVote(story, deputy, manager), 'OWN_SUBMISSION');
  });

  it('counts once, whether it votes itself or through a delegate', () => {
    const delegations = [{ id: 'd', to: supervisor, ...always }];
    const story = atOffer([staffMember(director, ['supervisor'], { superiorId: president, delegations })]);
    reviseOffer(story, { discountBp: 1500 });
    vote(story, supervisor, submitOffer(story));
    story.refuses(castVote(story, supervisor, director), 'ALREADY_VOTED');
    const [cast] = story.by(staffCaller(director)).when(castVote(story, director));
    expect(cast!.data).toMatchObject({ voterId: director, eyesId: director });
  });

  it('never approves what it submitted through somebody to whom the right came by way of it', () => {
    const lent = (id: string, to: string) => ({ id, to, ...always });
    const friend = 'friend';
    const chained = (more: StaffState['delegations'] = []) =>
      atOffer([
        staffMember(supervisor, ['supervisor'], { superiorId: director, delegations: [lent('1', manager), ...more] }),
        staffMember(manager, ['account-manager'], { superiorId: supervisor, delegations: [lent('2', friend)] }),
        staffMember(friend, ['supervisor']),
        staffMember(deputy, ['supervisor'], { delegations: [lent('4', friend)] }),
      ]);
    const story = chained();
    reviseOffer(story);
    submitOffer(story);
    story.refuses(castVote(story, friend, supervisor), 'OWN_SUBMISSION');
    const another = chained([lent('3', deputy)]);
    reviseOffer(another);
    submitOffer(another);
    const [cast] = another.when(castVote(another, friend, supervisor));
    expect(cast!.data).toMatchObject({ voterId: friend, eyesId: supervisor, delegationIds: ['3', '4'] });
  });

  it('that voted gives its place to nobody', () => {
    const story = atOffer();
    reviseOffer(story, { discountBp: 1500 });
    const approvalId = submitOffer(story);
    vote(story, supervisor, approvalId);
    vote(story, director, approvalId);
    const { type: _type, decision: _decision, ...seen } = castVote(story, director);
    story.refuses({ type: 'HandOverApproval', ...seen, to: president }, 'ALREADY_VOTED');
  });

  it('is a supervisor’s: an administrator, an account manager and who left decide nothing', () => {
    const story = atOffer();
    reviseOffer(story);
    submitOffer(story);
    const delegations = [{ id: 'd', to: deputy, ...always }];
    const withStaff = (...staff: [string, StaffState][]) =>
      story.knowing({ staff: storyFacts(definition, staff).staff });
    withStaff(staffMember(supervisor, ['administrator'], { superiorId: director }));
    story.refuses(castVote(story, supervisor), 'NOT_AN_APPROVER');
    withStaff(staffMember(supervisor, ['supervisor'], { delegations }), staffMember(deputy, ['administrator']));
    story.refuses(castVote(story, deputy, supervisor), 'NOT_AN_APPROVER');
    const { type: _type, decision: _decision, ...seen } = castVote(story, supervisor);
    story.refuses({ type: 'AddApprover', ...seen, staffId: deputy }, 'UNKNOWN_REFERENCE');
    withStaff(staffMember(supervisor, ['supervisor'], { delegations }), staffMember(deputy, ['supervisor']));
    story.when(castVote(story, deputy, supervisor));
  });

  it('is lent by a delegation in force and in scope, and the vote says so for ever', () => {
    const delegated = (change: object) => [
      staffMember(supervisor, ['supervisor'], {
        superiorId: director,
        delegations: [{ id: 'd', to: deputy, ...always, ...change }],
      }),
      staffMember(deputy, ['supervisor']),
    ];
    const outside = [
      { until: '2026-02-01T00:00:00.000Z' },
      { from: '2026-04-01T00:00:00.000Z' },
      { scope: { kinds: ['waiver'] } },
      { scope: { customerClasses: ['A'] } },
      { scope: { maxAmountFen: 100 } },
    ];
    for (const change of outside) {
      const story = atOffer(delegated(change));
      reviseOffer(story);
      submitOffer(story);
      story.refuses(castVote(story, deputy, supervisor), 'NOT_AN_APPROVER');
    }
    const story = atOffer(delegated({ scope: { kinds: ['offer'], customerClasses: ['B'], maxAmountFen: 1e9 } }));
    reviseOffer(story);
    submitOffer(story);
    const [cast] = story.when(castVote(story, deputy, supervisor));
    expect(cast!.data).toMatchObject({ voterId: deputy, eyesId: supervisor, delegationIds: ['d'] });
  });
});

describe('an approver', () => {
  it('returns it to an earlier round, whose votes are cast again', () => {
    const story = atOffer();
    reviseOffer(story, { discountBp: 1500 });
    const approvalId = submitOffer(story);
    vote(story, supervisor, approvalId);
    const { type: _type, decision: _decision, ...seen } = castVote(story, director);
    story.refuses({ type: 'ReturnApproval', ...seen, to: 1, note: '再看' }, 'INVALID_INPUT');
    story.when({ type: 'ReturnApproval', ...seen, to: 0, note: '再看' });
    story.refuses({ type: 'CastVote', ...seen, decision: 'approve' }, 'ROUND_CHANGED');
    vote(story, supervisor, approvalId);
    expect(story.state!.approvals.get(approvalId)!.round).toBe(1);
  });

  it('asks for information, and the clock stands until it is given', () => {
    const story = atOffer();
    reviseOffer(story);
    const approvalId = submitOffer(story);
    const due = () => whatNext(story.state!, definition).waits.find(({ key }) => key.startsWith('approval:'))?.dueAt;
    expect(due()).toBe('2026-03-02T01:00:20.000Z');
    const { type: _type, decision: _decision, ...seen } = castVote(story, supervisor);
    story.at('2026-03-02T01:00:05.000Z').when({ type: 'AskInformation', ...seen, question: '为什么？' });
    expect(due()).toBeUndefined();
    story.by(staffCaller(supervisor)).refuses({ type: 'GiveInformation', approvalId, answer: '因为' }, 'NOT_ALLOWED');
    story
      .by(staffCaller(manager))
      .at('2026-03-02T02:00:05.000Z')
      .when({ type: 'GiveInformation', approvalId, answer: '因为' });
    expect(due()).toBe('2026-03-02T02:00:20.000Z');
  });

  it('adds another, who must then vote too, or hands the place over', () => {
    const story = atOffer();
    reviseOffer(story);
    const approvalId = submitOffer(story);
    const { type: _type, decision: _decision, ...seen } = castVote(story, supervisor);
    story.refuses({ type: 'AddApprover', ...seen, staffId: manager }, 'OWN_SUBMISSION');
    story.when({ type: 'AddApprover', ...seen, staffId: president });
    story.by(staffCaller(supervisor)).when({ type: 'HandOverApproval', ...seen, to: pricer });
    story.refuses(castVote(story, supervisor), 'NOT_AN_APPROVER');
    vote(story, pricer, approvalId);
    expect(story.state!.approvals.get(approvalId)!.status).toBe('open');
    vote(story, president, approvalId);
    expect(story.state!.approvals.get(approvalId)!.status).toBe('granted');
  });

  it('is added once, and only where a vote of theirs can still count', () => {
    const many = Array.from({ length: 21 }, (_, number) => staffMember(`extra ${number}`, ['supervisor']));
    const story = atOffer(many);
    reviseOffer(story, { discountBp: 1500 });
    const approvalId = submitOffer(story);
    const seenBy = (staffId: string) => {
      const { type: _type, decision: _decision, actingFor: _actingFor, ...seen } = castVote(story, staffId);
      return seen;
    };
    const add = (by: string, staffId: string) => ({ type: 'AddApprover', ...seenBy(by), staffId }) as const;
    story.when(add(supervisor, president));
    expect(story.refuses(add(supervisor, president), 'ALREADY_EXISTS')).toEqual(['staffId']);
    // Needed in the next round: a vote given here would be missing there.
    story.refuses(add(supervisor, director), 'ALREADY_EXISTS');
    story.refuses(add(supervisor, supervisor), 'ALREADY_EXISTS');
    vote(story, supervisor, approvalId);
    vote(story, president, approvalId);
    expect(story.state!.approvals.get(approvalId)!.round).toBe(1);
    story.refuses(add(director, supervisor), 'ALREADY_VOTED');
    story.refuses({ ...seenBy(director), type: 'HandOverApproval', to: supervisor }, 'ALREADY_VOTED');
    story.refuses({ ...seenBy(director), type: 'HandOverApproval', to: pricer }, 'ALREADY_EXISTS');
    for (const [staffId] of many.slice(0, 17)) story.when(add(director, staffId));
    // A place that was handed on is still the one of that name.
    story.when({ ...seenBy('extra 0'), type: 'HandOverApproval', to: 'extra 19' });
    story.refuses(add(director, 'extra 0'), 'ALREADY_EXISTS');
    story.when(add(director, 'extra 18'));
    story.refuses(add(director, 'extra 20'), 'LIMIT_EXCEEDED');
  });

  it('who gets a place back holds it', () => {
    const story = atOffer();
    reviseOffer(story);
    const approvalId = submitOffer(story);
    const handOver = (from: string, to: string) => {
      const { type: _type, decision: _decision, ...seen } = castVote(story, from);
      story.when({ type: 'HandOverApproval', ...seen, to });
    };
    handOver(supervisor, director);
    story.refuses(castVote(story, supervisor), 'NOT_AN_APPROVER');
    handOver(director, supervisor);
    story.refuses(castVote(story, director), 'NOT_AN_APPROVER');
    vote(story, supervisor, approvalId);
    expect(story.state!.approvals.get(approvalId)!.status).toBe('granted');
  });

  it('who is late is reminded, then the superior may vote as well; silence never approves', () => {
    const story = atOffer();
    reviseOffer(story);
    const approvalId = submitOffer(story);
    const owed = () => dueThings(story.state!, definition).filter(({ key }) => key.startsWith('approval:'));
    const [due] = owed();
    for (const [expected, told] of [
      ['RemindOfDeadline', 'reminded'],
      ['EscalateDeadline', 'escalated'],
    ]) {
      const wait = whatNext(story.state!, definition).waits.find(({ key }) => key.startsWith('approval:'))!;
      expect(wait.command.type).toBe(expected);
      story.by(staffCaller(manager)).refuses(wait.command, 'NOT_ALLOWED');
      story.by({ kind: 'process', name: 'opportunity-workflow' }).at(wait.dueAt).when(wait.command);
      // Said or not, it is owed since the same moment.
      expect(owed()).toEqual([{ ...due, dueAt: '2026-03-02T01:00:20.000Z', told }]);
    }
    expect(story.state!.approvals.get(approvalId)!.status).toBe('open');
    vote(story, director, approvalId);
    expect(story.state!.approvals.get(approvalId)!.status).toBe('granted');
    expect(owed()).toEqual([]);
  });
});

describe('the submitter', () => {
  it('recalls what was asked, and nobody else does', () => {
    const story = atOffer();
    reviseOffer(story);
    const approvalId = submitOffer(story);
    story.by(staffCaller(supervisor)).refuses({ type: 'RecallApproval', approvalId }, 'NOT_ALLOWED');
    story.by(staffCaller(manager)).when({ type: 'RecallApproval', approvalId });
    story.refuses(castVote(story, supervisor), 'APPROVAL_CLOSED');
  });

  it('without anybody above is told so at once', () => {
    const story = atOffer([staffMember(supervisor, ['supervisor'])]);
    reviseOffer(story, { discountBp: 1500 });
    const offerHash = story.state!.offer!.hash;
    expect(story.refuses({ type: 'SubmitOffer', offerHash }, 'NO_APPROVER')).toEqual(['director']);
  });

  it('is told so as well when the one above left, decides nothing, or is fewer than are asked for', () => {
    const story = atOffer();
    reviseOffer(story);
    const submit = { type: 'SubmitOffer', offerHash: story.state!.offer!.hash } as const;
    const above = (roles: StaffRole[], more: Partial<StaffState> = {}) =>
      story.knowing({ staff: storyFacts(definition, [staffMember(supervisor, roles, more)]).staff });
    above(['supervisor'], { active: false });
    expect(story.refuses(submit, 'NO_APPROVER')).toEqual(['supervisor']);
    above(['administrator']);
    expect(story.refuses(submit, 'NO_APPROVER')).toEqual(['supervisor']);
    above(['supervisor']);
    onChangedPlaybook(story, ({ approvals }) => (approvals.offer[0]!.rounds[0]!.groups[0]!.quorum = 2));
    expect(story.refuses(submit, 'NO_APPROVER')).toEqual(['supervisor']);
  });
});

describe('a sale that changed hands', () => {
  const successor = staffMember(deputy, ['account-manager', 'supervisor'], { superiorId: supervisor });
  const changed = (prepare: (story: OpportunityStory, approvalId: string) => void = () => undefined) => {
    const story = atOffer([successor]);
    reviseOffer(story);
    const approvalId = submitOffer(story);
    prepare(story, approvalId);
    story.by(staffCaller(supervisor)).when({ type: 'ChangeOwner', to: deputy, reason: '离职' });
    return { story, approvalId };
  };
  const seenBy = (story: OpportunityStory, staffId: string) => {
    const { type: _type, decision: _decision, actingFor: _actingFor, ...seen } = castVote(story, staffId);
    return seen;
  };

  it('has its question answered and its request recalled by who has it now', () => {
    const { story, approvalId } = changed((before) =>
      before.when({ type: 'AskInformation', ...seenBy(before, supervisor), question: '为什么？' }),
    );
    story.by(staffCaller(deputy)).when({ type: 'GiveInformation', approvalId, answer: '因为' });
    story.when({ type: 'RecallApproval', approvalId });
  });

  it('is voted on by neither who has it now nor who submitted it', () => {
    const { story } = changed();
    story.refuses(castVote(story, deputy), 'OWN_SUBMISSION');
    story.refuses(castVote(story, manager), 'OWN_SUBMISSION');
    story.refuses({ type: 'AddApprover', ...seenBy(story, supervisor), staffId: deputy }, 'OWN_SUBMISSION');
  });

  it('asks anew what its new owner has voted on', () => {
    const { story, approvalId } = changed((before, id) => {
      before.when({ type: 'AddApprover', ...seenBy(before, supervisor), staffId: deputy });
      vote(before, deputy, id);
    });
    expect(story.state!.approvals.get(approvalId)!.status).toBe('superseded');
  });
});

describe('who has no right', () => {
  it('learns nothing about how an approval stands', () => {
    const story = atOffer([staffMember(deputy, ['supervisor'])]);
    reviseOffer(story);
    const approvalId = submitOffer(story);
    const guessed = { ...castVote(story, deputy), contentHash: 'guessed', round: 7 };
    expect(story.judge(guessed)).toMatchObject({ refused: 'NOT_AN_APPROVER' });
    expect(JSON.stringify(story.judge(guessed))).not.toContain(story.state!.offer!.hash);
    vote(story, supervisor, approvalId);
    story.by(staffCaller(deputy)).refuses(guessed, 'NOT_AN_APPROVER');
    story.refuses({ type: 'RecallApproval', approvalId }, 'NOT_ALLOWED');
  });

  it('learns nothing about how a sale stands', () => {
    const story = atOffer();
    reviseOffer(story);
    submitOffer(story);
    const command = castVote(story, supervisor);
    story.by(staffCaller(manager)).when({ type: 'ParkOpportunity', until: '2026-06-01T01:00:00.000Z', reason: '预算' });
    const pass = { type: 'PassGate', gate: 'decision-maker' } as const;
    story.by(staffCaller(pricer)).refuses(pass, 'NOT_ALLOWED');
    story.refuses(command, 'NOT_AN_APPROVER');
    story.by(staffCaller(supervisor)).refuses(command, 'PARKED');
    story.by(staffCaller(manager)).when({ type: 'LoseOpportunity', reason: 'price' });
    story.by(staffCaller(pricer)).refuses(pass, 'NOT_ALLOWED');
    story.refuses({ type: 'ReopenOpportunity', reason: '我来' }, 'NOT_ALLOWED');
    story.by(staffCaller(manager)).refuses(pass, 'ENDED');
  });
});
