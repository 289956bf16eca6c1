// The life of the catalogue: one stream per installation, its versions published whole, each readable for ever.
import { canonicalJson, contentHash } from '../canonical-json';
import type { Context, Decider } from '../decider';
import type { DomainEvent, Id, Instant, Recorded } from '../event';
import { missingField, refuse, type Refusal } from '../refusal';
import type { Catalogue } from './catalogue';
import { checkCatalogue } from './catalogue-problems';

/** 1 MiB, as much as a command may be: every reader of the log gets it as one message. */
export const MAX_CATALOGUE_BYTES = 1_048_576;

export type PublishedCatalogue = { catalogue: Catalogue; contentHash: string; publishedAt: Instant };

export type CatalogueState = {
  id: Id;
  /** Version 1 is the first; a version, once published, never changes. */
  versions: ReadonlyMap<number, PublishedCatalogue>;
  latestVersion: number;
};

export type CatalogueEvent = DomainEvent<
  'CataloguePublished',
  { version: number; catalogue: Catalogue; contentHash: string }
>;

/** The document is what was written, not yet checked. Its stream is `catalogueStreamId`. */
export type CatalogueCommand = { type: 'PublishCatalogue'; document: unknown };

export const catalogueDecider: Decider<CatalogueState, CatalogueCommand, CatalogueEvent> = {
  streamType: 'catalogue',
  evolve: evolveCatalogue,
  decide: publishCatalogue,
  factsNeeded: (_state, _command, { caller }) => (caller.kind === 'staff' ? [{ type: 'staff', id: caller.id }] : []),
  keyOwner: (state) => state.id,
};

/** What is sold from now on, with its version. */
export function latestCatalogue(
  state: CatalogueState | undefined,
): (PublishedCatalogue & { version: number }) | undefined {
  const published = state?.versions.get(state.latestVersion);
  return published === undefined ? undefined : { ...published, version: state!.latestVersion };
}

function evolveCatalogue(
  state: CatalogueState | undefined,
  event: Recorded<CatalogueEvent>,
): CatalogueState | undefined {
  if (event.type !== 'CataloguePublished') return state;
  const { version, catalogue, contentHash: hash } = event.data;
  const versions = new Map(state?.versions ?? []).set(version, { catalogue, contentHash: hash, publishedAt: event.at });
  return { id: event.streamId, versions, latestVersion: version };
}

function publishCatalogue(
  state: CatalogueState | undefined,
  command: CatalogueCommand,
  context: Context,
): CatalogueEvent[] | Refusal {
  if (!mayPublish(context)) {
    return refuse('NOT_ALLOWED', [
      { what: 'right', key: 'caller', problem: 'not-permitted', suppliedBy: [{ role: 'administrator' }] },
    ]);
  }
  const checked = checkCatalogue(command.document);
  if ('problems' in checked) {
    return refuse(
      'CATALOGUE_INVALID',
      checked.problems.map(({ path, problem }) => ({ what: 'field', key: path, problem, suppliedBy: [] })),
    );
  }
  const { catalogue } = checked;
  if (Buffer.byteLength(canonicalJson(catalogue)) > MAX_CATALOGUE_BYTES) {
    const limit = MAX_CATALOGUE_BYTES;
    return refuse('LIMIT_EXCEEDED', [missingField('document', 'too-large')], {
      limit,
    });
  }
  const hash = contentHash(catalogue);
  if (state?.versions.get(state.latestVersion)?.contentHash === hash) {
    return refuse('ALREADY_EXISTS', [], { version: state.latestVersion, contentHash: hash });
  }
  const version = (state?.latestVersion ?? 0) + 1;
  return [{ type: 'CataloguePublished', data: { version, catalogue, contentHash: hash } }];
}

function mayPublish({ caller, facts }: Context): boolean {
  if (caller.kind === 'process') return caller.name === 'setup';
  const staff = facts.staff.get(caller.id);
  return staff?.active === true && staff.roles.includes('administrator');
}
