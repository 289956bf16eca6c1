// In which of the product's languages somebody is answered (RFC 9110, section 12.5.4).
import { staffLanguages, type StaffLanguage } from '#domain';

export type Language = StaffLanguage;

/** For whoever names no language that there are words in. */
export const DEFAULT_LANGUAGE: Language = 'en';

/** A longer list of languages is nobody's. */
const MAX_RANGES = 20;

/** @param accepted an `Accept-Language` header; @returns `undefined` when it names none of ours */
export function languageOf(accepted: string | undefined): Language | undefined {
  const ranges = (accepted ?? '')
    .split(',')
    .slice(0, MAX_RANGES)
    .map((range) => /^\s*([a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$/.exec(range))
    .flatMap((found) => (found === null ? [] : [{ tag: found[1]!.toLowerCase(), weight: Number(found[2] ?? 1) }]))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  for (const { tag } of ranges) {
    const language = staffLanguages.find((each) => primary(each) === primary(tag));
    if (language !== undefined) return language;
  }
  return undefined;
}

/** `zh-Hans-CN` and `zh` are read by whoever reads `zh-CN`. */
function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0]!;
}
