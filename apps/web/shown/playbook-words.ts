// How a playbook's conditions and lengths of time are said.
import type { PlaybookDefinition } from '#domain';
import type { Words } from '../words/loaded';
import { count, money } from './values';

type Value = string | number | boolean;
type Is = { is: Value };
type In = { in: Value[] };
type Comparison = { fact: string } & (Is | In | { atLeast: number } | { atMost: number });
type Condition = Comparison | { all: Condition[] } | { any: Condition[] } | { not: Condition };

const units: { [unit: string]: string } = {
  ...{ wd: 'day', wh: 'hour' },
  ...{ d: 'day', h: 'hour', w: 'week', mo: 'month', y: 'year', m: 'minute', s: 'second' },
};

/** `3wd`: three days of working time. A sign is the caller's to say. */
export function inTime({ language, word }: Words, duration: string): string {
  const [, amount = '0', unit = 'd'] = /^-?(\d+)([a-z]+)$/.exec(duration) ?? [];
  const options = { style: 'unit', unit: units[unit] ?? 'day', unitDisplay: 'long' } as const;
  const time = new Intl.NumberFormat(language, options).format(Number(amount));
  return unit.startsWith('w') && unit !== 'w' ? word('playbook.working-time', { time }) : time;
}

type Facts = Pick<PlaybookDefinition, 'facts'>;

/** Over the facts of the playbook, and those that are recorded of a rival. */
export function inWords(words: Words, definition: Facts, condition: object): string {
  const { word, language } = words;
  const compared = (asked: Comparison): string => {
    const fact = factTitle(words, definition, asked.fact);
    if ('atLeast' in asked) return word('playbook.at-least', { fact, value: count(language, asked.atLeast) });
    if ('atMost' in asked) return word('playbook.at-most', { fact, value: count(language, asked.atMost) });
    return word('playbook.is', { fact, value: valuesAsked(words, definition, asked) });
  };
  const told = (part: Condition, isInner: boolean): string => {
    if ('not' in part) return word('playbook.not', { what: told(part.not, true) });
    if (!('all' in part) && !('any' in part)) return compared(part);
    const parts = 'all' in part ? part.all : part.any;
    const joined = parts
      .map((each) => told(each, parts.length > 1))
      .join(word('all' in part ? 'playbook.and' : 'playbook.or'));
    return isInner && parts.length > 1 ? word('playbook.together', { what: joined }) : joined;
  };
  return told(condition as Condition, false);
}

/** What was chosen before for the same rival: no fact of the playbook, nor one that anybody records. */
const EARLIER = 'earlierStrategy';

export function factTitle({ of, label, word }: Words, { facts }: Facts, fact: string): string {
  if (fact === EARLIER) return word('playbook.earlier-strategy');
  return of(facts.find(({ key }) => key === fact)?.title, label('strategy-fact', fact));
}

export function factValue(
  { of, label, choice, word, language }: Words,
  { facts }: Facts,
  fact: string,
  value: Value,
): string {
  if (typeof value === 'boolean') return choice('boolean', String(value));
  if (typeof value === 'number') return count(language, value);
  if (fact === EARLIER && value === 'none') return word('playbook.earlier-strategy.none');
  return of(facts.find(({ key }) => key === fact)?.options?.[value], label('strategy', value));
}

/** Any of which the fact is asked to be. */
export function valuesAsked(words: Words, definition: Facts, asked: { fact: string } & (Is | In)): string {
  const values = 'in' in asked ? asked.in : [asked.is];
  return values.map((value) => factValue(words, definition, asked.fact, value)).join(' / ');
}

type Bound = PlaybookDefinition['approvals']['offer'][number]['when'][number];

/** A bound of the table that says which offers need which rounds. */
export function boundInWords({ word, label, language }: Words, bound: Bound): string {
  // Hundredths of a percent and of a yuan are the API's way to count.
  const fact = label('offer-input', bound.input).replace(/（(分|万分之一)）| \((fen|basis points)\)/, '');
  if ('in' in bound) return word('playbook.is', { fact, value: bound.in.join(' / ') });
  const shown = (value: number): string =>
    bound.input === 'amountFen'
      ? money(language, value)
      : bound.input === 'termMonths'
        ? count(language, value)
        : `${count(language, value / 100)}%`;
  return [
    ...(bound.atLeast === undefined ? [] : [word('playbook.at-least', { fact, value: shown(bound.atLeast) })]),
    ...(bound.atMost === undefined ? [] : [word('playbook.at-most', { fact, value: shown(bound.atMost) })]),
  ].join(word('playbook.and'));
}
