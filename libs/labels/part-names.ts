// What the parts of what was said with an event are called, for whoever reads them one below the other.
import type { JsonObject, Label, PlaybookDefinition } from '#domain';
import { codesOf, labelOf } from './catalogue';
import type { Codes } from './codes';
import type { Language } from './language';

type Told = { type: string; data: JsonObject; personal?: JsonObject };

/** Whose `name` is that of a human being. */
const ofPeople: readonly string[] = [
  'ContactRegistered',
  'ContactChanged',
  'StaffRegistered',
  'StaffPersonChanged',
] satisfies Codes['event'][];

type Titled = { key: string; title: Partial<Label> };

/**
 * By the keys of `personal`, in the order in which they are asked: steps and topics of a visit and fields of an action's form as the
 * playbook calls them, then what every command calls by the same name. A part without a name of its own is not among them; nor is one that
 * stands alone, which the event names.
 */
export function partNames(
  { type, data, personal = {} }: Told,
  language: Language,
  definition?: PlaybookDefinition,
): { [part: string]: string } | undefined {
  const isPart = (key: string): boolean => Object.hasOwn(personal, key);
  if (Object.keys(personal).length < 2) return undefined;
  const asPlaybookSays = titlesInPlaybook(data, definition).flatMap(({ key, title }): [string, string][] => {
    const name = title[language];
    return isPart(key) && name !== undefined ? [[key, name]] : [];
  });
  const byEveryCommand = codesOf('field')
    .filter(isPart)
    .map((key): [string, string] => [key, labelOf('field', wordOf(key, type), language)]);
  return Object.fromEntries([
    ...asPlaybookSays,
    ...byEveryCommand.filter(([key]) => !asPlaybookSays.some(([each]) => each === key)),
  ]);
}

function wordOf(key: string, type: string): string {
  return key === 'name' && ofPeople.includes(type) ? 'personName' : key;
}

function titlesInPlaybook({ action }: JsonObject, definition: PlaybookDefinition | undefined): Titled[] {
  if (definition === undefined) return [];
  const { steps = [], topics = [] } = definition.visits ?? {};
  const form = definition.gates.flatMap(({ actions }) => actions).find(({ key }) => key === action)?.form;
  const properties = (form?.['properties'] ?? {}) as { [name: string]: { 'x-title'?: Partial<Label> } };
  return [
    ...steps.map(({ key, title }) => ({ key: `step-${key}`, title })),
    ...topics.map(({ key, title }) => ({ key: `topic-${key}`, title })),
    ...Object.entries(properties).map(([key, { 'x-title': title = {} }]) => ({ key, title })),
  ];
}
