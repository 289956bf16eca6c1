// The competition for the sale (S9–S12): rivals with what is known of them, the adviser with reasons and rules, the choice, the self-review, SWOT.
import { Accordion, Alert, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactElement } from 'react';
import type { JsonObject, SwotPair } from '#domain';
import { competition } from '../../client/queries';
import type { CompetitionView } from '../../client/views';
import { useIsReading } from '../../forms/acting';
import { CommandForm, optionsField, severalField, titled, useCodeField } from '../../forms/command-form';
import { CommandMenu } from '../../forms/command-menu';
import type { SchemaProperty } from '../../forms/schema-fields';
import { Section } from '../../layout/section';
import { useWords } from '../../words/words';
import { RivalFacts } from './rival-facts';
import { pathOf, useSale } from './sale';

type Rival = CompetitionView['rivals'][number];
type Advice = Rival['advice'][number];

const reviewQuestions = [
  'customerStage',
  'questionsToRaise',
  'ownStrengthsAndWeaknesses',
  'rivalStrengthsAndWeaknesses',
  'objectionsExpected',
  'supportWanted',
];

const flag: SchemaProperty = { type: 'boolean' };
const percent: SchemaProperty = { type: 'integer', minimum: 0, maximum: 100 };

const text: SchemaProperty = { type: 'string' };
const lines: SchemaProperty = { type: 'array' };

export function Competition(): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const { data: view } = useSuspenseQuery(competition(sale.view.id));
  const [adding, setAdding] = useState(false);
  const open = !useIsReading() && sale.view.status === 'open';
  const rivals = sale.definition.outcomes?.rivals ?? [];
  const { of } = useWords();
  // The long forms come second: a phone would stand still for all at once.
  const isWhole = useDeferredValue(true, false);
  return (
    <Stack>
      {view.rivals.length === 0 && <Text c="dimmed">{word('competition.none')}</Text>}
      {view.rivals.map((rival) => (
        <OneRival key={rival.id} rival={rival} version={view.version} open={open} />
      ))}
      {open &&
        (adding ? (
          <Card withBorder>
            <CommandForm
              draft={`${sale.view.id}.rival`}
              path={pathOf(sale, '/rivals')}
              fields={{
                name: { type: 'string', maxLength: 200 },
                ...(rivals.length === 0
                  ? {}
                  : { code: optionsField(rivals.map(({ key, title }) => ({ value: key, label: of(title, key) }))) }),
                sharePercent: percent,
                entrenched: flag,
              }}
              required={['name']}
              submit={word('competition.add-rival')}
              onDone={() => setAdding(false)}
            />
          </Card>
        ) : (
          <Group>
            <Button variant="light" onClick={() => setAdding(true)}>
              {word('competition.add-rival')}
            </Button>
          </Group>
        ))}
      {open && isWhole && <SelfReview view={view} />}
      {open && isWhole && (
        <Section title={word('competition.environment')}>
          <Environment />
        </Section>
      )}
    </Stack>
  );
}

function OneRival({
  rival,
  version,
  open,
}: {
  rival: Rival;
  /** At which this was read. */
  version: number;
  open: boolean;
}): ReactElement {
  const { word, label } = useWords();
  return (
    <Card withBorder component="article" aria-label={rival.name}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {rival.name ?? rival.code ?? word('name.erased')}
          </Title>
          <Group gap="sm">
            {rival.strategy !== undefined && (
              <Badge color="teal">{word('competition.chosen', { strategy: label('strategy', rival.strategy) })}</Badge>
            )}
            {open && <RivalWays rival={rival} />}
          </Group>
        </Group>
        <Stack gap="xs">
          {rival.advice.map((advice) => (
            <OneAdvice key={advice.strategy} rival={rival} advice={advice} open={open} />
          ))}
        </Stack>
        {open && (
          // The long forms are drawn when they are opened; what was typed in them is kept as a draft.
          <Accordion variant="separated" order={3} keepMounted={false}>
            <Accordion.Item value="facts">
              <Accordion.Control>{word('competition.facts')}</Accordion.Control>
              <Accordion.Panel>
                <RivalFacts rival={rival} version={version} />
              </Accordion.Panel>
            </Accordion.Item>
            <Accordion.Item value="swot">
              <Accordion.Control>{word('competition.swot')}</Accordion.Control>
              <Accordion.Panel>
                <Swot rival={rival} />
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
        )}
      </Stack>
    </Card>
  );
}

