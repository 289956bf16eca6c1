// A customer with those that were merged into it or are about to be, as they stand now.
import { deciders, familyFacts, type CustomerState, type Id } from '#domain';
import { foldStream, type EventStore } from '#event-store';

export async function customersOfFamily(
  store: EventStore,
  customer: CustomerState,
): Promise<ReadonlyMap<Id, CustomerState>> {
  const known = new Map<Id, CustomerState>([[customer.id, customer]]);
  for (;;) {
    const unread = familyFacts(customer, known).filter(({ id }) => !known.has(id));
    if (unread.length === 0) return known;
    for (const ref of unread) {
      const { state } = await foldStream<CustomerState, never>(store, deciders.customer, ref);
      // Only what there is can be claimed.
      known.set(ref.id, state!);
    }
  }
}
