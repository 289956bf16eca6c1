// What gifts to one contact come to, and which limits of the playbook a further one would be above.
import { yearOf, type GiftKind, type GiftLimit, type GiftRules } from '../../playbook/gifts';
import type { LocalDate } from '../../event';
import type { Exceeded, Gift, Gifts, GiftLimitName, GiftStatus } from './gifts';

/** What was given counts, and so does what may yet be given; nothing that was refused, declined or handed back. */
const counting: readonly GiftStatus[] = ['asked', 'allowed', 'given'];

/** Of a calendar year, of one kind or of all. */
export function countedFen(gifts: Gifts, year: string, kind?: string): number {
  return [...gifts.values()]
    .filter((gift) => counting.includes(gift.status) && yearOf(gift.on) === year)
    .filter((gift) => kind === undefined || gift.kind === kind)
    .reduce((sum, { valueFen }) => sum + valueFen, 0);
}

type Asked = { kind: GiftKind; valueFen: number; on: LocalDate };

/** @param bound `refusedAboveFen` for what is refused outright, `approvalAboveFen` for what somebody has to agree to */
export function exceeded(gifts: Gifts, asked: Asked, rules: GiftRules, bound: keyof GiftLimit): Exceeded[] {
  const { kind, valueFen, on } = asked;
  const year = yearOf(on);
  const limits: [GiftLimitName, GiftLimit | undefined, number][] = [
    ['per-gift', kind.perGift, valueFen],
    ['kind-per-year', kind.perYear, valueFen + countedFen(gifts, year, kind.key)],
    ['contact-per-year', rules.perContactYear, valueFen + countedFen(gifts, year)],
  ];
  return limits.flatMap(([limit, of, comesToFen]) =>
    of !== undefined && comesToFen > of[bound] ? [{ limit, aboveFen: of[bound], comesToFen }] : [],
  );
}

/** By calendar year, the latest first. */
export function yearsOf(gifts: Gifts): { year: string; countedFen: number }[] {
  const years = new Set([...gifts.values()].map(({ on }: Gift) => yearOf(on)));
  return [...years]
    .sort()
    .reverse()
    .map((year) => ({ year, countedFen: countedFen(gifts, year) }));
}
