// What is outside and inside that bears on the sale (S9), and how the points of the playbook stand.
import { Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import type { EnvironmentNoted, JsonObject } from '#domain';
import type { CompetitionView } from '../../client/views';
import { CommandForm, titled, useCodeField } from '../../forms/command-form';
import type { SchemaProperty } from '../../forms/schema-fields';
import { useWords } from '../../words/words';
import { lastSaid, linesOf, type LastSaid } from './last-said';
import { Noted } from './noted';
import { pathOf, useSale } from './sale';

const POINT = 'point.';
const lines: SchemaProperty = { type: 'array' };

/** It begins with what was noted last. */
export function EnvironmentForm({ view }: { view: CompetitionView }): ReactElement {
  const { word, of } = useWords();
  const sale = useSale();
  const codeField = useCodeField();
  const points = sale.definition.environmentPoints ?? [];
  const last = lastSaid(view, 'EnvironmentNoted');
  return (
    <CommandForm
      key={last?.version ?? 0}
      draft={`${sale.view.id}.environment`}
      path={pathOf(sale, '/environment')}
      initial={last === undefined ? {} : answersOf(last)}
      settles={{ version: view.version, timeline: pathOf(sale, '/timeline'), concerns: ['EnvironmentNoted'] }}
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

export function EnvironmentSaid({ view }: { view: CompetitionView }): ReactElement | null {
  const { of, label } = useWords();
  const { definition } = useSale();
  const last = lastSaid(view, 'EnvironmentNoted');
  if (last === undefined) return null;
  const titleOf = (key: string): string =>
    of((definition.environmentPoints ?? []).find((each) => each.key === key)?.title, key);
  return (
    <Stack gap="xs">
      {['external', 'internal'].map((list) => (
        <Noted key={list} name={label('field', list)} lines={linesOf(last.said ?? {}, list)} />
      ))}
      {pointsOf(last).map(({ point, standing }) => (
        <Noted key={point} name={titleOf(point)} lines={[label('point-standing', standing)]} />
      ))}
    </Stack>
  );
}

function pointsOf({ data }: LastSaid): EnvironmentNoted['data']['points'] {
  return data['points'] as EnvironmentNoted['data']['points'];
}

function answersOf(last: LastSaid): JsonObject {
  const { external, internal } = (last.said ?? {}) as JsonObject;
  return {
    ...(external === undefined ? {} : { external }),
    ...(internal === undefined ? {} : { internal }),
    ...Object.fromEntries(pointsOf(last).map(({ point, standing }) => [`${POINT}${point}`, standing])),
  };
}
