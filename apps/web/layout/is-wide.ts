// Whether there is room for things beside each other; as the component library counts a laptop.
import { useMediaQuery } from '@mantine/hooks';

export function useIsWide(): boolean {
  return useMediaQuery('(min-width: 48em)') ?? true;
}
