// Routes beside the streams' own rules: for some roles only, with who they are in the refusal.
import type { StaffRole } from '#domain';
import { problemOf, ProblemError } from './problem';
import type { SignedIn } from './signed-in';

/** Throws NOT_ALLOWED unless the caller has one of the roles now. */
export function onlyFor({ staff }: SignedIn, ...roles: [StaffRole, ...StaffRole[]]): void {
  if (staff.roles.some((role) => roles.includes(role))) return;
  const suppliedBy = roles.map((role) => ({ role }));
  const missing = [{ what: 'right' as const, key: 'caller', problem: 'not-permitted' as const, suppliedBy }];
  throw new ProblemError({ ...problemOf(403, 'NOT_ALLOWED'), missing });
}
