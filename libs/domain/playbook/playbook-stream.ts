// A playbook's life: its published versions, each for ever.
import type { Context, Decider } from '../decider';
import { contentHash } from '../canonical-json';
import { playbookStreamId } from '../derived-id';
import type { DomainEvent, Id, Recorded } from '../event';
import { missingField, refuse, type Refusal } from '../refusal';
import type { PlaybookDefinition } from './playbook';
import { validatePlaybook } from './validate-playbook';

export type PlaybookState = {
  id: Id;
  key: string;
  /** Version 1 is the first; a version, once published, never changes. */
  versions: ReadonlyMap<number, { definition: PlaybookDefinition; contentHash: string }>;
  latestVersion: number;
};

export type PlaybookEvent = DomainEvent<
  'PlaybookPublished',
  { key: string; version: number; definition: PlaybookDefinition; contentHash: string }
>;

/** The document is what was written, not yet checked. Its stream is `playbookStreamId(key)`. */
export type PlaybookCommand = { type: 'PublishPlaybook'; document: unknown };

export const playbookDecider: Decider<PlaybookState, PlaybookCommand, PlaybookEvent> = {
  streamType: 'playbook',
  evolve: evolvePlaybook,
  decide: publishPlaybook,
  factsNeeded: (_state, _command, { caller }) => (caller.kind === 'staff' ? [{ type: 'staff', id: caller.id }] : []),
  keyOwner: (state) => state.id,
};

/** The latest published version of a playbook, as far as it was folded. */
export function latestPlaybook(
  playbookKey: string,
  { facts }: Context,
): { version: number; definition: PlaybookDefinition } | undefined {
  const playbook = facts.playbook.get(playbookStreamId(playbookKey));
  const published = playbook?.versions.get(playbook.latestVersion);
  return published && { version: playbook!.latestVersion, definition: published.definition };
}

function evolvePlaybook(state: PlaybookState | undefined, event: Recorded<PlaybookEvent>): PlaybookState | undefined {
  if (event.type !== 'PlaybookPublished') return state;
  const { key, version, definition, contentHash: hash } = event.data;
  const versions = new Map(state?.versions ?? []).set(version, { definition, contentHash: hash });
  return { id: event.streamId, key, versions, latestVersion: version };
}

function publishPlaybook(
  state: PlaybookState | undefined,
  command: PlaybookCommand,
  { caller, facts }: Context,
): PlaybookEvent[] | Refusal {
  const staff = caller.kind === 'staff' ? facts.staff.get(caller.id) : undefined;
  const permitted =
    (caller.kind === 'process' && caller.name === 'setup') ||
    (staff?.active === true && staff.roles.includes('administrator'));
  if (!permitted) {
    return refuse('NOT_ALLOWED', [
      { what: 'right', key: 'caller', problem: 'not-permitted', suppliedBy: [{ role: 'administrator' }] },
    ]);
  }
  const checked = validatePlaybook(command.document);
  if ('problems' in checked) {
    return refuse(
      'PLAYBOOK_INVALID',
      checked.problems.map(({ path, code }) => ({ what: 'field', key: path, problem: code, suppliedBy: [] })),
      { messages: checked.problems.map(({ message }) => message) },
    );
  }
  const { definition } = checked;
  const hash = contentHash(definition);
  if (state !== undefined && state.key !== definition.key) {
    return refuse('INVALID_INPUT', [missingField('key', 'of-another-playbook')]);
  }
  if (state?.versions.get(state.latestVersion)?.contentHash === hash) {
    return refuse('ALREADY_EXISTS', [], { version: state.latestVersion, contentHash: hash });
  }
  const version = (state?.latestVersion ?? 0) + 1;
  return [{ type: 'PlaybookPublished', data: { key: definition.key, version, definition, contentHash: hash } }];
}
