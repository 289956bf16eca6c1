// Codes as choices, in the order of the catalogue.
import type { Kind } from '#labels';
import { useWords } from './words';

export function useCodes(kind: Kind): { value: string; label: string }[] {
  const { codes, choice } = useWords();
  return codes(kind).map((code) => ({ value: code, label: choice(kind, code) }));
}
