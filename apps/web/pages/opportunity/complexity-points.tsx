// The points in which selling to a group differs from selling to a person (S2): the side of each, and from what on it is the high one.
import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Complexity, FactValue } from '#domain';
import type { Playbook } from '../../client/views';
import { factTitle, factValue, inWords, valuesAsked } from '../../shown/playbook-words';
import { count } from '../../shown/values';
import { useWords } from '../../words/words';
import { useSale } from './sale';

type Standing = Complexity['points'][number];
type Ground = Standing['restsOn'][number];
type Point = NonNullable<Playbook['complexity']>['points'][number];
type AskedGround = Point['highWhen'][number];

export function ComplexityPoints({ complexity: { complexFrom, points } }: { complexity: Complexity }): ReactElement {
  const { word } = useWords();
  const { definition } = useSale();
  return (
    <Stack gap="xs" mt="xs">
      <Text size="sm" c="dimmed">
        {word('complexity.from', { count: complexFrom })}
      </Text>
      <SimpleGrid component="ul" cols={{ base: 1, sm: 2, lg: 3 }} spacing="xs" p={0} m={0} className="plain-list">
        {definition.complexity?.points.map((point, index) => (
          <PointShown key={point.key} point={point} standing={points[index]!} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function PointShown({ point, standing: { side, restsOn } }: { point: Point; standing: Standing }): ReactElement {
  const { word, of } = useWords();
  const value = side === 'undecided' ? word('complexity.not-known') : of(point[side]);
  return (
    <li>
      <Text size="sm" fw={600}>
        {word('playbook.is', { fact: of(point.title), value })}
      </Text>
      {restsOn.map((ground, index) => (
        <GroundShown key={index} ground={ground} asked={point.highWhen[index]!} high={of(point.high)} />
      ))}
    </li>
  );
}

function GroundShown({ ground, asked, high }: { ground: Ground; asked: AskedGround; high: string }): ReactElement {
  const { word } = useWords();
  const inWords = useGround();
  const holds = ground.holds === true;
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      {holds && (
        <span role="img" aria-label={word('complexity.holds')}>
          <IconCheck size={14} aria-hidden />
        </span>
      )}
      <Text size="sm" c={holds ? undefined : 'dimmed'}>
        {inWords(ground, asked, high)}
      </Text>
    </Group>
  );
}

/** As it stands, and what makes the point a high one. */
function useGround(): (ground: Ground, asked: AskedGround, high: string) => string {
  const words = useWords();
  const { word, label, language } = words;
  const { definition } = useSale();
  const notKnown = word('complexity.not-known');
  const standing = (fact: string, value: FactValue | undefined): string =>
    word('playbook.is', {
      fact: factTitle(words, definition, fact),
      value: value === undefined ? notKnown : factValue(words, definition, fact, value),
    });
  return (ground, asked, high) => {
    if ('measure' in ground) {
      const { measure, value, atLeast } = ground;
      const shown = value === undefined ? notKnown : count(language, value);
      const what = word('playbook.is', { fact: label('complexity-measure', measure), value: shown });
      return word('complexity.measured', { what, high, from: count(language, atLeast) });
    }
    // An answer that makes the point a high one needs no second telling.
    const toldOf = (what: string, when: string): string =>
      ground.holds === true ? what : word('complexity.asked', { what, high, when });
    const { when } = asked as Extract<AskedGround, { when: object }>;
    if ('fact' in when) {
      return toldOf(standing(when.fact, ground.facts[when.fact]), valuesAsked(words, definition, when));
    }
    const known = Object.entries(ground.facts).map(([fact, value]) => standing(fact, value));
    return toldOf(known.join(word('list.comma')) || notKnown, inWords(words, definition, when));
  };
}
