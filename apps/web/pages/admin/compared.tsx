// Two versions of a document, as people read them: what the newer one has in place of the older, thing by thing.
import { Badge, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { startTransition, useEffect, useState, type ReactElement } from 'react';
import { Section } from '../../layout/section';
import { useWords } from '../../words/words';
import { differences, type Compared, type Part, type Thing } from './told';

type Sides = {
  before: readonly Part[];
  now: readonly Part[];
  /** What the two are called, the earlier one first. */
  names: [string, string];
};

export function DifferentParts({ before, now, names }: Sides): ReactElement {
  const { word } = useWords();
  const earlier = new Map(before.map(({ title, things }) => [title, things]));
  const parts = now
    .map(({ title, things }) => ({ title, found: differences(earlier.get(title) ?? [], things) }))
    .filter(({ found }) => found.length > 0);
  if (parts.length === 0) return <Text>{word('compared.same')}</Text>;
  return (
    <InTurn
      parts={parts.map(({ title, found }) => (
        <Section key={title} title={word(title)}>
          <Stack gap="lg">
            {found.map((each) => (
              <Pair key={(each.now ?? each.before)!.key} compared={each} names={names} />
            ))}
          </Stack>
        </Section>
      ))}
    />
  );
}

/** One part after the other: a phone would stand still for a whole playbook at once. */
export function InTurn({ parts }: { parts: ReactElement[] }): ReactElement {
  const [drawn, setDrawn] = useState(1);
  useEffect(() => {
    if (drawn < parts.length) startTransition(() => setDrawn(drawn + 1));
  }, [drawn, parts.length]);
  return <>{parts.slice(0, drawn)}</>;
}

/** @param unlike the same thing elsewhere: lines that it has not are marked, by more than their colour */
export function Rules({ thing, unlike }: { thing: Thing; unlike?: { thing?: Thing; mark: string } }): ReactElement {
  // Of what differs, the lines that stand there as well.
  const elsewhere = new Set(unlike?.thing?.lines.flatMap((line) => line.split('\n').slice(1)));
  return (
    <div>
      <Text size="sm" fw={600}>
        {thing.title}
      </Text>
      {thing.lines.map((line, index) => {
        const colour = `var(--mantine-color-${unlike?.mark === '+' ? 'teal' : 'red'}-light-color)`;
        const isMarked = unlike?.thing !== undefined && !unlike.thing.lines.includes(line);
        const [head, ...rest] = line.split('\n');
        return (
          <Text
            key={`${index}:${line}`}
            size="sm"
            component="div"
            c={unlike?.thing === undefined ? undefined : isMarked ? colour : 'dimmed'}
            mt={rest.length > 0 ? 'xs' : 2}
            style={{ overflowWrap: 'anywhere' }}
          >
            <Text span inherit fw={isMarked || rest.length > 0 ? 500 : undefined}>
              {isMarked ? `${unlike.mark} ${head}` : head}
            </Text>
            {rest.map((each) => (
              <Text key={each} inherit pl="md" c={isMarked && elsewhere.has(each) ? 'dimmed' : undefined}>
                {each}
              </Text>
            ))}
          </Text>
        );
      })}
    </div>
  );
}

function Pair({ compared: { before, now }, names }: { compared: Compared; names: [string, string] }): ReactElement {
  const { word } = useWords();
  const what = before === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
  const sides = [
    { name: names[0], thing: before, unlike: now, mark: '−' },
    { name: names[1], thing: now, unlike: before, mark: '+' },
  ];
  return (
    <Stack gap={6} component="article" aria-label={(now ?? before)!.title}>
      <Group>
        <Badge variant="light" color={{ added: 'teal', removed: 'red', changed: 'orange' }[what]}>
          {word(`compared.${what}`)}
        </Badge>
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        {sides.map(({ name, thing, unlike, mark }) => (
          <div key={name}>
            <Text size="xs" c="dimmed">
              {name}
            </Text>
            {thing === undefined ? (
              <Text size="sm" c="dimmed">
                {word('compared.not-there')}
              </Text>
            ) : (
              <Rules thing={thing} unlike={{ thing: unlike, mark }} />
            )}
          </div>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
