// Text that cannot be kept: U+0000, which PostgreSQL refuses, and lone surrogates, which have no UTF-8 form (law 11).

/** The dotted path of the first text (a value or a name) that cannot be kept; `undefined` when all can. */
export function unstorableText(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : path;
  if (Array.isArray(value))
    return firstOf(
      value.map((each, index) => [String(index), each]),
      path,
    );
  if (typeof value === 'object' && value !== null) return firstOf(Object.entries(value), path);
  return undefined;
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

function firstOf(entries: [string, unknown][], path: string): string | undefined {
  for (const [name, value] of entries) {
    const here = path === '' ? name : `${path}.${name}`;
    if (!isStorable(name)) return path;
    const found = unstorableText(value, here);
    if (found !== undefined) return found;
  }
  return undefined;
}
