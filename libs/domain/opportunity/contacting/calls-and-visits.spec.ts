// S13, S16, S18: the key person is on the chain; calls by script with the next one waited for; visits planned, then reported; and
// nobody of an evaluation committee is called or visited.
import { isRefusal } from '../../decider';
import type { Id } from '../../event';
import { reminderOf } from '../../reminder';
import { idOf, someInstant, staffCaller } from '../../testing/given';
import { learned, saleOn, shippedDefinition, standingsAt, standsAt } from '../../testing/shipped-opportunity';
import { contactOn, customer, manager, type OpportunityStory } from '../../testing/story-opportunity';
import { whatNext } from '../what-next';
import type { PlanVisit, RecordCall, ReportVisit } from './contacting';

const definition = shippedDefinition('group-customer');
const user = contactOn('user');
const later = '2026-03-04T02:00:00.000Z';

function saleAt(gate: string, tender?: boolean): OpportunityStory {
  const story = saleOn(definition);
  if (tender !== undefined) learned(story, definition, 'pre1', { tender });
  return standsAt(story, definition, gate);
}

function statusOf(story: OpportunityStory, gate: string, action: string): string | undefined {
  return standingsAt(story, definition, gate).find((each) => each.action === action)?.status;
}

/** Notes the rehearsal as it happened, whatever the sheet said. */
function rehearsed(story: OpportunityStory, rehearsalCase: string): void {
  const data = {
    rehearsalId: idOf(rehearsalCase),
    case: rehearsalCase,
    staffId: manager,
    heldOn: '2026-03-01',
    total: 70,
  };
  story.happened([{ type: 'RehearsalNoted', data }]);
}

const call = (change: Partial<RecordCall> = {}): RecordCall => ({
  type: 'RecordCall',
  contactId: user,
  script: 'potential-customer',
  outcome: 'booked',
  note: '周三上午十点',
  ...change,
});
const plan = (change: Partial<PlanVisit> = {}): PlanVisit => ({
  type: 'PlanVisit',
  kind: 'introductory',
  plannedAt: later,
  contactIds: [user],
  appearance: 'list-a',
  topics: [{ key: 'hobbies', note: '喜欢书法' }, { key: 'family' }],
  steps: ['introduce', 'purpose', 'value', 'acceptance'].map((key) => ({ key, text: `说明 ${key}` })),
  givenFirst: '同行单位的通信费用分析一份',
  ...change,
});
const report = (visitId: Id, change: Partial<ReportVisit> = {}): ReportVisit => ({
  type: 'ReportVisit',
  visitId,
  visitedOn: '2026-03-02',
  metIds: [user],
  accepted: true,
  checked: ['badge', 'collar', 'shoes'],
  report: '主任讲了通知难的问题',
  ...change,
});

function planned(story: OpportunityStory, change: Partial<PlanVisit> = {}): Id {
  const [event] = story.when(plan(change));
  return (event!.data as { visitId: Id }).visitId;
}

