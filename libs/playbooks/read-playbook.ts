// A playbook as its owner wrote it: the document, and in which line of the text each of its places stands.
import { isScalar, isSeq, LineCounter, parseDocument, isMap, type Document } from 'yaml';

/** 1 MiB of YAML is a hundred printed pages; an alias bomb is stopped by the parser's own bound. */
const MAX_DOCUMENT_BYTES = 1_048_576;

export type ReadPlaybook = {
  document: unknown;
  /** @param path dotted, as problems name it; the nearest place around it that is there; @returns 1 for the first line */
  lineOf: (path: string) => number;
};

/** Reads YAML (or JSON, which is YAML). Throws with line and column when the text is neither. */
export function readPlaybook(text: string): ReadPlaybook {
  if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) {
    throw new Error(`the playbook is larger than ${MAX_DOCUMENT_BYTES} bytes`);
  }
  const lineCounter = new LineCounter();
  const parsed = parseDocument(text, { lineCounter });
  const [error] = parsed.errors;
  if (error !== undefined) throw error;
  return {
    document: parsed.toJS({ maxAliasCount: 100 }) as unknown,
    lineOf: (path) => lineCounter.linePos(offsetOf(parsed, path)).line,
  };
}

function offsetOf({ contents }: Document, path: string): number {
  let node: unknown = contents;
  let offset = 0;
  for (const part of path.split('.')) {
    const found = memberOf(node, part);
    if (found === undefined) return offset;
    offset = found.offset;
    node = found.node;
  }
  return offset;
}

/** Things of a list are named by their place in it or by their key. */
function memberOf(node: unknown, part: string): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === part);
    return isScalar(pair?.key) ? { node: pair.value, offset: pair.key.range?.[0] ?? 0 } : undefined;
  }
  if (!isSeq(node)) return undefined;
  const item = /^\d+$/.test(part)
    ? node.items[Number(part)]
    : node.items.find((each) => isMap(each) && each.get('key') === part);
  if (item === undefined) return undefined;
  return { node: item, offset: (item as { range?: [number, number, number] }).range?.[0] ?? 0 };
}
