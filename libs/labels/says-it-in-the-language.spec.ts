// Words as people get them: in the language that they ask for, with names instead of codes.
import type { PlaybookDefinition } from '#domain';
import { shippedPlaybook } from '#playbooks';
import { filled } from './filled';
import { languageOf } from './language';
import { missingLabel } from './missing-label';
import { partNames } from './part-names';
import { storyLine } from './story-line';

it.each([
  ['zh-CN', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['zh-Hans-CN, en;q=0.5', 'zh-CN'],
  ['en-GB,en;q=0.9', 'en'],
  ['en;q=0.4, zh-CN;q=0.8', 'zh-CN'],
  ['de, fr;q=0.9, zh;q=0.1', 'zh-CN'],
  ['zh;q=0, en', 'en'],
  ['de', undefined],
  ['*', undefined],
  ['', undefined],
  [';;;=,', undefined],
  [undefined, undefined],
])('who accepts %s is answered in %s', (accepted, language) => {
  expect(languageOf(accepted)).toBe(language);
});

it('names a field, its place in a list and what is wrong', () => {
  const field = { what: 'field', key: 'lines.1.quantity', problem: 'out-of-range', suppliedBy: [] } as const;
  expect(missingLabel(field, 'zh-CN')).toBe('第 2 项的数量：超出允许的范围');
  expect(missingLabel(field, 'en')).toBe('Quantity (no. 2) is out of range');
  const cell = { ...field, key: 'line 2, column class', problem: 'not-one-of-the-values' } as const;
  expect(missingLabel(cell, 'zh-CN')).toBe('第 2 行“客户类别”列：不是可选的值');
  expect(missingLabel({ ...cell, key: 'line 9' }, 'en')).toBe('Line 9 is not one of the allowed values');
  const unknown = { ...field, key: 'nonsense', problem: 'unknown-field' } as const;
  expect(missingLabel(unknown, 'en')).toBe('Field nonsense is not a known field');
});

it('calls an action by its title, and leaves out ids that say nothing', () => {
  const action = { what: 'action', key: 'visit-user', problem: 'open', suppliedBy: [] } as const;
  expect(missingLabel(action, 'zh-CN', '介绍性拜访')).toBe('行动“介绍性拜访”：尚未完成');
  expect(missingLabel(action, 'en')).toBe('Action “visit-user” is not complete yet');
  expect(missingLabel(action, 'zh-CN', '识别决策链', ['专家', '决策者'])).toBe(
    '行动“识别决策链”：尚未完成（专家、决策者）',
  );
  expect(missingLabel(action, 'en', 'Identify', ['Expert', 'Decision-maker'])).toBe(
    'Action “Identify” is not complete yet (Expert, Decision-maker)',
  );
  const objection = { ...action, what: 'objection', key: '7f0c2a4e-5d1b-5c3f-9a86-2b1d4e6f8a90' } as const;
  expect(missingLabel({ ...objection, problem: 'raised' }, 'zh-CN')).toBe('异议：已提出，尚未判定类型');
  expect(missingLabel({ ...action, problem: 'not-allowed' }, 'en')).toContain('You do not have permission to do this');
});

it('shows a gap that has no value', () => {
  expect(filled('{what} → {to}', { what: 'a' })).toBe('a → …');
});

it('tells an event as a line of a story, with the names of its playbook and the words of its values', () => {
  const definition = shippedPlaybook('story') as PlaybookDefinition;
  const passed = { type: 'GatePassed', data: { gate: 'user', next: 'purchaser' } };
  expect(storyLine(passed, 'zh-CN', definition)).toMatch(/^通过关卡“\p{Script=Han}+”$/u);
  expect(storyLine(passed, 'en')).toBe('The gate “user” was passed');
  const lost = { type: 'OpportunityLost', data: { gate: 'user', reason: 'price' } };
  expect(storyLine(lost, 'zh-CN', definition)).toBe('丢单，原因：价格');
  const voted = { type: 'VoteCast', data: { kind: 'absent-level', decision: 'approve' } };
  expect(storyLine(voted, 'en', definition)).toBe('Vote on “Level declared absent”: approved');
  const granted = { type: 'ApprovalGranted', data: { subject: { kind: 'offer', revision: 2 } } };
  expect(storyLine(granted, 'zh-CN', definition)).toBe('审批通过：报价方案');
  const asked = { type: 'GiftAsked', data: { on: '2026-12-01', valueFen: 128_050 } };
  expect(storyLine(asked, 'en')).toBe('A gift or invitation for Dec 1, 2026, worth ¥1,280.50, was requested');
  expect(storyLine(asked, 'zh-CN')).toContain('2026年12月1日');
  expect(storyLine({ type: 'SomethingOlder', data: {} }, 'en')).toBe('SomethingOlder');
});

it('names the parts of what was said in several, as the playbook or else every command calls them', () => {
  const definition = shippedPlaybook('group-customer') as PlaybookDefinition;
  const planned = {
    givenFirst: '样品',
    'step-purpose': '来意',
    'topic-weather': '晴',
    'step-of-an-older-version': '…',
  };
  const visit = { type: 'VisitPlanned', data: { kind: 'introductory' }, personal: planned };
  expect(partNames(visit, 'zh-CN', definition)).toEqual({
    givenFirst: '先付出什么',
    'step-purpose': '说明拜访目的和议程',
    'topic-weather': '天气',
  });
  expect(partNames(visit, 'en')).toEqual({ givenFirst: 'What we give first' });
  const corrected = {
    type: 'ActionCorrected',
    data: { action: 'pre3' },
    personal: { support: '引荐', reason: '记错了' },
  };
  expect(partNames(corrected, 'zh-CN', definition)).toEqual({ support: '获得的支持（具体承诺）', reason: '原因' });
  expect(partNames({ type: 'OpportunityLost', data: {}, personal: { reason: '价格' } }, 'en')).toBeUndefined();
  expect(partNames({ type: 'GatePassed', data: {} }, 'en')).toBeUndefined();
  // The log keeps parts by the alphabet; people think of them in another order.
  const swot = {
    type: 'SwotRecorded',
    data: {},
    personal: { chances: [], derived: {}, strengths: [], threats: [], weaknesses: [] },
  };
  expect(Object.keys(partNames(swot, 'en')!)).toEqual(['strengths', 'weaknesses', 'chances', 'threats', 'derived']);
  const named = { data: {}, personal: { name: '孙科长', mobile: '13900000001' } };
  expect(partNames({ type: 'ContactRegistered', ...named }, 'zh-CN')).toEqual({ name: '姓名', mobile: '手机' });
  expect(partNames({ type: 'CustomerRegistered', ...named }, 'zh-CN')).toEqual({ name: '名称', mobile: '手机' });
});
