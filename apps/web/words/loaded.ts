// The words of the chosen language, fetched before anything that draws: this file and what it needs is the beginning of every page.
import type { Language, Kind } from '#labels';
import type { Label } from '#domain';
import { filled } from './filled';
import type { PageWord } from './page-words';

type Catalogue = { labels: { [kind: string]: { [code: string]: string } }; pages: { [word: string]: string } };

export type Words = {
  language: Language;
  /** A text of the pages; `{gaps}` are filled with values. */
  word: (key: PageWord, values?: { [gap: string]: string | number }) => string;
  /** What people call a code; one that is not known stands for itself. */
  label: (kind: Kind, code: string) => string;
  /** The same where it stands by itself, as a choice does: it begins as a sentence does. Chinese has no capitals. */
  choice: (kind: Kind, code: string) => string;
  /** The codes of a kind, in the order of the catalogue. */
  codes: (kind: Kind) => string[];
  /** A text that a playbook carries in both languages. */
  of: (text: Partial<Label> | undefined, otherwise?: string) => string;
};

const loads: { [L in Language]: () => Promise<{ default: Catalogue }> } = {
  'zh-CN': () => import('virtual:words/zh-CN'),
  en: () => import('virtual:words/en'),
};

/** Each in itself: whoever looks for it reads no other. */
export const languageNames: { [L in Language]: string } = { 'zh-CN': '中文', en: 'English' };

export function otherLanguage(language: Language): Language {
  return language === 'en' ? 'zh-CN' : 'en';
}

const LANGUAGE_KEY = 'tongguan.language';

/** What was chosen here before, else what the browser asks for. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(LANGUAGE_KEY);
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** Remembers the choice and begins anew with it: a page that was drawn in another language is not mended in place. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(LANGUAGE_KEY, language);
  window.location.reload();
}

export async function loadWords(language: Language): Promise<Words> {
  const { labels, pages } = (await loads[language]()).default;
  const label: Words['label'] = (kind, code) => labels[kind]?.[code] ?? code;
  return {
    language,
    word: (key, values = {}) => filled(pages[key] ?? key, values),
    label,
    choice: (kind, code) => {
      const text = label(kind, code);
      return text.charAt(0).toUpperCase() + text.slice(1);
    },
    codes: (kind) => Object.keys(labels[kind] ?? {}),
    of: (text, otherwise = '') => text?.[language] ?? otherwise,
  };
}
