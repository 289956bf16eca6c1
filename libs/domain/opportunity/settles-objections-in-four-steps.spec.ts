// S21: type → truth → measure → confirmed, in this order; the measure answers the type, and the gate waits until it is solved.
import type { Id } from '../event';
import { learned, saleOn, shippedDefinition, standsAt } from '../testing/shipped-opportunity';
import { climbedTo, completeGate, contactOn, type OpportunityStory } from '../testing/story-opportunity';
import { objectionTypes, type ObjectionType } from './opportunity-events';

const definition = shippedDefinition('group-customer');

function raised(story: OpportunityStory, level = 'user'): Id {
  story.when({ type: 'RaiseObjection', level, contactId: contactOn(level), words: '没有预算' });
  return [...story.state!.objections.keys()].at(-1)!;
}

function understood(story: OpportunityStory, objectionType: ObjectionType): Id {
  const objectionId = raised(story);
  story.when({ type: 'DetermineObjectionType', objectionId, objectionType });
  story.when({ type: 'FindObjectionTruth', objectionId, truth: '预算在别的部门' });
  return objectionId;
}

const sale = (): OpportunityStory =>
  learned(standsAt(saleOn(definition), definition, 'user'), definition, 'pre4', { need: 'explicit', pursue: true });

it('S21: no step before its turn', () => {
  const story = sale();
  const objectionId = raised(story);
  const steps = [
    { type: 'DetermineObjectionType', objectionId, objectionType: 'no-budget' },
    { type: 'FindObjectionTruth', objectionId, truth: '预算在别的部门' },
    { type: 'ChooseObjectionMeasure', objectionId, measure: 'probe-subtly' },
    { type: 'ConfirmObjectionSolved', objectionId },
  ] as const;
  steps.forEach((step, index) => {
    for (const other of steps) if (other !== step) story.refuses(other, 'OBJECTION_STEP_ORDER');
    story.when(step);
    expect(story.state!.objections.get(objectionId)!.step).toBe(
      ['type-determined', 'truth-found', 'measure-chosen', 'solved'][index],
    );
  });
});

it.each(objectionTypes)('S21: the measure against %s is one of the playbook’s list for it', (objectionType) => {
  const story = sale();
  const own = definition.objectionMeasures![objectionType].map(({ key }) => key);
  const others = objectionTypes.flatMap((type) => definition.objectionMeasures![type].map(({ key }) => key));
  for (const measure of [...others.filter((key) => !own.includes(key)), 'anything']) {
    const objectionId = understood(story, objectionType);
    const refusal = story.judge({ type: 'ChooseObjectionMeasure', objectionId, measure });
    expect(refusal).toMatchObject({
      refused: 'UNKNOWN_REFERENCE',
      missing: [{ key: 'measure', problem: 'not-for-this-type' }],
      detail: { objectionType, measures: own },
    });
  }
  for (const measure of own) {
    story.when({ type: 'ChooseObjectionMeasure', objectionId: understood(story, objectionType), measure });
  }
});

it('S21: a playbook without such lists takes any code', () => {
  const story = climbedTo('user');
  const objectionId = understood(story, 'no-trust');
  story.when({ type: 'ChooseObjectionMeasure', objectionId, measure: 'anything' });
});

it('S21: an unresolved objection blocks the gate of its level, and names itself', () => {
  const story = climbedTo('user');
  completeGate(story, 'user');
  const objectionId = raised(story);
  raised(story, 'expert');
  expect(story.refuses({ type: 'PassGate', gate: 'user' }, 'OBJECTION_OPEN')).toEqual([objectionId]);
  story.when({ type: 'DetermineObjectionType', objectionId, objectionType: 'no-hurry' });
  story.when({ type: 'FindObjectionTruth', objectionId, truth: '年底太忙' });
  story.when({ type: 'ChooseObjectionMeasure', objectionId, measure: 'strengthen-urgency' });
  story.refuses({ type: 'PassGate', gate: 'user' }, 'OBJECTION_OPEN');
  story.when({ type: 'ConfirmObjectionSolved', objectionId });
  story.when({ type: 'PassGate', gate: 'user' });
});
