// What the parts of what was said with an event are called, for whoever reads them one below the other.
import type { JsonObject, Label, PlaybookDefinition } from '#domain';
import { codesOf, labelOf } from './catalogue';
import type { Language } from './language';

type Told = { data: JsonObject; personal?: JsonObject };

/**
 * By the keys of `personal`: a step or a topic of a visit and a field of an action's form as the playbook calls them, any other as every
 * command calls it. A part without a name of its own is not among them; nor is one that stands alone, which the event names.
 */
export function partNames(
  { data, personal = {} }: Told,
  language: Language,
  definition?: PlaybookDefinition,
): { [part: string]: string } | undefined {
  const parts = Object.keys(personal);
  if (parts.length < 2) return undefined;
  const named = parts.flatMap((part): [string, string][] => {
    const name = titleInPlaybook(part, data, definition)?.[language] ?? fieldName(part, language);
    return name === undefined ? [] : [[part, name]];
  });
  return Object.fromEntries(named);
}

function titleInPlaybook(
  part: string,
  { action }: JsonObject,
  definition: PlaybookDefinition | undefined,
): Partial<Label> | undefined {
  if (definition === undefined) return undefined;
  const [, list, key] = /^(step|topic)-(.+)$/.exec(part) ?? [];
  if (list !== undefined)
    return definition.visits?.[`${list as 'step' | 'topic'}s`].find((each) => each.key === key)?.title;
  const form = definition.gates.flatMap(({ actions }) => actions).find((each) => each.key === action)?.form;
  const properties = form?.['properties'] as { [name: string]: { 'x-title'?: Partial<Label> } } | undefined;
  return properties?.[part]?.['x-title'];
}

function fieldName(part: string, language: Language): string | undefined {
  return codesOf('field').includes(part) ? labelOf('field', part, language) : undefined;
}
