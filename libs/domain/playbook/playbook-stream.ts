// A playbook's life: its published versions, each for ever.
import type { PlaybookDefinition } from './playbook';

export type PlaybookState = {
  key: string;
  /** Version 1 is the first; a version, once published, never changes. */
  versions: ReadonlyMap<number, { definition: PlaybookDefinition; contentHash: string }>;
  latestVersion: number;
};
