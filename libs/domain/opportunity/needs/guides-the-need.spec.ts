// S19: the background is probed in six directions, questions come in their order, and products are recommended for needs only.
import { parsePlaybook } from '#playbooks';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { productOf } from '../../catalogue/catalogue';
import type { Id } from '../../event';
import { probingDirections, questionKinds } from '../../playbook/question-bank';
import { validatePlaybook } from '../../playbook/validate-playbook';
import { someInstant } from '../../testing/given';
import {
  catalogueFacts,
  completesGate,
  learned,
  saleOn,
  shippedDefinition,
  standingsAt,
  standsAt,
} from '../../testing/shipped-opportunity';
import { contactOn, type OpportunityStory } from '../../testing/story-opportunity';
import { needMatrix, proposedProducts } from './need-matrix';
import type { NeedKind, RecordNeed } from './needs';

const definition = shippedDefinition('group-customer');
const user = contactOn('user');

/** At the user's gate, with the catalogue published. */
function sale(need: NeedKind = 'latent'): OpportunityStory {
  const story = learned(standsAt(saleOn(definition), definition, 'user'), definition, 'pre4', { need, pursue: true });
  return story.knowing(catalogueFacts());
}

function recordNeed(story: OpportunityStory, kind: NeedKind, ...difficulties: string[]): Id {
  story.when({ type: 'RecordNeed', kind, difficulties, contactId: user, words: '通知总是传不到' });
  return [...story.state!.needs.needs.keys()].at(-1)!;
}

const plan = (...keys: string[]) => ({ type: 'PlanQuestions' as const, questions: keys.map((key) => ({ key })) });
const statusOf = (story: OpportunityStory, gate: string, action: string): string | undefined =>
  standingsAt(story, definition, gate).find((each) => each.action === action)?.status;

describe('S19a: the probing sheet', () => {
  const answers = Object.fromEntries(probingDirections.map((direction) => [direction, '已了解']));
  const sheet = (change: object) => ({
    type: 'CompleteAction' as const,
    action: 'use3',
    answers: { ...answers, ...change },
  });

  it('S19a: is done with an answer for each of the six directions', () => {
    const story = sale();
    story.when(sheet({}));
    expect(statusOf(story, 'user', 'use3')).toBe('completed');
  });

  it.each(probingDirections)('S19a: %s left out, empty or blank is not an answer', (direction) => {
    const story = sale();
    for (const nothing of [undefined, '', '  ']) {
      const given = JSON.parse(JSON.stringify(sheet({ [direction]: nothing }))) as ReturnType<typeof sheet>;
      expect(story.refuses(given, 'FORM_INVALID')).toEqual([`answers.${direction}`]);
    }
  });

  it('S19a: the bank has a question to begin with in every direction', () => {
    const asked = definition.questionBank!.filter(({ kind }) => kind === 'open').map(({ direction }) => direction);
    for (const direction of probingDirections) expect(asked).toContain(direction);
  });
});

