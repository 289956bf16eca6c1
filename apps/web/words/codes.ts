// Codes as choices, in the order of the catalogue. A choice stands for itself, so it begins as a sentence does.
import type { Kind } from '#labels';
import { useWords } from './words';

export function useCodes(kind: Kind): { value: string; label: string }[] {
  const { codes, label } = useWords();
  return codes(kind).map((code) => ({ value: code, label: begun(label(kind, code)) }));
}

/** As a sentence begins; Chinese has no capitals. */
export function begun(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
