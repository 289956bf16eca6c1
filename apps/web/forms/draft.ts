// What was typed and not sent yet, kept in the tab: it survives a lost network, a reload, and signing in again.
import { useCallback, useState } from 'react';

const PREFIX = 'tongguan.draft.';

/** @param name where the draft belongs: page, thing and form */
export function useDraft<T>(name: string, initial: T): [value: T, keep: (value: T) => void, drop: () => void] {
  const [first] = useState(initial);
  const [value, setValue] = useState<T>(() => stored<T>(name) ?? initial);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      sessionStorage.setItem(PREFIX + name, JSON.stringify(next));
    },
    [name],
  );
  const drop = useCallback(() => {
    setValue(first);
    sessionStorage.removeItem(PREFIX + name);
  }, [name, first]);
  return [value, keep, drop];
}

function stored<T>(name: string): T | undefined {
  const text = sessionStorage.getItem(PREFIX + name);
  return text === null ? undefined : (JSON.parse(text) as T);
}