function RivalWays({ rival }: { rival: Rival }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const reason = { fields: { reason: text }, required: ['reason'] };
  return (
    <CommandMenu
      name={word('sale.ways')}
      commands={[
        ...(rival.strategy === undefined
          ? []
          : [
              {
                draft: `${rival.id}.review`,
                path: pathOf(sale, '/strategy/review'),
                title: word('competition.review-strategy'),
                about: word('competition.review-strategy.text'),
                toBody: (answers: JsonObject) => ({ ...answers, rivalId: rival.id }),
                ...reason,
              },
            ]),
        {
          draft: `${rival.id}.drop`,
          path: pathOf(sale, `/rivals/${rival.id}/drop`),
          title: word('competition.drop'),
          ...reason,
        },
      ]}
    />
  );
}

/** What is outside and inside that bears on the sale (S9), and how the points of the playbook stand. */
function Environment(): ReactElement {
  const { word, of } = useWords();
  const sale = useSale();
  const codeField = useCodeField();
  const points = sale.definition.environmentPoints ?? [];
  const POINT = 'point.';
  return (
    <CommandForm
      draft={`${sale.view.id}.environment`}
      path={pathOf(sale, '/environment')}
      fields={{
        external: lines,
        internal: lines,
        ...Object.fromEntries(
          points.map(({ key, title }) => [
            `${POINT}${key}`,
            { ...codeField('point-standing'), 'x-title': titled(of(title, key)) },
          ]),
        ),
      }}
      required={['external', 'internal']}
      toBody={({ external, internal, ...rest }) => ({
        external: external ?? [],
        internal: internal ?? [],
        points: Object.entries(rest).map(([name, standing]) => ({
          point: name.slice(POINT.length),
          standing: standing!,
        })),
      })}
      submit={word('competition.save-environment')}
    />
  );
}

const colours: { [verdict: string]: string } = {
  recommended: 'teal',
  possible: 'blue',
  warned: 'yellow',
  undecided: 'gray',
  forbidden: 'red',
};

/** A strategy with the rules that speak for and against it, and the button that chooses it. */
function OneAdvice({ rival, advice, open }: { rival: Rival; advice: Advice; open: boolean }): ReactElement {
  const { word, of, label } = useWords();
  const sale = useSale();
  const [choosing, setChoosing] = useState<'choose' | 'exception'>();
  const rules = [...advice.recommendedBy, ...advice.warnedBy, ...advice.forbiddenBy];
  return (
    <Alert color={colours[advice.verdict]} variant="light" p="sm">
      <Group justify="space-between" align="flex-start">
        <Stack gap={2} flex={1} miw={200}>
          <Group gap="xs">
            <Text size="sm" fw={600}>
              {label('strategy', advice.strategy)}
            </Text>
            <Badge size="sm" color={colours[advice.verdict]} variant="outline">
              {label('strategy-verdict', advice.verdict)}
            </Badge>
          </Group>
          {rules.map((rule) => (
            <Text key={rule.key} size="sm">
              {of(rule.title, rule.key)} {rule.source === undefined ? '' : `(${rule.source.join(', ')})`}
            </Text>
          ))}
          {advice.undecided.map(({ rule, facts }) => (
            <Text key={rule.key} size="sm">
              {of(rule.title, rule.key)}:{' '}
              {word('competition.waits-for', {
                facts: facts.map((fact) => label('strategy-fact', fact)).join(word('list.comma')),
              })}
            </Text>
          ))}
        </Stack>
        {open && choosing === undefined && rival.strategy !== advice.strategy && (
          <Button
            size="xs"
            variant="default"
            onClick={() => setChoosing(advice.verdict === 'forbidden' ? 'exception' : 'choose')}
          >
            {word(advice.verdict === 'forbidden' ? 'competition.ask-exception' : 'competition.choose')}
          </Button>
        )}
      </Group>
      {choosing !== undefined && (
        <CommandForm
          draft={`${sale.view.id}.${choosing}.${rival.id}.${advice.strategy}`}
          path={pathOf(sale, choosing === 'choose' ? '/strategy' : '/strategy-exceptions')}
          fields={{ reason: text }}
          required={choosing === 'exception' || advice.verdict === 'warned' ? ['reason'] : []}
          toBody={(answers) => ({ ...answers, rivalId: rival.id, strategy: advice.strategy })}
          submit={word(choosing === 'choose' ? 'competition.choose' : 'competition.ask-exception')}
          onDone={() => setChoosing(undefined)}
        />
      )}
    </Alert>
  );
}

