// What is chosen on a page stands in its address, so that it can be sent to somebody else.
import { useSearchParams } from 'react-router';

/** `null` takes a choice back. */
export function useChosen(): [URLSearchParams, (name: string, value: string | null) => void] {
  const [query, setQuery] = useSearchParams();
  const choose = (name: string, value: string | null): void =>
    setQuery(
      (before) => {
        if (value === null) before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  return [query, choose];
}
