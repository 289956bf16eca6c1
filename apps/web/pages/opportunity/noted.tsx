// What was written down, to be read: a name, and each thing that was said under it; or that it was erased.
import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useWords } from '../../words/words';
import type { LastSaid } from './last-said';

export function Noted({ name, lines }: { name: string; lines: readonly unknown[] }): ReactElement | null {
  const said = lines.filter((line) => typeof line === 'string' && line !== '') as string[];
  if (said.length === 0) return null;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      {said.map((line, index) => (
        <Text key={index} size="sm" className="said">
          {line}
        </Text>
      ))}
    </div>
  );
}

/** In place of words that were erased: without it nobody would know that something was written. */
export function IfErased({ last }: { last: LastSaid | undefined }): ReactElement | null {
  const { word } = useWords();
  if (last === undefined || last.said !== undefined) return null;
  return (
    <Text size="sm" c="dimmed">
      {word('said.erased')}
    </Text>
  );
}
