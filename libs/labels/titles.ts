// What the things of a playbook are called: titles by their keys, and the words for a missing one of them.
import type { JsonObject, Label, Missing, PlaybookDefinition } from '#domain';
import type { Language } from './language';
import { missingLabel } from './missing-label';

export type Titled = 'action' | 'gate' | 'level' | 'fact' | 'group' | 'follow-up' | 'channel';

export function titleOf(definition: PlaybookDefinition, kind: Titled, key: string): Label | undefined {
  return thingsOf(definition, kind).find((each) => each.key === key)?.title;
}

function thingsOf(definition: PlaybookDefinition, kind: Titled): readonly { key: string; title: Label }[] {
  switch (kind) {
    case 'action':
      return definition.gates.flatMap(({ actions }) => actions);
    case 'gate':
      return definition.gates;
    case 'level':
      return definition.levels;
    case 'fact':
      return definition.facts;
    case 'group':
      return definition.approvals.groups;
    case 'channel':
      return definition.channels ?? [];
    case 'follow-up':
      return [...definition.followUps.items, ...(definition.followUps.events ?? []).flatMap(({ acts }) => acts)];
  }
}

const titledOf: { [W in Missing['what']]?: Titled } = {
  action: 'action',
  person: 'level',
  level: 'level',
  fact: 'fact',
  right: 'group',
};

/**
 * As `missingLabel`, with things called as the playbook calls them.
 * @param about what the refusal names besides: for answers, the `action` whose form they belong to
 */
export function missingIn(
  definition: PlaybookDefinition,
  missing: Pick<Missing, 'what' | 'key' | 'problem' | 'levels'>,
  about: JsonObject | undefined,
  language: Language,
): string {
  const kind = titledOf[missing.what];
  const title =
    kind === undefined
      ? answerTitle(definition, missing.key, about)
      : (titleOf(definition, kind, missing.key) ?? actTitle(definition, missing));
  const levels = (missing.levels ?? []).map((level) => titleOf(definition, 'level', level)?.[language] ?? level);
  return missingLabel(missing, language, title?.[language], levels);
}

/** What is to be done after a sale is an action as well. */
function actTitle(definition: PlaybookDefinition, { what, key }: Pick<Missing, 'what' | 'key'>): Label | undefined {
  return what === 'action' ? titleOf(definition, 'follow-up', key) : undefined;
}

function answerTitle(definition: PlaybookDefinition, path: string, about: JsonObject | undefined): Label | undefined {
  const [root, name = ''] = path.split('.');
  if (root !== 'answers') return undefined;
  const action = definition.gates.flatMap(({ actions }) => actions).find(({ key }) => key === about?.['action']);
  const properties = action?.form?.['properties'] as { [name: string]: { 'x-title'?: Label } } | undefined;
  return properties?.[name]?.['x-title'];
}
