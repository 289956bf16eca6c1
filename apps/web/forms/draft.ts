// What was typed and not sent yet, kept in the tab: it survives a lost network, a reload, and signing in again.
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';

const PREFIX = 'tongguan.draft.';

/** Told of every change: a form that is drawn anew while it is sent sees its draft dropped like the one that sent it. */
const readers = new Set<() => void>();

/** @param name where the draft belongs: page, thing and form */
export function useDraft<T>(name: string, initial: T): [value: T, keep: (value: T) => void, drop: () => void] {
  const [first] = useState(initial);
  const text = useSyncExternalStore(follow, () => sessionStorage.getItem(PREFIX + name));
  const value = useMemo(() => (text === null ? first : (JSON.parse(text) as T)), [text, first]);
  const keep = useCallback(
    (next: T) => {
      sessionStorage.setItem(PREFIX + name, JSON.stringify(next));
      tellReaders();
    },
    [name],
  );
  const drop = useCallback(() => {
    sessionStorage.removeItem(PREFIX + name);
    tellReaders();
  }, [name]);
  return [value, keep, drop];
}

function follow(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

function tellReaders(): void {
  for (const reader of readers) reader();
}
