// What a customer has left to be done elsewhere: folded from its own stream and those of the duplicates that it claimed.
import {
  familyOf,
  openClaims,
  whatCustomerWaitsFor,
  type CustomerState,
  type CustomerWait,
  type NotedAgreement,
} from '#domain';
import type { EventStore } from '#event-store';
import { customersOfFamily } from '#read-model';

export type LeftToDo = {
  lifeCycle: CustomerWait[];
  /** Claimed and not merged; `elsewhere` was merged into another customer meanwhile, and is to be released. */
  duplicates: { duplicate: CustomerState; elsewhere: boolean }[];
  /** Whose plans are told, of the customer and of those that were merged into it. */
  agreements: readonly NotedAgreement[];
};

export async function leftToDo(store: EventStore, customer: CustomerState): Promise<LeftToDo> {
  const customers = await customersOfFamily(store, customer);
  const open = openClaims(customer, customers).map((id) => customers.get(id)!);
  return {
    lifeCycle: whatCustomerWaitsFor(customer),
    duplicates: open.map((duplicate) => ({ duplicate, elsewhere: duplicate.mergedInto !== undefined })),
    agreements: familyOf(customer, customers).flatMap(({ agreements }) => agreements),
  };
}
