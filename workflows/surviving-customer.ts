// What a process says of a customer goes to whoever stands for it: a duplicate that was merged takes nothing in any more.
import { deciders, type CustomerState, type Id } from '#domain';
import type { EventStore } from '#event-store';
import { stateOf } from './timed';

/** Merged between this and the command is a refusal of the command: the activity is tried again. */
export async function survivingCustomer(store: EventStore, customerId: Id): Promise<CustomerState> {
  const customer = await stateOf<CustomerState>(store, deciders.customer, { type: 'customer', id: customerId });
  return customer.mergedInto === undefined ? customer : survivingCustomer(store, customer.mergedInto);
}
