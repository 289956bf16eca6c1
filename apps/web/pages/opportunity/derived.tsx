// An action that is done when something else is: that very thing in place, or the way to where it is done.
import { Button, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import type { DerivedFact } from '#domain';
import { useWords } from '../../words/words';
import { PeopleOfLevel } from './people-of-level';
import { useSale } from './sale';

/** Where what completes an action by itself is done, on this page. */
const partOf: { [F in DerivedFact]?: string } = {
  'offer-approved': 'offer',
  'agreement-recorded': 'agreement',
  'break-through-planned': 'needs',
  'introduced-to-power': 'needs',
  'matrix-complete': 'needs',
  'need-guided': 'needs',
  'self-reviewed': 'competition',
  'swot-analysed': 'competition',
  'strategy-chosen': 'competition',
  rehearsed: 'contacting',
  'appointment-booked': 'contacting',
  visited: 'contacting',
  'solution-presented': 'contacting',
  'negotiation-prepared': 'contacting',
};

/** What is folded there, and is opened with it. */
const openedFor: { [F in DerivedFact]?: string } = { 'self-reviewed': 'self-review' };

/** There is nothing to fill in; what completes it is here, or one click away. */
export function Derived({ from }: { from: readonly DerivedFact[] }): ReactElement {
  const { word, of, label } = useWords();
  const { definition } = useSale();
  const [, setQuery] = useSearchParams();
  const parts = [...new Set(from.flatMap((fact) => partOf[fact] ?? []))];
  const opened = from.flatMap((fact) => openedFor[fact] ?? []).at(0);
  return (
    <Stack gap="sm">
      <Text size="sm">
        {word('action.derived', { what: from.map((fact) => label('derived-fact', fact)).join(word('list.comma')) })}
      </Text>
      {from.includes('chain-identified') &&
        definition.levels.map(({ key, title }) => (
          <Stack key={key} gap={4}>
            <Text size="sm" fw={500}>
              {of(title, key)}
            </Text>
            <PeopleOfLevel level={key} />
          </Stack>
        ))}
      {parts.map((part) => (
        <Button
          key={part}
          size="xs"
          variant="light"
          style={{ alignSelf: 'flex-start' }}
          onClick={() =>
            setQuery((before) => {
              before.set('part', part);
              if (opened !== undefined) before.set('about', opened);
              return before;
            })
          }
        >
          {word('action.go-to', { part: word(`sale.part.${part}` as 'sale.part.offer') })}
        </Button>
      ))}
    </Stack>
  );
}
