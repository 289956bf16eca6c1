// The competition for the sale (S9–S12): rivals with what is known of them, the adviser with reasons and rules, the choice, the self-review, SWOT.
import { Alert, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { JsonObject } from '#domain';
import { competition } from '../../client/queries';
import type { CompetitionView } from '../../client/views';
import { useIsReading } from '../../forms/acting';
import { CommandForm, optionsField } from '../../forms/command-form';
import { CommandMenu } from '../../forms/command-menu';
import type { SchemaProperty } from '../../forms/schema-fields';
import { useAddress } from '../../layout/address';
import { useWords } from '../../words/words';
import { EnvironmentForm, EnvironmentSaid } from './environment';
import { FoldedParts } from './folded-parts';
import { lastSaid } from './last-said';
import { IfErased } from './noted';
import { FactsKnown, RivalFacts } from './rival-facts';
import { pathOf, useSale } from './sale';
import { SelfReviewForm, SelfReviewSaid } from './self-review';
import { SwotForm, SwotSaid } from './swot';

type Rival = CompetitionView['rivals'][number];
type Advice = Rival['advice'][number];

const flag: SchemaProperty = { type: 'boolean' };
const percent: SchemaProperty = { type: 'integer', minimum: 0, maximum: 100 };
const text: SchemaProperty = { type: 'string' };

export function Competition(): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const { data: view } = useSuspenseQuery(competition(sale.view.id));
  const [adding, setAdding] = useState(false);
  const open = !useIsReading() && sale.view.status === 'open';
  const rivals = sale.definition.outcomes?.rivals ?? [];
  const { of } = useWords();
  const [chosen, choose] = useAddress();
  const review = lastSaid(view, 'SelfReviewed');
  const environment = lastSaid(view, 'EnvironmentNoted');
  return (
    <Stack>
      {view.rivals.length === 0 && <Text c="dimmed">{word('competition.none')}</Text>}
      {view.rivals.map((rival) => (
        <OneRival key={rival.id} rival={rival} view={view} open={open} />
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
      <FoldedParts
        order={2}
        opened={chosen('about') ?? null}
        onOpen={(about) => choose({ about })}
        parts={[
          {
            key: 'self-review',
            isThere: open || review !== undefined,
            content: (
              <>
                <IfErased last={review} />
                {open ? <SelfReviewForm view={view} /> : <SelfReviewSaid view={view} />}
              </>
            ),
          },
          {
            key: 'environment',
            isThere: open || environment !== undefined,
            content: (
              <>
                <IfErased last={environment} />
                {open ? <EnvironmentForm view={view} /> : <EnvironmentSaid view={view} />}
              </>
            ),
          },
        ]}
      />
    </Stack>
  );
}

function OneRival({ rival, view, open }: { rival: Rival; view: CompetitionView; open: boolean }): ReactElement {
  const { word, label } = useWords();
  const hasFacts = lastSaid(view, 'CompetitiveFactsRecorded', rival.id) !== undefined;
  const swot = lastSaid(view, 'SwotRecorded', rival.id);
  const [opened, setOpened] = useState<string | null>(null);
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
        <FoldedParts
          order={3}
          opened={opened}
          onOpen={setOpened}
          parts={[
            {
              key: 'facts',
              isThere: open || hasFacts,
              content: open ? <RivalFacts rival={rival} version={view.version} /> : <FactsKnown rival={rival} />,
            },
            {
              key: 'swot',
              isThere: open || swot !== undefined,
              content: (
                <>
                  <IfErased last={swot} />
                  {open ? <SwotForm rivalId={rival.id} view={view} /> : <SwotSaid rivalId={rival.id} view={view} />}
                </>
              ),
            },
          ]}
        />
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
  const named = (facts: readonly string[]): string =>
    facts.map((fact) => label('strategy-fact', fact).replace(/（%）$| \(%\)$/, '')).join(word('list.semicolon'));
  // What is not known is not said as if it were: the rule stands with the facts that it waits for.
  const waiting = [...advice.presumed, ...advice.undecided];
  const rules = [...advice.recommendedBy, ...advice.warnedBy, ...advice.forbiddenBy].filter(
    ({ key }) => !waiting.some(({ rule }) => rule.key === key),
  );
  const others = advice.wouldChange.filter((fact) => !waiting.some(({ facts }) => facts.includes(fact)));
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
              {of(rule.title, rule.key)}
            </Text>
          ))}
          {waiting.map(({ rule, facts }) => (
            <Text key={rule.key} size="sm">
              {word('competition.waits-for', { rule: of(rule.title, rule.key), facts: named(facts) })}
            </Text>
          ))}
          {others.length > 0 && <Text size="sm">{word('competition.would-change', { facts: named(others) })}</Text>}
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
