// A document out of a file that somebody chose: JSON, or YAML, of which JSON is a part.

/** `line` where the file says it. */
export class UnreadableFile extends Error {
  constructor(
    readonly line: number | undefined,
    cause: unknown,
  ) {
    super('the file cannot be read', { cause });
    this.name = 'UnreadableFile';
  }
}

/** Not yet checked, except that it has members. */
export async function documentIn(file: File): Promise<object> {
  // Fetched for whoever publishes; nobody else needs it.
  const { parse, YAMLParseError } = await import('yaml');
  const text = await file.text();
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 100 });
  } catch (error) {
    throw new UnreadableFile(error instanceof YAMLParseError ? error.linePos?.[0].line : undefined, error);
  }
  if (typeof document !== 'object' || document === null) throw new UnreadableFile(undefined, document);
  return document;
}
