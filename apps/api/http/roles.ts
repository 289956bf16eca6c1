// Routes beside the streams' own rules: for some roles only, with who they are in the refusal.
import { deciders, type StaffRole, type StaffState } from '#domain';
import { foldStream, type EventStore } from '#event-store';
import { problemOf, ProblemError } from './problem';
import type { SignedIn } from './signed-in';

/** Throws NOT_ALLOWED unless the caller works here and has one of the roles now. */
export async function onlyFor(
  store: EventStore,
  { staffId }: SignedIn,
  ...roles: [StaffRole, ...StaffRole[]]
): Promise<void> {
  const { state } = await foldStream<StaffState, never>(store, deciders.staff, { type: 'staff', id: staffId });
  if (state?.active === true && state.roles.some((role) => roles.includes(role))) return;
  const suppliedBy = roles.map((role) => ({ role }));
  const missing = [{ what: 'right' as const, key: 'caller', problem: 'not-permitted', suppliedBy }];
  throw new ProblemError({ ...problemOf(403, 'NOT_ALLOWED'), missing });
}