describe('S19c: questions by kind', () => {
  it('S19c: open, then closed, then confirming; questions of one’s own have a kind', () => {
    const questions = [
      { key: 'how-notice-is-given' },
      { kind: 'open' as const, text: '车间里怎么通知?' },
      { key: 'notice-same-day' },
      { key: 'understood-need' },
    ];
    const [event] = sale().when({ type: 'PlanQuestions', contactId: user, questions });
    expect(event).toEqual({
      type: 'QuestionsPlanned',
      data: {
        contactId: user,
        questions: [
          { kind: 'open', key: 'how-notice-is-given' },
          { kind: 'open', key: undefined },
          { kind: 'closed', key: 'notice-same-day' },
          { kind: 'confirming', key: 'understood-need' },
        ],
      },
      personal: { owner: user, fields: { question1: '车间里怎么通知?' } },
    });
  });

  it('S19c: a closed question before an open one, or a kind left out, is refused', () => {
    const story = sale();
    expect(story.refuses(plan('notice-same-day', 'how-notice-is-given', 'understood-need'), 'QUESTION_ORDER')).toEqual([
      'questions.1',
    ]);
    expect(story.refuses(plan('how-notice-is-given', 'notice-same-day'), 'QUESTION_ORDER')).toEqual(['questions']);
    expect(story.refuses(plan(), 'QUESTION_ORDER')).toHaveLength(questionKinds.length);
    expect(story.refuses(plan('nothing-of-the-kind'), 'UNKNOWN_REFERENCE')).toEqual(['questions.0.key']);
  });

  it('S19c: a question is added to the bank in the playbook’s file alone', () => {
    const file = readFileSync(join(__dirname, '../../../playbooks/group-customer.yaml'), 'utf8');
    const added = file.replace(
      'questionBank:\n',
      'questionBank:\n  - { key: night-shift, kind: open, direction: people, text: { zh-CN: 夜班的人怎么联系?, en: How is the night shift reached? } }\n',
    );
    const checked = validatePlaybook(parsePlaybook(added));
    if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
    const story = saleOn(checked.definition);
    story.when(plan('night-shift', 'notice-same-day', 'understood-need'));
    expect(
      saleOn(definition).refuses(plan('night-shift', 'notice-same-day', 'understood-need'), 'UNKNOWN_REFERENCE'),
    ).toEqual(['questions.0.key']);
  });
});

