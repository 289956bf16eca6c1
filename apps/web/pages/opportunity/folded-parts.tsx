// The long parts of the competition: a phone would stand still for all of them at once, so each is drawn when it is opened.
// What was typed in a form that is closed is kept as a draft.
import { Accordion } from '@mantine/core';
import type { ReactElement } from 'react';
import { useWords } from '../../words/words';

type Part = {
  key: 'facts' | 'swot' | 'self-review' | 'environment';
  /** There is something to read, or to fill in. */
  isThere: boolean;
  content: ReactElement;
};

export function FoldedParts({
  order,
  parts,
  opened,
  onOpen,
}: {
  /** Of the headings. */
  order: 2 | 3;
  parts: readonly Part[];
  /** Key of the one that is open. */
  opened: string | null;
  onOpen: (key: string | null) => void;
}): ReactElement | null {
  const { word } = useWords();
  const there = parts.filter(({ isThere }) => isThere);
  if (there.length === 0) return null;
  return (
    <Accordion variant="separated" order={order} keepMounted={false} value={opened} onChange={onOpen}>
      {there.map(({ key, content }) => (
        <Accordion.Item key={key} value={key}>
          <Accordion.Control>{word(`competition.${key}`)}</Accordion.Control>
          <Accordion.Panel>{content}</Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
