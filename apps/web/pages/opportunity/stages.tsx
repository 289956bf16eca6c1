// The stages of the sales process (S6) as a line: what is done, what is under way, what lies off this sale's path.
import { Group, Text, VisuallyHidden } from '@mantine/core';
import type { ReactElement } from 'react';
import { useWords } from '../../words/words';
import { useSale } from './sale';

export function Stages(): ReactElement | null {
  const { label, of, word } = useWords();
  const { view, definition } = useSale();
  if (view.stages.length === 0) return null;
  const titles = new Map(definition.stages.map(({ key, title }) => [key, title]));
  return (
    <Group component="ol" gap={4} p={0} m={0} mb="sm" className="stages" aria-label={word('sale.stages')} tabIndex={0}>
      {view.stages.map(({ stage, status, open }) => (
        <Text component="li" key={stage} size="xs" className="stage" data-status={status}>
          {of(titles.get(stage), stage)}
          {open > 0 && status === 'under-way' ? ` · ${open}` : ''}
          <VisuallyHidden>{word('list.line', { what: '', value: label('stage-status', status) })}</VisuallyHidden>
        </Text>
      ))}
    </Group>
  );
}
