// The words of the chosen language around every page: those of the pages, and those of every code that the API speaks in.
import { createContext, useContext, type ReactElement, type ReactNode } from 'react';
import type { Language } from '#labels';
import type { Words } from './loaded';

export type { Language };

const WordsContext = createContext<Words | undefined>(undefined);

export function WordsProvider({ words, children }: { words: Words; children: ReactNode }): ReactElement {
  return <WordsContext value={words}>{children}</WordsContext>;
}

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === undefined) throw new Error('no words around this');
  return words;
}