describe('S16: telephone', () => {
  it('S16: there are scripts for customers whom we have and for those whom we want', () => {
    expect(definition.callScripts!.map(({ kind }) => kind)).toEqual(['existing', 'potential']);
  });

  it('S16: an appointment and a rehearsal of the first case complete the first action, neither does alone', () => {
    const story = saleAt('user');
    expect(story.when(call())).toMatchObject([
      {
        data: { contactId: user, script: 'potential-customer', outcome: 'booked' },
        personal: { owner: user, fields: { note: '周三上午十点' } },
      },
    ]);
    expect(statusOf(story, 'user', 'use1')).toBe('open');
    rehearsed(story, 'needs-interview');
    expect(statusOf(story, 'user', 'use1')).toBe('open');
    rehearsed(story, 'first-visit');
    expect(statusOf(story, 'user', 'use1')).toBe('completed');
    story.when(call({ outcome: 'not-reached', nextCallAt: later }));
    expect(statusOf(story, 'user', 'use1')).toBe('completed');
    story.when(call({ outcome: 'declined' }));
    expect(statusOf(story, 'user', 'use1')).toBe('open');
  });

  it.each([
    ['a script that is none', { script: 'improvised' }, 'UNKNOWN_REFERENCE', 'script'],
    ['call again without a time', { outcome: 'call-again' }, 'INVALID_INPUT', 'nextCallAt'],
    ['not reached without a time', { outcome: 'not-reached' }, 'INVALID_INPUT', 'nextCallAt'],
    ['a next call now', { nextCallAt: someInstant }, 'INVALID_INPUT', 'nextCallAt'],
    ['a next call in two years', { nextCallAt: '2028-03-02T01:00:00.000Z' }, 'INVALID_INPUT', 'nextCallAt'],
    ['somebody of another customer', { contactId: contactOn('nobody') }, 'UNKNOWN_REFERENCE', 'contactId'],
    ['somebody who is not on the chain', { contactId: contactOn('spare') }, 'NOT_ON_LEVEL', 'contactId'],
  ] as const)('S16: %s is refused', (_what, change, code, field) => {
    expect(saleAt('user').refuses(call(change), code)).toEqual([field]);
  });

  it('S7: people of a level ahead are not called yet, nor is anybody before the first level', () => {
    saleAt('user').refuses(call({ contactId: contactOn('influencer') }), 'GATE_NOT_ENTERED');
    saleAt('preparation').refuses(call(), 'GATE_NOT_ENTERED');
    saleAt('influencer').when(call({ contactId: contactOn('influencer') }));
  });

  it('S16: the next call is waited for, said once when it is due, and settled by the call itself', () => {
    const story = saleAt('user');
    story.when(call({ outcome: 'call-again', nextCallAt: later }));
    const waitOf = () => whatNext(story.state!, definition).waits.find(({ key }) => key === `call:${user}`);
    expect(waitOf()).toMatchObject({ dueAt: later, command: { type: 'RemindOfDeadline' } });
    const due = waitOf()!;
    story.by({ kind: 'process', name: 'opportunity-workflow' }).at(later);
    story.when(due.command);
    expect(reminderOf(story.history.at(-1)!)).toMatchObject({
      kind: 'call-due',
      to: { staffIds: [manager] },
      about: { kind: 'call', contactId: user },
    });
    expect(waitOf()).toBeUndefined();
    story.refuses(due.command, 'OUTDATED');
    story.by(staffCaller(manager));
    const again = '2026-03-06T02:00:00.000Z';
    story.when(call({ outcome: 'call-again', nextCallAt: again }));
    expect(waitOf()?.dueAt).toBe(again);
    story.when(call());
    expect(waitOf()).toBeUndefined();
  });

  it('S16: nobody is called any more who left the chain', () => {
    const story = saleAt('user');
    story.when(call({ outcome: 'call-again', nextCallAt: later }));
    story.when({ type: 'TakeContactOff', contactId: user, level: 'user', reason: 'left-company' });
    expect(whatNext(story.state!, definition).waits.filter(({ key }) => key.startsWith('call:'))).toEqual([]);
  });
});

