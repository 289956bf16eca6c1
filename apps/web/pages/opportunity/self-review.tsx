// Six questions to oneself before one competes (S10).
import { Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import type { JsonObject, SelfReviewQuestion } from '#domain';
import type { CompetitionView } from '../../client/views';
import { CommandForm } from '../../forms/command-form';
import type { SchemaProperty } from '../../forms/schema-fields';
import { useWords } from '../../words/words';
import { lastSaid } from './last-said';
import { Noted } from './noted';
import { pathOf, useSale } from './sale';

const text: SchemaProperty = { type: 'string' };

/** In the order in which they are asked. */
const fields: { [Q in SelfReviewQuestion]: SchemaProperty } = {
  customerStage: text,
  questionsToRaise: text,
  ownStrengthsAndWeaknesses: text,
  rivalStrengthsAndWeaknesses: text,
  objectionsExpected: text,
  supportWanted: text,
};
const questions = Object.keys(fields);

/** It begins with what was answered last. */
export function SelfReviewForm({ view }: { view: CompetitionView }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const last = lastSaid(view, 'SelfReviewed');
  return (
    <CommandForm
      key={last?.version ?? 0}
      draft={`${sale.view.id}.self-review`}
      path={pathOf(sale, '/self-review')}
      fields={fields}
      required={questions}
      initial={(last?.said ?? {}) as JsonObject}
      settles={{ version: view.version, timeline: pathOf(sale, '/timeline'), concerns: ['SelfReviewed'] }}
      submit={word('competition.save-review')}
    />
  );
}

export function SelfReviewSaid({ view }: { view: CompetitionView }): ReactElement {
  const { label } = useWords();
  const said = lastSaid(view, 'SelfReviewed')?.said ?? {};
  return (
    <Stack gap="xs">
      {questions.map((name) => (
        <Noted key={name} name={label('field', name)} lines={[said[name]]} />
      ))}
    </Stack>
  );
}
