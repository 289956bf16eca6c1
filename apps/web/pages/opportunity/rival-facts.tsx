// What is known of a rival, for the adviser (S12). Only what is changed here is kept and sent: whoever else learnt another fact
// loses nothing.
import { Button, Group, Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import type { JsonObject } from '#domain';
import type { CompetitionView } from '../../client/views';
import { titled } from '../../forms/command-form';
import { useDraft } from '../../forms/draft';
import { problemsByField, ProblemAlert } from '../../forms/problem-alert';
import { changedMeanwhile, changesTo, laidOver, type Changes, type Profile } from '../../forms/profile-changes';
import { SchemaFields, type SchemaProperty } from '../../forms/schema-fields';
import { useSettledCommand } from '../../forms/settled-command';
import { count } from '../../shown/values';
import { useWords } from '../../words/words';
import { Noted } from './noted';
import { pathOf, useSale } from './sale';

const percents: { [fact: string]: number } = {
  advantagePercent: 1000,
  marketSharePercent: 100,
  rivalSharePercent: 100,
};

/** In the order in which they are asked. */
const facts = [
  'advantagePercent',
  'rivalEntrenched',
  'firstChoice',
  'blockedByRival',
  'fittingProductUnderWay',
  'expectationVeryHigh',
  'answerAtHand',
  'marketSharePercent',
  'rivalSharePercent',
];

/** Yes and no cannot be left empty once they were said: not to know it is an answer of its own. */
const NOT_KNOWN = 'unknown';

type Rival = CompetitionView['rivals'][number];

export function RivalFacts({
  rival,
  version,
}: {
  rival: Rival;
  /** At which these facts were read. */
  version: number;
}): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const fieldOf = useFactField();
  const draft = `${sale.view.id}.known.${rival.id}`;
  const [changes, keep, drop] = useDraft<Changes>(draft, {});
  const command = useSettledCommand({
    draft,
    version,
    timeline: pathOf(sale, '/timeline'),
    concerns: ['CompetitiveFactsRecorded'],
    isAbout: (data) =>
      data['rivalId'] === rival.id && Object.keys(changedMeanwhile(data['facts'] as Profile, changes)).length > 0,
    onAccepted: drop,
    onGivenUp: drop,
  });
  const known = laidOver(rival.facts, changes, facts);
  const problems = { ...problemsByField(command.error), ...problemsByField(command.error, 'facts.') };
  const hasPlace = facts.some((fact) => fact in problems);
  return (
    <form
      aria-label={word('competition.save-facts')}
      onSubmit={(event) => {
        event.preventDefault();
        command.send({ path: pathOf(sale, `/rivals/${rival.id}/facts`), body: toSend(changes) });
      }}
    >
      <Stack gap="sm">
        <SchemaFields
          form={{ properties: Object.fromEntries(facts.map((fact) => [fact, fieldOf(fact)])) }}
          answers={withNotKnown(known)}
          people={[]}
          problems={problems}
          onChange={(next) => {
            command.begin();
            keep(changesTo(rival.facts, withoutNotKnown(next), changes, facts));
          }}
        />
        {command.dialog}
        {!hasPlace && <ProblemAlert error={command.error} />}
        <Group>
          <Button type="submit" loading={command.isPending}>
            {word('competition.save-facts')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function FactsKnown({ rival }: { rival: Rival }): ReactElement {
  const { label, choice, language } = useWords();
  const inWords = (value: unknown): string =>
    typeof value === 'number' ? count(language, value) : choice('boolean', String(value));
  return (
    <Stack gap="xs">
      {facts
        .filter((fact) => rival.facts[fact] !== undefined)
        .map((fact) => (
          <Noted key={fact} name={label('strategy-fact', fact)} lines={[inWords(rival.facts[fact])]} />
        ))}
    </Stack>
  );
}

function useFactField(): (fact: string) => SchemaProperty {
  const { word, label, choice } = useWords();
  const yesNo: SchemaProperty = {
    enum: [true, false, NOT_KNOWN],
    'x-options': {
      true: titled(choice('boolean', 'true')),
      false: titled(choice('boolean', 'false')),
      [NOT_KNOWN]: titled(word('competition.not-known')),
    },
  };
  return (fact) => ({
    ...(fact in percents ? { type: 'integer', minimum: 0, maximum: percents[fact] } : yesNo),
    'x-title': titled(label('strategy-fact', fact)),
  });
}

function withNotKnown(known: JsonObject): JsonObject {
  const flags = facts.filter((fact) => !(fact in percents));
  return { ...Object.fromEntries(flags.map((fact) => [fact, NOT_KNOWN])), ...known };
}

function withoutNotKnown(answers: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== NOT_KNOWN));
}

/** What is emptied is said to be unknown: the server keeps what is only left out. */
function toSend(changes: Changes): JsonObject {
  const unknown = Object.keys(changes).filter((fact) => changes[fact]!.to === null);
  return {
    ...Object.fromEntries(Object.entries(changes).flatMap(([fact, { to }]) => (to === null ? [] : [[fact, to]]))),
    ...(unknown.length === 0 ? {} : { unknown }),
  };
}
