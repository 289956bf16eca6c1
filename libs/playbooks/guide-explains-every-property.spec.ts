// The guide for owners of playbooks is true: it explains every property of a playbook and no other, and what it shows works.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloneFolder } from '../../deploy/local/folders';
import { changedByTheGuide, commands, explainedProperties, fragments } from '../../tests/support/playbook-guide';
import { playbookSchema } from '../domain/playbook/playbook-schema';
import { validatePlaybook } from '../domain/playbook/validate-playbook';
import { isRefusal } from '../domain/decider';
import type { PlaybookDefinition } from '../domain/playbook/playbook';
import { contest, rivalIn, strong } from '../domain/testing/contest';
import { completesGate, saleOn, shippedDefinition } from '../domain/testing/shipped-opportunity';
import { readPlaybook } from './read-playbook';

type Schema = {
  properties?: { [name: string]: Schema };
  required?: string[];
  items?: Schema;
  oneOf?: Schema[];
};

/** Everything speaks for head-on, but hardly anybody knows us. */
const strongButUnknown = { ...strong, advantagePercent: 250, marketSharePercent: 5 };

const { all, required } = propertiesOf(playbookSchema as Schema);

it('explains every property of every section, and no other', () => {
  expect([...explainedProperties().all].sort()).toEqual([...all].sort());
});

it('says of each whether it must be there', () => {
  expect([...explainedProperties().required].sort()).toEqual([...required].sort());
});

it('shows a rule that the adviser goes by, and that was not there before', () => {
  const judged = (definition: PlaybookDefinition): unknown => {
    const story = contest(definition);
    const rivalId = rivalIn(story, { ...strongButUnknown });
    const outcome = story.judge({ type: 'ChooseStrategy', rivalId, strategy: 'head-on' });
    return isRefusal(outcome) ? outcome : outcome.at(-1);
  };
  expect(judged(shippedDefinition('group-customer'))).toMatchObject({ type: expect.any(String) });
  expect(judged(changed())).toMatchObject({ refused: expect.stringContaining('STRATEGY') });
  expect(JSON.stringify(judged(changed()))).toContain('no-head-on-with-a-small-share');
});

it('shows an action and a question that change the shipped playbook as it says', () => {
  expect(fragments.map(({ under }) => under)).toEqual(
    expect.arrayContaining(['gates.user.actions', 'questionBank', 'strategyRules']),
  );
  expect(commands.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(
    expect.arrayContaining(['playbook show', 'playbook check', 'playbook publish']),
  );
  const definition = changed();
  const story = saleOn(definition);
  completesGate(story, definition, { need: 'latent', pursue: true, tender: false, contactDeciding: true });
  story.when({ type: 'PassGate', gate: 'preparation' });
  expect(story.refuses({ type: 'PassGate', gate: 'user' }, 'ACTIONS_OPEN')).toContain('use-pilot');
  const pilot = { place: 'moon', people: 12, startsOn: '2026-03-16' };
  story.refuses({ type: 'CompleteAction', action: 'use-pilot', answers: pilot }, 'FORM_INVALID');
  const [event] = story.when({
    type: 'CompleteAction',
    action: 'use-pilot',
    answers: { ...pilot, place: 'shop', wishes: '快' },
  });
  expect(event).toMatchObject({
    data: { answers: { ...pilot, place: 'shop' } },
    personal: { fields: expect.anything() },
  });
  expect(story.refuses({ type: 'PassGate', gate: 'user' }, 'ACTIONS_OPEN')).not.toContain('use-pilot');
  completesGate(story, definition);
  expect(story.when({ type: 'PassGate', gate: 'user' })).toMatchObject([{ type: 'GatePassed' }]);
});

/** The shipped playbook with everything that the guide puts into it. */
function changed(): PlaybookDefinition {
  const text = readFileSync(join(cloneFolder(), 'libs/playbooks/group-customer.yaml'), 'utf8');
  const checked = validatePlaybook(readPlaybook(changedByTheGuide(text)).document);
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return checked.definition;
}

/** Dotted paths, `[]` for the things of a list. What every thing has, and parts that several sections share, count once. */
function propertiesOf(schema: Schema): { all: Set<string>; required: Set<string> } {
  const found = { all: new Set<string>(), required: new Set<string>() };
  const walk = ({ properties = {}, required: needed = [], items, oneOf = [] }: Schema, path: string): void => {
    for (const each of oneOf) walk(each, path);
    if (items !== undefined) walk(items, `${path}[]`);
    if ('zh-CN' in properties) return;
    for (const [name, property] of Object.entries(properties)) {
      const own = shared(path === '' ? name : `${path}.${name}`);
      const isCommon = path !== '' && (name === 'key' || name === 'title');
      if (!isCommon) found.all.add(own);
      if (!isCommon && path !== '' && needed.includes(name)) found.required.add(own);
      walk(property, own);
    }
  };
  walk(schema, '');
  // Of the document itself the headings are the names.
  if (schema.required?.includes('businessTime') === true) found.required.add('businessTime');
  return found;
}

function shared(path: string): string {
  return path
    .replace(
      /^approvals\.(offer\[\]\.rounds|waiver|absent-level|strategy-exception|override)\[\]\./,
      'approvals.round.',
    )
    .replace(/^followUps\.items\[\]\.plan\.[ABC]\./, 'followUps.plan.');
}