describe('S18: visits', () => {
  const booked = (): OpportunityStory => {
    const story = saleAt('user');
    story.when(call());
    rehearsed(story, 'first-visit');
    return story;
  };

  it('S18: two appearance lists of ten and nine items, and four steps', () => {
    const { appearance, steps, topics } = definition.visits!;
    expect(appearance.map(({ items }) => items.length)).toEqual([10, 9]);
    expect(steps).toHaveLength(4);
    expect(topics.filter(({ nothingStored }) => nothingStored === true).map(({ key }) => key)).toEqual([
      'family',
      'health',
    ]);
  });

  it('S18: planned, then reported, it completes the introductory visit; what was written is sealed under the contact’s key', () => {
    const story = booked();
    const visitId = planned(story);
    expect(story.history.at(-1)!.data).toMatchObject({ topics: ['hobbies', 'family'], steps: expect.any(Array) });
    const outcome = story.judge(plan());
    if (isRefusal(outcome)) throw new Error('the plan was refused');
    expect(outcome[0]!.personal).toMatchObject({
      owner: user,
      fields: { givenFirst: '同行单位的通信费用分析一份', 'topic-hobbies': '喜欢书法', 'step-value': '说明 value' },
    });
    expect(statusOf(story, 'user', 'use2')).toBe('open');
    const [reported] = story.when(report(visitId));
    expect(reported).toMatchObject({ data: { metIds: [user], accepted: true }, personal: { owner: user } });
    expect(statusOf(story, 'user', 'use2')).toBe('completed');
    story.refuses(report(visitId), 'ALREADY_EXISTS');
  });

  it('S18: several people are met under the customer’s key; those who were not met are still owed a visit', () => {
    const story = booked();
    story.when({ type: 'PlaceContact', contactId: contactOn('spare'), level: 'user' });
    story.when(call({ contactId: contactOn('spare') }));
    const visitId = planned(story, { contactIds: [user, contactOn('spare')] });
    const outcome = story.judge(plan({ contactIds: [user, contactOn('spare')] }));
    expect(outcome).toMatchObject([{ personal: { owner: customer } }]);
    story.when(report(visitId));
    const visits = standingsAt(story, definition, 'user').filter(({ action }) => action === 'use2');
    expect(visits.map(({ contactId, status }) => [contactId, status])).toEqual([
      [user, 'completed'],
      [contactOn('spare'), 'open'],
    ]);
  });

  it('S18: a visit whose purpose is not accepted has not opened the door', () => {
    const story = booked();
    story.when(report(planned(story), { accepted: false }));
    expect(statusOf(story, 'user', 'use2')).toBe('open');
    story.when(report(planned(story)));
    expect(statusOf(story, 'user', 'use2')).toBe('completed');
  });

  it('S18: what is heard of family or health is stored nowhere', () => {
    const topics = [{ key: 'health', note: '腰不好' }];
    expect(saleAt('user').refuses(plan({ topics }), 'NOTHING_STORED')).toEqual(['topics.0.note']);
    saleAt('user').when(plan({ topics: [{ key: 'health' }] }));
  });

  it('S18: the four steps are all there, in their order', () => {
    const { steps } = plan();
    const [first, second, ...rest] = steps;
    expect(saleAt('user').refuses(plan({ steps: [second!, first!, ...rest] }), 'VISIT_STEP_ORDER')).toEqual([
      'steps.1',
    ]);
    expect(saleAt('user').refuses(plan({ steps: rest }), 'VISIT_STEP_ORDER')).toEqual(['steps']);
    saleAt('user').when(plan({ kind: 'regular', steps: rest }));
  });

  it.each([
    ['nothing given first', { givenFirst: ' ' }, 'INVALID_INPUT', 'givenFirst'],
    ['a list that is none', { appearance: 'list-c' }, 'UNKNOWN_REFERENCE', 'appearance'],
    ['a topic that is none', { topics: [{ key: 'gossip' }] }, 'UNKNOWN_REFERENCE', 'topics.0.key'],
    ['nobody to be met', { contactIds: [] }, 'INVALID_INPUT', 'contactIds'],
    ['the same person twice', { contactIds: [user, user] }, 'INVALID_INPUT', 'contactIds'],
  ] as const)('S18: a plan with %s is refused', (_what, change, code, field) => {
    expect(saleAt('user').refuses(plan(change as Partial<PlanVisit>), code)).toEqual([field]);
  });

  it.each([
    ['an item of the other list', { checked: ['skirt'] }, 'UNKNOWN_REFERENCE', 'checked.0'],
    ['tomorrow', { visitedOn: '2026-03-03' }, 'INVALID_INPUT', 'visitedOn'],
    ['nothing that came of it', { report: ' ' }, 'INVALID_INPUT', 'report'],
    ['somebody who was not planned', { metIds: [contactOn('purchaser')] }, 'UNKNOWN_REFERENCE', 'metIds.0'],
    ['a plan that is none', { visitId: idOf('no visit') }, 'UNKNOWN_REFERENCE', 'visitId'],
  ] as const)('S18: a report with %s is refused', (_what, change, code, field) => {
    const story = booked();
    expect(story.refuses(report(planned(story), change as Partial<ReportVisit>), code)).toEqual([field]);
  });

  it('S18: no visit before the appointment, and one person’s appointment is not another’s', () => {
    const story = saleAt('user');
    expect(story.refuses(report(planned(story)), 'ACTIONS_OPEN')).toEqual(['use1']);
    story.when({ type: 'PlaceContact', contactId: contactOn('spare'), level: 'user' });
    rehearsed(story, 'first-visit');
    story.when(call());
    story.when(report(planned(story)));
  });

  it('S22: the overall solution is presented after it was rehearsed and the offer approved, whatever is said to it', () => {
    const head = contactOn('decision-maker');
    const story = saleAt('decision-maker');
    const visitId = planned(story, { kind: 'solution', contactIds: [head], steps: [] });
    const presented = report(visitId, { metIds: [head], accepted: false });
    expect(story.refuses(presented, 'ACTIONS_OPEN')).toEqual(['dec1', 'dec2']);
    rehearsed(story, 'overall-solution');
    expect(statusOf(story, 'decision-maker', 'dec1')).toBe('completed');
    expect(story.refuses(presented, 'ACTIONS_OPEN')).toEqual(['dec2']);
    const subject = { kind: 'waiver', action: 'dec2' } as const;
    story.happened([{ type: 'ApprovalGranted', data: { approvalId: idOf('dec2'), subject, contentHash: '' } }]);
    story.when(presented);
    expect(statusOf(story, 'decision-maker', 'dec3')).toBe('completed');
    saleAt('influencer').refuses(report(visitId), 'UNKNOWN_REFERENCE');
  });
});