describe('S19b: needs and products', () => {
  it('S19b: a latent need becomes the customer’s own with their words; then, and only then, the need is guided', () => {
    const story = sale();
    const needId = recordNeed(story, 'latent', 'slow-notices', 'hard-to-reach');
    story.when(plan('how-notice-is-given', 'notice-same-day', 'understood-need'));
    story.when({ type: 'RecommendProducts', products: ['short-number-sms'] });
    expect(statusOf(story, 'user', 'use4')).toBe('open');
    const [event] = story.when({ type: 'GuideNeed', needId, outcome: 'created', evidence: '对，这样最好' });
    expect(event).toMatchObject({
      data: { needId, outcome: 'created', difficulties: ['slow-notices', 'hard-to-reach'] },
      personal: { owner: user, fields: { evidence: '对，这样最好' } },
    });
    expect(statusOf(story, 'user', 'use4')).toBe('completed');
  });

  it('S19b: without a plan of questions the need counts as told, not as guided', () => {
    const story = sale();
    const needId = recordNeed(story, 'latent', 'slow-notices');
    story.when({ type: 'GuideNeed', needId, outcome: 'created', evidence: '对' });
    story.when({ type: 'RecommendProducts', products: ['short-number-sms'] });
    expect(statusOf(story, 'user', 'use4')).toBe('open');
  });

  it('S19b: an explicit need is confirmed, widened or rewritten, each only as it says', () => {
    const story = sale('explicit');
    const needId = recordNeed(story, 'explicit', 'sites-apart');
    const guide = (outcome: 'created' | 'confirmed' | 'widened' | 'rewritten', difficulties?: string[]) =>
      ({ type: 'GuideNeed', needId, outcome, difficulties, evidence: '是的' }) as const;
    expect(story.refuses(guide('created'), 'INVALID_INPUT')).toEqual(['outcome']);
    expect(story.refuses(guide('widened', ['sites-apart']), 'INVALID_INPUT')).toEqual(['difficulties']);
    expect(story.refuses(guide('widened', ['data-exposed']), 'INVALID_INPUT')).toEqual(['difficulties']);
    expect(story.refuses(guide('confirmed', ['data-exposed']), 'INVALID_INPUT')).toEqual(['difficulties']);
    expect(story.refuses(guide('rewritten', ['sites-apart']), 'INVALID_INPUT')).toEqual(['difficulties']);
    story.when(guide('confirmed'));
    story.when(guide('widened', ['sites-apart', 'data-exposed']));
    story.when(guide('rewritten', ['costly-meetings']));
    expect(story.state!.needs.needs.get(needId)).toMatchObject({ kind: 'explicit', difficulties: ['costly-meetings'] });
  });

  it('S19b: a latent need has one way, and both need the customer’s words', () => {
    const story = sale();
    const needId = recordNeed(story, 'latent', 'slow-notices');
    expect(story.refuses({ type: 'GuideNeed', needId, outcome: 'widened', evidence: '是' }, 'INVALID_INPUT')).toEqual([
      'outcome',
    ]);
    expect(story.refuses({ type: 'GuideNeed', needId, outcome: 'created', evidence: ' ' }, 'INVALID_INPUT')).toEqual([
      'evidence',
    ]);
    expect(
      story.refuses({ type: 'GuideNeed', needId: user, outcome: 'created', evidence: '是' }, 'UNKNOWN_REFERENCE'),
    ).toEqual(['needId']);
  });

  it('S19b: what is difficult is named by the catalogue; without one nothing can be recorded', () => {
    const story = sale();
    const record: RecordNeed = { type: 'RecordNeed', kind: 'latent', difficulties: ['boredom'], words: '无聊' };
    expect(story.refuses(record, 'UNKNOWN_REFERENCE')).toEqual(['difficulties.0']);
    expect(story.refuses({ ...record, difficulties: [] }, 'INVALID_INPUT')).toEqual(['difficulties']);
    expect(story.refuses({ ...record, difficulties: ['sites-apart', 'sites-apart'] }, 'INVALID_INPUT')).toEqual([
      'difficulties',
    ]);
    expect(story.knowing({ catalogue: new Map() }).refuses(record, 'CATALOGUE_MISSING')).toEqual(['catalogue']);
  });

  it('S19b: the matrix and the proposal come from the catalogue: best coverage first, then what complements it', () => {
    const story = sale();
    recordNeed(story, 'latent', 'sites-apart', 'data-exposed');
    recordNeed(story, 'explicit', 'mail-on-the-road', 'slow-notices');
    const { catalogue } = catalogueFacts().catalogue.values().next().value!.versions.get(1)!;
    const on = someInstant.slice(0, 10);
    const proposal = proposedProducts(story.state!.needs, catalogue, on);
    expect(proposal).toEqual([
      { product: 'mobile-mailbox', meets: ['mail-on-the-road', 'slow-notices'], because: 'best-coverage' },
      { product: 'ip-line', meets: ['sites-apart', 'data-exposed'], because: 'complement' },
    ]);
    const [row] = needMatrix(story.state!.needs, catalogue, on);
    expect(row).toMatchObject({
      difficulty: 'sites-apart',
      metBy: [{ product: 'ip-line', feature: 'private-network' }],
    });
    story.when({ type: 'RecommendProducts', products: proposal.map(({ product }) => product) });
    expect(needMatrix(story.state!.needs, catalogue, on).map(({ recommended }) => recommended)).toEqual([
      ['ip-line'],
      ['ip-line'],
      ['mobile-mailbox'],
      ['mobile-mailbox'],
    ]);
  });

  it('S19b: a product that meets no recorded need is refused, with the proposal; so are three, and what is not sold', () => {
    const story = sale();
    recordNeed(story, 'latent', 'sites-apart');
    const recommend = (...products: string[]) => ({ type: 'RecommendProducts', products }) as const;
    const refused = story.judge(recommend('ip-line', 'mobile-mailbox'));
    expect(refused).toMatchObject({
      refused: 'NEED_NOT_MET',
      missing: [{ key: 'products.1', problem: 'meets-no-need' }],
      detail: { needed: ['sites-apart'], proposed: ['ip-line'] },
    });
    expect(story.refuses(recommend('ip-line', 'vpmn-local', 'mobile-mailbox'), 'INVALID_INPUT')).toEqual(['products']);
    expect(story.refuses(recommend('ip-line', 'ip-line'), 'INVALID_INPUT')).toEqual(['products']);
    expect(story.refuses(recommend(), 'INVALID_INPUT')).toEqual(['products']);
    expect(story.refuses(recommend('telegraph'), 'UNKNOWN_REFERENCE')).toEqual(['products.0']);
    story.knowing(catalogueFacts((next) => (productOf(next, 'ip-line')!.validUntil = '2026-03-01')));
    expect(story.refuses(recommend('ip-line'), 'PRODUCT_NOT_SOLD')).toEqual(['products.0']);
  });

  it('S19b: needs are recorded at any time, but guiding and recommending is selling at the user’s level', () => {
    const story = saleOn(definition).knowing(catalogueFacts());
    const needId = recordNeed(story, 'latent', 'sites-apart');
    story.refuses({ type: 'GuideNeed', needId, outcome: 'created', evidence: '是' }, 'GATE_NOT_ENTERED');
    story.refuses({ type: 'RecommendProducts', products: ['ip-line'] }, 'GATE_NOT_ENTERED');
  });

  it('S19b: the matrix is complete when every explicit need is met or accepted as a gap', () => {
    const story = standsAt(sale('explicit'), definition, 'expert');
    expect(statusOf(story, 'expert', 'exp3')).toBe('open');
    const needId = recordNeed(story, 'explicit', 'sites-apart', 'costly-meetings');
    recordNeed(story, 'latent', 'high-call-cost');
    story.when({ type: 'RecommendProducts', products: ['ip-line'] });
    expect(statusOf(story, 'expert', 'exp3')).toBe('open');
    const gap = (...difficulties: string[]) =>
      ({ type: 'AcceptNeedGap', needId, difficulties, reason: '由他方解决' }) as const;
    expect(story.refuses(gap('sites-apart'), 'INVALID_INPUT')).toEqual(['difficulties.0']);
    expect(story.refuses(gap('high-call-cost'), 'INVALID_INPUT')).toEqual(['difficulties.0']);
    story.when(gap('costly-meetings'));
    expect(statusOf(story, 'expert', 'exp3')).toBe('completed');
  });

  it('S19b: what was recommended stays what it was when the catalogue changes', () => {
    const story = standsAt(sale('explicit'), definition, 'expert');
    recordNeed(story, 'explicit', 'sites-apart');
    story.when({ type: 'RecommendProducts', products: ['ip-line'] });
    story.knowing(catalogueFacts((next) => (productOf(next, 'ip-line')!.features[0]!.meets = ['data-exposed'])));
    expect(statusOf(story, 'expert', 'exp3')).toBe('completed');
    expect(story.refuses({ type: 'RecommendProducts', products: ['ip-line'] }, 'NEED_NOT_MET')).toEqual(['products.0']);
  });

  it('S6: a need that is not confirmed goes back and is guided anew', () => {
    const story = sale('explicit');
    const needId = recordNeed(story, 'explicit', 'sites-apart');
    const guide = { type: 'GuideNeed', needId, outcome: 'confirmed', evidence: '是' } as const;
    story.when(plan('how-notice-is-given', 'notice-same-day', 'understood-need'));
    story.when(guide);
    story.when({ type: 'RecommendProducts', products: ['ip-line'] });
    expect(statusOf(story, 'user', 'use4')).toBe('completed');
    for (const [index, gate] of ['user', 'purchaser', 'expert'].entries()) {
      const next = ['purchaser', 'expert', undefined][index];
      if (next !== undefined) story.happened([{ type: 'GatePassed', data: { gate, next, leftOut: [] } }]);
    }
    completesGate(story, definition, { needConfirmed: false });
    story.when({ type: 'GoBack', to: 'user', reason: '需求有变' });
    expect(statusOf(story, 'user', 'use4')).toBe('open');
    story.when(guide);
    expect(statusOf(story, 'user', 'use4')).toBe('completed');
  });
});
