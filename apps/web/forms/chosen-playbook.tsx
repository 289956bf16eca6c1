// By which playbook something is done that only some of them have rules for: asked where there is more than one of these.
import { Select, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { playbookLatest, playbooks } from '../client/queries';
import type { Playbook } from '../client/views';
import { useWords } from '../words/words';
import type { Choice } from './schema-fields';

type Section = Awaited<ReturnType<NonNullable<(typeof playbooks)['queryFn']>>>[number]['sections'][number];

export function usePlaybooksWith(section: Section): Choice[] {
  const { of } = useWords();
  const { data: published } = useSuspenseQuery(playbooks);
  return published
    .filter(({ sections }) => sections.includes(section))
    .map(({ key, title }) => ({ value: key, label: of(title, key) }));
}

type Chosen = {
  /** None where no playbook has such rules: then it cannot be done. */
  playbookKey: string | undefined;
  /** In its latest version; not there until it is read. */
  definition: Playbook | undefined;
  /** To be placed before what hangs on the choice. */
  field: ReactNode;
};

export function useChosenPlaybook(section: Section): Chosen {
  const { label } = useWords();
  const choices = usePlaybooksWith(section);
  const [chosen, choose] = useState<string>();
  const playbookKey = chosen ?? choices[0]?.value;
  const { data: definition } = useQuery({ ...playbookLatest(playbookKey ?? ''), enabled: playbookKey !== undefined });
  const field = choices.length > 1 && (
    <Select
      label={label('field', 'playbookKey')}
      data={choices}
      value={playbookKey ?? null}
      onChange={(key) => choose(key ?? undefined)}
      allowDeselect={false}
    />
  );
  return { playbookKey, definition, field };
}

/** In the place of a form that no playbook has rules for. */
export function NoPlaybook(): ReactNode {
  const { word } = useWords();
  return <Text c="dimmed">{word('playbook.none-for-this')}</Text>;
}
