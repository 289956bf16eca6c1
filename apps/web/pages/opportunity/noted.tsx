// What was written down, to be read: a name, and each thing that was said under it.
import { Text } from '@mantine/core';
import type { ReactElement } from 'react';

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
