// S11: a rival in four lists, and for each pair of them a strategy with the things on the lists that it rests on.
import { Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import type { JsonObject, SwotPair, SwotRecorded } from '#domain';
import type { CompetitionView } from '../../client/views';
import { CommandForm, severalField, titled } from '../../forms/command-form';
import type { SchemaProperty } from '../../forms/schema-fields';
import { useWords } from '../../words/words';
import { lastSaid, linesOf, type LastSaid } from './last-said';
import { Noted } from './noted';
import { pathOf, useSale } from './sale';

/** What each pair is built from: a list of ours and one of what is around us. */
const swotLists: { [P in SwotPair]: readonly [own: string, outside: string] } = {
  SO: ['strengths', 'chances'],
  ST: ['strengths', 'threats'],
  WO: ['weaknesses', 'chances'],
  WT: ['weaknesses', 'threats'],
};
const pairs = Object.keys(swotLists) as SwotPair[];
const listNames = ['strengths', 'weaknesses', 'chances', 'threats'];

const lines: SchemaProperty = { type: 'array' };

type Asked = { rivalId: string; view: CompetitionView };

/** One thing a line; it begins with what was said last. */
export function SwotForm({ rivalId, view }: Asked): ReactElement {
  const { word, label } = useWords();
  const sale = useSale();
  const last = lastSaid(view, 'SwotRecorded', rivalId);
  const restsOn = (pair: SwotPair, list: string, answers: JsonObject): SchemaProperty => {
    const choices = linesOf(answers, list).map((line, index) => ({ value: String(index), label: line }));
    const values = { pair: label('swot-pair', pair), list: label('field', list) };
    return { ...severalField(choices), 'x-title': titled(word('competition.rests-on', values)) };
  };
  return (
    <CommandForm
      key={last?.version ?? 0}
      draft={`${sale.view.id}.swot.${rivalId}`}
      path={pathOf(sale, `/rivals/${rivalId}/swot`)}
      initial={last === undefined ? {} : answersOf(last)}
      settles={{
        version: view.version,
        timeline: pathOf(sale, '/timeline'),
        concerns: ['SwotRecorded'],
        isAbout: (data) => data['rivalId'] === rivalId,
      }}
      fields={(answers) => ({
        ...Object.fromEntries(listNames.map((list) => [list, lines])),
        ...Object.fromEntries(
          pairs.flatMap((pair): [string, SchemaProperty][] => {
            const [own, outside] = swotLists[pair];
            return [
              [`text.${pair}`, { type: 'string', 'x-title': titled(label('swot-pair', pair)) }],
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

export function SwotSaid({ rivalId, view }: Asked): ReactElement {
  const { word, label } = useWords();
  const last = lastSaid(view, 'SwotRecorded', rivalId);
  const said = last?.said ?? {};
  return (
    <Stack gap="xs">
      {listNames.map((list) => (
        <Noted key={list} name={label('field', list)} lines={linesOf(said, list)} />
      ))}
      {last !== undefined &&
        derivedOf(last).map(({ pair, text, own, outside }, index) => {
          const [ours, theirs] = swotLists[pair];
          const basis = [
            ...own.map((at) => linesOf(said, ours)[at]),
            ...outside.map((at) => linesOf(said, theirs)[at]),
          ];
          return (
            <Noted
              key={index}
              name={label('swot-pair', pair)}
              lines={[text, word('competition.because-of', { what: basis.join(word('list.comma')) })]}
            />
          );
        })}
    </Stack>
  );
}

type Derived = SwotRecorded['data']['derived'][number] & { text: string };

/** Those whose words can still be read. */
function derivedOf({ data, said = {} }: LastSaid): Derived[] {
  const texts = linesOf(said, 'derived');
  const derived = data['derived'] as SwotRecorded['data']['derived'];
  return derived.flatMap((each, index) => (texts[index] === undefined ? [] : [{ ...each, text: texts[index] }]));
}

/** As the form asks for it. It has one place for each pair: what was said in several stands there together. */
function answersOf(last: LastSaid): JsonObject {
  const derived = derivedOf(last);
  const answered = pairs.flatMap((pair): [string, JsonObject[string]][] => {
    const those = derived.filter((each) => each.pair === pair);
    if (those.length === 0) return [];
    const places = (of: 'own' | 'outside'): string[] => [...new Set(those.flatMap((each) => each[of]))].map(String);
    return [
      [`text.${pair}`, those.map(({ text }) => text).join('\n')],
      [`own.${pair}`, places('own')],
      [`outside.${pair}`, places('outside')],
    ];
  });
  const lists = listNames.map((list): [string, string[]] => [list, linesOf(last.said ?? {}, list)]);
  return Object.fromEntries([...lists.filter(([, list]) => list.length > 0), ...answered]);
}
