// Whether the sale is a complex one (S2), in a line that opens to the points and what each of them rests on.
import { Text } from '@mantine/core';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { Loading } from '../../layout/loading';
import { useWords } from '../../words/words';
import { useSale } from './sale';

const ComplexityPoints = lazy(async () => ({ default: (await import('./complexity-points')).ComplexityPoints }));

export function Complexity(): ReactElement | null {
  const { word } = useWords();
  const { complexity } = useSale().view;
  const [opened, setOpened] = useState(false);
  if (complexity === undefined) return null;
  const { complex, high, points } = complexity;
  const said = complex === 'undecided' ? 'undecided' : complex ? 'complex' : 'simple';
  return (
    <Text component="details" size="sm" mb="sm" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{word(`complexity.${said}`, { high, points: points.length })}</summary>
      {opened && (
        <Suspense fallback={<Loading />}>
          <ComplexityPoints complexity={complexity} />
        </Suspense>
      )}
    </Text>
  );
}
