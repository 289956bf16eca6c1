// The playbooks and the product catalogue that come with the product, as their owners wrote them: YAML beside this file.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { applyOverlay, isOverlay } from './overlay';

export const shippedPlaybookKeys = ['group-customer', 'group-customer-top-down', 'story'] as const;
export type ShippedPlaybookKey = (typeof shippedPlaybookKeys)[number];

/** 1 MiB of YAML is a hundred printed pages; an alias bomb is stopped by the parser's own bound. */
const MAX_DOCUMENT_BYTES = 1_048_576;

/** The document of a shipped playbook, not yet validated: publishing does that. */
export function shippedPlaybook(key: ShippedPlaybookKey): unknown {
  const document = documentOf(key);
  if (!isOverlay(document)) return document;
  try {
    return applyOverlay(document, documentOf(document.basedOn));
  } catch (error) {
    throw new Error(`${key}.yaml, based on ${document.basedOn}: ${(error as Error).message}`, { cause: error });
  }
}

/** The shipped catalogue of products, not yet checked: publishing does that. */
export function shippedCatalogue(): unknown {
  return parsePlaybook(readFileSync(join(playbooksFolder(), 'catalogue.yaml'), 'utf8'));
}

function documentOf(key: string): unknown {
  return parsePlaybook(readFileSync(join(playbooksFolder(), `${key}.yaml`), 'utf8'));
}

/** Reads YAML (or JSON, which is YAML). Throws with line and column when the text is neither. */
export function parsePlaybook(text: string): unknown {
  if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) {
    throw new Error(`the playbook is larger than ${MAX_DOCUMENT_BYTES} bytes`);
  }
  return parse(text, { maxAliasCount: 100 }) as unknown;
}

/** The YAML files stay where they were written; compiled code finds them from the root of the project. */
function playbooksFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'libs', 'playbooks');
  }
  throw new Error('the folder libs/playbooks is not there');
}
