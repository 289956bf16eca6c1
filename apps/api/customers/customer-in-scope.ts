// A customer that the caller may see, folded. What they may not see is not there.
import { deciders, type CustomerState, type Id } from '#domain';
import { foldStream, type EventStore } from '#event-store';
import { isInScope } from '#read-model';
import { problemOf, ProblemError } from '../http/problem';
import { scopeOf, type SignedIn } from '../http/signed-in';

/** Nobody's customers are everybody's until somebody is assigned. */
export async function customerInScope(
  store: EventStore,
  caller: SignedIn,
  id: Id,
): Promise<{ state: CustomerState; version: number }> {
  const ref = { type: 'customer', id } as const;
  const { state, version } = await foldStream<CustomerState, never>(store, deciders.customer, ref);
  const keeperId = state?.accountManagerId;
  const seen = keeperId === undefined || (await isInScope(store, scopeOf(caller), keeperId));
  if (state !== undefined && seen) return { state, version };
  throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such customer, or it is not yours to see.'));
}
