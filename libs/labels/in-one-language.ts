// A document whose texts stand in every language, for clients that show one of them.
import type { Language } from './language';

/** Every label becomes its text in this language; all else stays as it is. */
export function inOneLanguage(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((each) => inOneLanguage(each, language));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  if (members.length === 2 && 'zh-CN' in value && 'en' in value)
    return (value as { [L in Language]: string })[language];
  return Object.fromEntries(members.map(([name, member]) => [name, inOneLanguage(member, language)]));
}
