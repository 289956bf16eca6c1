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
  const parts = new Intl.NumberFormat(language, options).formatToParts(Number(amount));
  if (!unit.startsWith('w') || unit === 'w') return parts.map(({ value }) => value).join('');
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  if (unit === 'wh') return word('playbook.working-time', { amount: part('integer'), unit: part('unit') });
  return word(amount === '1' ? 'playbook.working-day' : 'playbook.working-days', { amount: part('integer') });
}

type Facts = Pick<PlaybookDefinition, 'facts'>;

/** Over the facts of the playbook, and those that are recorded of a rival. */
export function inWords(words: Words, definition: Facts, condition: object): string {
  const { word, language } = words;
  const compared = (asked: Comparison): string => {
    const fact = factTitle(words, definition, asked.fact);
    if ('atLeast' in asked || 'atMost' in asked) {
      const percent = /（%）$| \(%\)$/;
      const unit = percent.test(fact) ? '%' : '';
      const shown = (value: number): string => `${count(language, value)}${unit}`;
      return boundsInWords(words, fact.replace(percent, ''), asked, shown, ROUND_FIGURE);
    }
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
export function boundInWords(words: Words, bound: Bound): string {
  const { word, label, language } = words;
  // Hundredths of a percent and of a yuan are the API's way to count; the unit of a length of time stands at its number.
  const fact = label('offer-input', bound.input).replace(/（(分|万分之一|月)）| \((fen|basis points|months)\)/, '');
  if ('in' in bound) return word('playbook.is', { fact, value: bound.in.join(' / ') });
  const shown = (value: number): string =>
    bound.input === 'amountFen'
      ? money(language, value)
      : bound.input === 'termMonths'
        ? inTime(words, `${value}mo`)
        : `${count(language, value / 100)}%`;
  return boundsInWords(words, fact, bound, shown, bound.input === 'termMonths' ? MONTHS_OF_YEAR : HUNDREDTHS);
}

const ROUND_FIGURE = 10;
const HUNDREDTHS = 100;
const MONTHS_OF_YEAR = 12;

/** Of whole numbers at most 999 is below 1,000, at least 37 above 36: said by the number that people think of, a multiple of `round`. */
function boundsInWords(
  { word }: Words,
  fact: string,
  { atLeast, atMost }: { atLeast?: number; atMost?: number },
  shown: (value: number) => string,
  round: number,
): string {
  const isRound = (value: number): boolean => value > 0 && value % round === 0;
  const parts: string[] = [];
  if (atLeast !== undefined) {
    const [key, value] = isRound(atLeast - 1) ? (['above', atLeast - 1] as const) : (['at-least', atLeast] as const);
    parts.push(word(`playbook.${key}`, { fact, value: shown(value) }));
  }
  if (atMost !== undefined) {
    const [key, value] = isRound(atMost + 1) ? (['below', atMost + 1] as const) : (['at-most', atMost] as const);
    parts.push(word(`playbook.${key}`, { fact, value: shown(value) }));
  }
  return parts.join(word('playbook.and'));
}