/** What each pair is built from: a list of ours and one of what is around us. */
const swotLists: { [P in SwotPair]: readonly [own: string, outside: string] } = {
  SO: ['strengths', 'chances'],
  ST: ['strengths', 'threats'],
  WO: ['weaknesses', 'chances'],
  WT: ['weaknesses', 'threats'],
};
const pairs = Object.keys(swotLists) as SwotPair[];
const listNames = ['strengths', 'weaknesses', 'chances', 'threats'];

/** S11: four lists, one thing a line; then for each pair a strategy, and the things on the lists that it rests on. */
function Swot({ rival }: { rival: Rival }): ReactElement {
  const { word, label } = useWords();
  const sale = useSale();
  const titled = (property: SchemaProperty, title: string): SchemaProperty => ({
    ...property,
    'x-title': { 'zh-CN': title, en: title },
  });
  const restsOn = (pair: SwotPair, list: string, answers: JsonObject): SchemaProperty => {
    const choices = linesOf(answers, list).map((line, index) => ({ value: String(index), label: line }));
    const values = { pair: label('swot-pair', pair), list: label('field', list) };
    return titled(severalField(choices), word('competition.rests-on', values));
  };
  return (
    <CommandForm
      draft={`${sale.view.id}.swot.${rival.id}`}
      path={pathOf(sale, `/rivals/${rival.id}/swot`)}
      fields={(answers) => ({
        ...Object.fromEntries(listNames.map((list) => [list, lines])),
        ...Object.fromEntries(
          pairs.flatMap((pair) => {
            const [own, outside] = swotLists[pair];
            return [
              [`text.${pair}`, titled(text, label('swot-pair', pair))],
              [`own.${pair}`, restsOn(pair, own, answers)],
              [`outside.${pair}`, restsOn(pair, outside, answers)],
            ];
          }),
        ),
      })}
      required={listNames}
      toBody={(answers) => ({
        ...Object.fromEntries(listNames.map((list) => [list, linesOf(answers, list)])),
        derived: pairs.flatMap((pair) => {
          const derived = answers[`text.${pair}`];
          if (typeof derived !== 'string') return [];
          const own = linesOf(answers, `own.${pair}`).map(Number);
          const outside = linesOf(answers, `outside.${pair}`).map(Number);
          return [{ pair, own, outside, text: derived }];
        }),
      })}
      submit={word('competition.save-swot')}
    />
  );
}

function linesOf(answers: JsonObject, name: string): string[] {
  const value = answers[name];
  return Array.isArray(value) ? value.map(String).filter((line) => line.trim() !== '') : [];
}

/** S10: six questions to oneself before one competes. */
function SelfReview({ view }: { view: CompetitionView }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const last = view.history.filter(({ type }) => type === 'SelfReviewed').at(-1);
  return (
    <Card withBorder component="section">
      <Title order={2} size="h4" mb="xs">
        {word('competition.self-review')}
      </Title>
      <CommandForm
        key={last?.version ?? 0}
        draft={`${sale.view.id}.self-review`}
        path={pathOf(sale, '/self-review')}
        fields={Object.fromEntries(reviewQuestions.map((name) => [name, text]))}
        required={reviewQuestions}
        initial={(last?.said ?? {}) as JsonObject}
        settles={{ version: view.version, timeline: pathOf(sale, '/timeline'), concerns: ['SelfReviewed'] }}
        submit={word('competition.save-review')}
      />
    </Card>
  );
}
