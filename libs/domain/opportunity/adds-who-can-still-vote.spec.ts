// S23, law 8: who is added to an approval, or is given a place in it, is somebody whose vote can still count, and has one place.
import { staffCaller } from '../testing/given';
import {
  customer,
  director,
  manager,
  president,
  pricer,
  seenOf,
  staffMember,
  supervisor,
  vote,
} from '../testing/story-opportunity';
import {
  approving,
  deciding,
  deputy,
  escalated,
  field,
  inSecondRound,
  notInThisRound,
  offered,
  voted,
} from '../testing/waiting-offer';
import type { Refusal } from '../refusal';

describe('a further approver', () => {
  const staff = [
    staffMember(deputy, ['supervisor']),
    staffMember('clerk', ['account-manager']),
    staffMember('gone', ['supervisor'], { active: false }),
  ];
  const refusals = (key: string): [string, Refusal][] => [
    ['nobody', { refused: 'UNKNOWN_REFERENCE', missing: [field(key, 'unknown')] }],
    ['gone', { refused: 'UNKNOWN_REFERENCE', missing: [field(key, 'unknown')] }],
    ['clerk', { refused: 'UNKNOWN_REFERENCE', missing: [field(key, 'not-a-supervisor')] }],
    [manager, { refused: 'OWN_SUBMISSION', missing: [field(key, 'submitted-it')] }],
    [director, { refused: 'ALREADY_EXISTS', missing: [field(key, 'already-an-approver')] }],
    [pricer, { refused: 'ALREADY_EXISTS', missing: [field(key, 'already-an-approver')] }],
    [supervisor, voted(supervisor, 'supervisor', 0, [field(key, 'voted-already')])],
  ];

  it('is added to the round by one of its voters, and is somebody who can still vote', () => {
    const { story, approvalId } = inSecondRound(staff);
    const add = (staffId: string, more: object = {}) =>
      deciding(story, director, { type: 'AddApprover', staffId, ...more });
    for (const [staffId, refusal] of refusals('staffId')) expect(add(staffId)).toEqual(refusal);
    const added = { approvalId, round: 1, staffId: deputy, byId: director };
    expect(add(deputy)).toEqual([{ type: 'ApproverAdded', data: added }]);
    expect(add(deputy, { note: '懂技术' })).toEqual([
      { type: 'ApproverAdded', data: added, personal: { owner: customer, fields: { note: '懂技术' } } },
    ]);
    expect(deciding(story, president, { type: 'AddApprover', staffId: deputy })).toEqual(
      notInThisRound(approvalId, 'director', 'pricing'),
    );
  });

  it('may be who was asked in an earlier round only, and did not vote', () => {
    const { story, approvalId } = offered();
    escalated(story, 'supervisor');
    vote(story, president, approvalId);
    expect(deciding(story, director, { type: 'AddApprover', staffId: supervisor })).toMatchObject([
      { type: 'ApproverAdded', data: { round: 1, staffId: supervisor } },
    ]);
  });

  it('has one place in a round, also when that was handed on', () => {
    const { story } = offered([...staff, staffMember('another', ['supervisor'])]);
    story.by(staffCaller(supervisor)).when({ type: 'AddApprover', ...seenOf(story), staffId: deputy });
    story.by(staffCaller(deputy)).when({ type: 'HandOverApproval', ...seenOf(story), to: 'another' });
    expect(deciding(story, supervisor, { type: 'AddApprover', staffId: deputy })).toEqual({
      refused: 'ALREADY_EXISTS',
      missing: [field('staffId', 'already-an-approver')],
    });
  });

  it('who gave a place away keeps those of other groups and rounds', () => {
    const both = staffMember(director, ['supervisor'], { superiorId: president, groups: ['pricing'] });
    const { story, approvalId } = offered([...staff, both, staffMember('another', ['supervisor'])]);
    const handOver = (from: string, more: object) =>
      story.by(staffCaller(from)).when({ type: 'HandOverApproval', ...seenOf(story), to: 'another', ...more });
    const add = (by: string) =>
      story.by(staffCaller(by)).when({ type: 'AddApprover', ...seenOf(story), staffId: deputy });
    add(supervisor);
    handOver(deputy, {});
    vote(story, supervisor, approvalId);
    vote(story, 'another', approvalId);
    expect(seenOf(story).round).toBe(1);
    add(director);
    expect(approving(story, deputy)).toMatchObject([{ data: { round: 1, group: `staff:${deputy}` } }]);
    story.by(staffCaller(director)).when({ type: 'HandOverApproval', ...seenOf(story), to: president });
    expect(approving(story, director)).toMatchObject([{ data: { round: 1, group: 'pricing' } }]);
  });

  it('is one of twenty at most, in all rounds together, handed over to or added', () => {
    const many = Array.from({ length: 21 }, (_, number) => staffMember(`extra ${number}`, ['supervisor']));
    const { story, approvalId } = offered(many);
    const add = (by: string, staffId: string) => deciding(story, by, { type: 'AddApprover', staffId });
    const places = (staffIds: string[], round: number) =>
      staffIds.map((staffId) => ({
        type: 'ApproverAdded' as const,
        data: { approvalId, round, staffId, byId: supervisor },
      }));
    const names = many.map(([staffId]) => staffId);
    story.happened(places(names.slice(0, 9), 0));
    story.happened(places(names.slice(9, 19), 1));
    expect(add(supervisor, 'extra 19')).toHaveLength(1);
    story.by(staffCaller(supervisor)).when({ type: 'HandOverApproval', ...seenOf(story), to: 'extra 19' });
    const tooMany = (key: string) => ({
      refused: 'LIMIT_EXCEEDED',
      missing: [field(key, 'too-many')],
      detail: { limit: 20 },
    });
    expect(add('extra 19', 'extra 20')).toEqual(tooMany('staffId'));
    expect(deciding(story, 'extra 19', { type: 'HandOverApproval', to: 'extra 20' })).toEqual(tooMany('to'));
  });

  it('takes a place over from who has not voted, in the group that is named', () => {
    const both = staffMember(director, ['supervisor'], { superiorId: president, groups: ['pricing'] });
    const { story, approvalId } = inSecondRound([...staff, both]);
    const handOver = (to: string, more: object = {}) =>
      deciding(story, director, { type: 'HandOverApproval', to, ...more });
    for (const [staffId, refusal] of refusals('to')) expect(handOver(staffId)).toEqual(refusal);
    const handed = { approvalId, round: 1, group: 'director', fromId: director, toId: deputy };
    expect(handOver(deputy)).toEqual([{ type: 'ApprovalHandedOver', data: handed }]);
    expect(handOver(deputy, { group: 'pricing', note: '休假' })).toEqual([
      {
        type: 'ApprovalHandedOver',
        data: { ...handed, group: 'pricing' },
        personal: { owner: customer, fields: { note: '休假' } },
      },
    ]);
    vote(story, director, approvalId);
    expect(handOver(deputy)).toEqual(voted(director, 'director', 1));
  });
});
