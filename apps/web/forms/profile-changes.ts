// What somebody changes in a profile: field by field, with what each rested on, so that it can be laid over the newest profile.
import type { JsonObject } from '#domain';

/** As it was read; members that are no fields of the form are passed over. */
export type Profile = { [name: string]: unknown };

type Value = JsonObject[string];

/** `null` is a field left empty. */
export type Changes = { [field: string]: { from: Value | null; to: Value | null } };

export function laidOver(profile: Profile, changes: Changes, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = key in changes ? changes[key]!.to : valueOf(profile, key);
      return value === null ? [] : [[key, value]];
    }),
  );
}

/** @param before what was changed already, with what it rests on */
export function changesTo(profile: Profile, next: JsonObject, before: Changes, keys: readonly string[]): Changes {
  const other = keys.filter((key) => !isSame(valueOf(profile, key), next[key] ?? null));
  return Object.fromEntries(
    other.map((key) => [
      key,
      { from: key in before ? before[key]!.from : valueOf(profile, key), to: next[key] ?? null },
    ]),
  );
}

/** Fields that are changed here and were changed by somebody else since: what stands there now. */
export function changedMeanwhile(profile: Profile, changes: Changes): { [field: string]: Value | null } {
  const others = Object.entries(changes).filter(([key, { from, to }]) => {
    const now = valueOf(profile, key);
    return !isSame(now, from) && !isSame(now, to);
  });
  return Object.fromEntries(others.map(([key]) => [key, valueOf(profile, key)]));
}

function valueOf(profile: Profile, key: string): Value | null {
  return (profile[key] as Value | undefined) ?? null;
}

function isSame(one: Value | null, other: Value | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