describe('art. 44 of the Tendering Law', () => {
  const expert = contactOn('expert');

  it('S18: while it is a tender nobody of the committee is called or visited: the official channel is named', () => {
    const story = saleAt('expert', true);
    expect(story.refuses(call({ contactId: expert }), 'TENDER_OFFICIAL_CHANNEL_ONLY')).toEqual(['exp2t']);
    expect(story.refuses(plan({ contactIds: [expert] }), 'TENDER_OFFICIAL_CHANNEL_ONLY')).toEqual(['exp2t']);
    story.when(call());
  });

  it('S18: nor while nobody knows whether it is one', () => {
    expect(saleAt('expert').refuses(call({ contactId: expert }), 'CONDITION_UNDECIDED')).toEqual(['tender']);
    saleAt('expert', false).when(call({ contactId: expert }));
  });

  it('S18: a visit that was planned before is not made, and a call that was promised is not reminded of', () => {
    const story = saleAt('expert', false);
    const visitId = planned(story, { kind: 'regular', contactIds: [expert], steps: [] });
    story.when(call({ contactId: expert, outcome: 'call-again', nextCallAt: later }));
    learned(story, definition, 'pre1', { tender: true });
    story.refuses(report(visitId, { metIds: [expert] }), 'TENDER_OFFICIAL_CHANNEL_ONLY');
    expect(whatNext(story.state!, definition).waits.filter(({ key }) => key.startsWith('call:'))).toEqual([]);
  });

  it('S7: who sits on another level besides is of the committee all the same', () => {
    const story = saleAt('expert', true);
    story.when({ type: 'PlaceContact', contactId: user, level: 'expert' });
    story.refuses(call(), 'TENDER_OFFICIAL_CHANNEL_ONLY');
  });
});

describe('S13: the first actions', () => {
  const answers = {
    keyPerson: user,
    keyBecause: 'opens-doors',
    contactDeciding: false,
    supportKind: 'introduces',
    support: '答应介绍采购科长',
  };
  const named = (change: object = {}) =>
    ({ type: 'CompleteAction', action: 'pre3', answers: { ...answers, ...change } }) as const;

  it('S13: first the information, then the key person on the chain, and the support that was gained', () => {
    const story = saleOn(definition);
    expect(story.refuses(named(), 'ACTIONS_OPEN')).toEqual(['pre1']);
    learned(story, definition, 'pre1', { tender: false });
    expect(story.refuses(named({ keyPerson: contactOn('spare') }), 'NOT_ON_LEVEL')).toEqual(['answers.keyPerson']);
    expect(story.refuses(named({ keyPerson: '王主任' }), 'FORM_INVALID')).toEqual(['answers.keyPerson']);
    expect(story.refuses(named({ support: ' ' }), 'FORM_INVALID')).toEqual(['answers.support']);
    expect(story.when(named())).toMatchObject([
      {
        data: { answers: { keyPerson: user }, facts: { contactDeciding: false } },
        personal: { fields: { support: answers.support } },
      },
    ]);
  });
});
