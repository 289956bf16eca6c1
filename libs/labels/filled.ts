// Sentences with gaps: `{name}` stands for a value.

/** Gaps without a value stay visible as an ellipsis: a sentence is never silently wrong. */
export function filled(sentence: string, values: { [name: string]: string | undefined }): string {
  return sentence.replace(/\{(\w+)\}/g, (_gap, name: string) => values[name] ?? '…');
}

export function gapsOf(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
}
