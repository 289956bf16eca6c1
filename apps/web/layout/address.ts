// What is chosen on a page stands in its address, so that it can be sent to somebody else.
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** By name; what is empty takes a choice back. */
type Choices = { [name: string]: string | null | undefined };

/** What the address says, and how one says it: in the same step of the browser's history, which leads back to another page. */
export function useAddress(): [chosen: (name: string) => string | undefined, choose: (choices: Choices) => void] {
  const [query, setQuery] = useSearchParams();
  const choose = useCallback(
    (choices: Choices): void => {
      // What was chosen a moment ago may not be drawn yet: the window's own address has it.
      const asked = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(choices)) {
        if (value) asked.set(name, value);
        else asked.delete(name);
      }
      setQuery(asked, { replace: true });
    },
    [setQuery],
  );
  return [(name) => query.get(name) ?? undefined, choose];
}
