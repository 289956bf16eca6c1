// Sentences with gaps, as in the catalogue: `{name}` stands for a value.

/** A gap without a value stays visible as an ellipsis: a sentence is never silently wrong. */
export function filled(sentence: string, values: { [gap: string]: string | number }): string {
  return sentence.replace(/\{(\w+)\}/g, (_gap, name: string) => String(values[name] ?? '…'));
}
