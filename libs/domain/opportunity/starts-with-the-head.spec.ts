// S7 on the second playbook: the head starts it, so the chain is walked from the top, and ends with the head again.
import { isRefusal } from '../decider';
import {
  applyingAt,
  completesGate,
  learned,
  saleOn,
  shippedDefinition,
  standsAt,
} from '../testing/shipped-opportunity';
import { contactOn, type OpportunityStory } from '../testing/story-opportunity';

const definition = shippedDefinition('group-customer-top-down');
const bottomUp = shippedDefinition('group-customer');
const facts = { tender: false, need: 'latent', pursue: true };
const sale = (): OpportunityStory => learned(saleOn(definition), definition, 'pre4', facts);
const at = (gate: string): OpportunityStory => standsAt(sale(), definition, gate);

it('S7: from the head’s mandate down the chain, then back to the head for the decision', () => {
  const story = saleOn(definition);
  const walked: string[] = [];
  while (story.state!.status === 'open') {
    const gate = story.state!.gate.key;
    walked.push(gate);
    completesGate(story, definition, { need: 'explicit', tender: false, decision: 'yes' });
    story.when({ type: 'PassGate', gate });
  }
  expect(story.state!.status).toBe('won');
  expect(walked).toEqual([
    'preparation',
    'decision-maker',
    'influencer',
    'expert',
    'purchaser',
    'user',
    'solution',
    'agreement',
  ]);
});

it('S7: a tender is walked from the head as well, through the official channel', () => {
  const story = learned(sale(), definition, 'pre1', { tender: true });
  expect(applyingAt(story, definition, 'expert')).toEqual(['exp1', 'exp2t', 'exp3', 'exp4', 'exp6']);
  expect(applyingAt(story, definition, 'agreement')).not.toContain('agr2');
});

it('S7: nobody has to be broken through to; everything else of the manual is there, once', () => {
  const keysOf = ({ gates }: typeof definition): string[] =>
    gates.flatMap(({ actions }) => actions.map(({ key }) => key));
  const gone = ['use6', 'inf1'];
  const own = ['head1', 'head2', 'head3'];
  expect(keysOf(definition).sort()).toEqual([...keysOf(bottomUp).filter((key) => !gone.includes(key)), ...own].sort());
  expect(definition.facts.map(({ key }) => key)).not.toContain('contactDeciding');
});

it('S7: no level is entered without the head’s mandate', () => {
  const story = at('decision-maker');
  completesGate(story, definition, { mandate: false });
  expect(story.refuses({ type: 'PassGate', gate: 'decision-maker' }, 'DECISION_NO')).toEqual(['mandate']);
  story.when({ type: 'GoBack', to: 'preparation', reason: '未获授权' });
});

it('S22: the solution is decided by everybody on the head’s level, after the offer is approved inside', () => {
  const story = at('solution');
  story.when({ type: 'PlaceContact', contactId: contactOn('spare'), level: 'decision-maker' });
  const contactId = contactOn('decision-maker');
  const solution = definition.gates.find(({ key }) => key === 'solution')!;
  expect(solution.actions.find(({ key }) => key === 'dec3')?.after).toEqual(['dec1', 'dec2']);
  expect(applyingAt(story, definition, 'solution')).toEqual(['dec1', 'dec2', 'dec3', 'dec4', 'dec5']);
  const open = story.judge({ type: 'PassGate', gate: 'solution' });
  const missing = isRefusal(open) ? open.missing.filter(({ key }) => key === 'dec5') : [];
  expect(missing.map((each) => each.contactId)).toEqual([contactId, contactOn('spare')]);
});

it('S7: a gate that asks of a level’s people is closed when nobody is left on it', () => {
  const story = at('solution');
  completesGate(story, definition, { decision: 'yes' });
  const contactId = contactOn('decision-maker');
  story.when({ type: 'TakeContactOff', contactId, level: 'decision-maker', reason: 'left-company' });
  expect(story.refuses({ type: 'PassGate', gate: 'solution' }, 'LEVEL_EMPTY')).toContain('decision-maker');
});
