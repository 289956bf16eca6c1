// The keys of the inbox: they work also from a checkbox that was just ticked, and never while something is typed.
import { useHotkeys } from '@mantine/hooks';

export function useInboxKeys(keys: readonly (readonly [key: string, act: () => void])[]): void {
  useHotkeys(
    keys.map(([key, act]) => [
      key,
      (event) => {
        if (isTypedIn(event.target)) return;
        // What asks for a reason goes to its field, and the key is no part of the reason.
        event.preventDefault();
        act();
      },
      { preventDefault: false },
    ]),
    [],
  );
}

function isTypedIn(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('textarea, select, input:not([type=checkbox])');
}
