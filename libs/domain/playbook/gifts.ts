// What may be given to a contact, up to which value, and above which value somebody else has to agree (Anti-Unfair Competition Law).
import type { LocalDate } from '../event';
import { MAX_AMOUNT_FEN } from '../limits';
import type { Label, PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { repeatedKeys } from './repeated-keys';
import { closed, key, label, list } from './schema-parts';

/** Values themselves are within it: only what is above needs an approval, or is refused. */
export type GiftLimit = { approvalAboveFen: number; refusedAboveFen: number };

export type GiftKind = {
  key: string;
  title: Label;
  perGift: GiftLimit;
  /** Of this kind to one contact in one calendar year. */
  perYear?: GiftLimit;
};

export type GiftRules = {
  kinds: GiftKind[];
  occasions: { key: string; title: Label }[];
  /** Of all kinds together to one contact in one calendar year. */
  perContactYear: GiftLimit;
};

/** The calendar year of a date, as limits count it. */
export function yearOf(date: LocalDate): string {
  return date.slice(0, 4);
}

const fen = { type: 'integer', minimum: 0, maximum: MAX_AMOUNT_FEN };
const limit = closed({ approvalAboveFen: fen, refusedAboveFen: fen }, ['approvalAboveFen', 'refusedAboveFen']);

export const giftsSchema = closed(
  {
    kinds: list(closed({ key, title: label, perGift: limit, perYear: limit }, ['key', 'title', 'perGift']), 1, 30),
    occasions: list(closed({ key, title: label }, ['key', 'title']), 1, 60),
    perContactYear: limit,
  },
  ['kinds', 'occasions', 'perContactYear'],
);

export function giftProblems({ gifts }: PlaybookDefinition): PlaybookProblem[] {
  if (gifts === undefined) return [];
  const { kinds, occasions, perContactYear } = gifts;
  return [
    ...repeatedKeys('gifts.kinds', kinds),
    ...repeatedKeys('gifts.occasions', occasions),
    ...risingProblems('gifts.perContactYear', perContactYear),
    ...kinds.flatMap(({ key: name, perGift, perYear }, index) => {
      const path = `gifts.kinds.${index}`;
      const ofYear = Math.min(perContactYear.refusedAboveFen, perYear?.refusedAboveFen ?? Infinity);
      const unreachable = `${name}: one gift may be worth ${perGift.refusedAboveFen}, all of a year only ${ofYear}; lower the one or raise the other`;
      return [
        ...risingProblems(`${path}.perGift`, perGift),
        ...(perYear === undefined ? [] : risingProblems(`${path}.perYear`, perYear)),
        ...(perGift.refusedAboveFen <= ofYear
          ? []
          : [problem(`${path}.perGift.refusedAboveFen`, 'limit-above-year', unreachable)]),
      ];
    }),
  ];
}

function risingProblems(path: string, { approvalAboveFen, refusedAboveFen }: GiftLimit): PlaybookProblem[] {
  if (approvalAboveFen <= refusedAboveFen) return [];
  const message = `${path}: what is worth more than ${refusedAboveFen} is refused, so an approval above ${approvalAboveFen} is never asked; make approvalAboveFen the lower one`;
  return [problem(path, 'limits-not-rising', message)];
}
