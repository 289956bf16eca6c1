// The language of a terminal: what is asked for, else what the environment says (POSIX, section 8.2).
import { DEFAULT_LANGUAGE, languageOf, type Language } from '#labels';

export function terminalLanguage(environment: NodeJS.ProcessEnv): Language {
  const said = ['TONGGUAN_LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name] ?? '');
  const locale = said.find((each) => each !== '') ?? '';
  return languageOf(locale.replace(/[.@].*$/, '').replace('_', '-')) ?? DEFAULT_LANGUAGE;
}
