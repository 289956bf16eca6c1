// The playbooks and the product catalogue that come with the product, as their owners wrote them: YAML beside this file.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { applyOverlay, isOverlay } from './overlay';
import { readPlaybook } from './read-playbook';

export { readPlaybook, type ReadPlaybook } from './read-playbook';

export const shippedPlaybookKeys = ['group-customer', 'group-customer-top-down', 'story'] as const;
export type ShippedPlaybookKey = (typeof shippedPlaybookKeys)[number];

/** The document of a shipped playbook, not yet validated: publishing does that. */
export function shippedPlaybook(key: ShippedPlaybookKey): unknown {
  try {
    return wholePlaybook(documentOf(key));
  } catch (error) {
    throw new Error(`${key}.yaml: ${(error as Error).message}`, { cause: error });
  }
}

/** A playbook that is written as what differs from a shipped one becomes one whole document; any other stays as it is. */
export function wholePlaybook(document: unknown): unknown {
  if (!isOverlay(document)) return document;
  if (!shippedPlaybookKeys.some((key) => key === document.basedOn)) {
    throw new Error(`basedOn: there is no playbook ${document.basedOn} that comes with the product`);
  }
  try {
    return applyOverlay(document, documentOf(document.basedOn));
  } catch (error) {
    throw new Error(`based on ${document.basedOn}: ${(error as Error).message}`, { cause: error });
  }
}

/** As YAML for its owner. */
export function writtenPlaybook(document: unknown): string {
  return stringify(document, { lineWidth: 120 });
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
  return readPlaybook(text).document;
}

/** The YAML files stay where they were written; compiled code finds them from the root of the project. */
function playbooksFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'libs', 'playbooks');
  }
  throw new Error('the folder libs/playbooks is not there');
}
