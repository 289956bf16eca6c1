// Customers and contacts as far as a caller may see them. What the caller may not see is not there.
import { Injectable } from '@nestjs/common';
import { deciders, familyOf, type ContactState, type CustomerState, type Id } from '#domain';
import { EventStore, foldStream } from '#event-store';
import { customersOfFamily, isInScope } from '#read-model';
import { problemOf, ProblemError } from '../http/problem';
import { scopeOf, type SignedIn } from '../http/signed-in';
import { storedProfiles, type Stored } from './stored-profile';

@Injectable()
export class CustomersSeen {
  constructor(private readonly store: EventStore) {}

  /** Nobody's customers are everybody's until somebody is assigned; a merged one is seen by who sees the survivor as well. */
  async customer(caller: SignedIn, id: Id): Promise<Stored<CustomerState>> {
    const stored = (await storedProfiles(this.store, deciders.customer, [id])).get(id);
    if (stored !== undefined && (await this.isSeen(caller, stored.state))) return stored;
    throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such customer, or it is not yours to see.'));
  }

  /** Contacts are seen by those who see their customer. */
  async contact(caller: SignedIn, id: Id): Promise<Stored<ContactState>> {
    const stored = (await storedProfiles(this.store, deciders.contact, [id])).get(id);
    if (stored === undefined) {
      throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such contact, or it is not yours to see.'));
    }
    await this.customer(caller, stored.state.customerId);
    return stored;
  }

  /** The customer with those that were merged into it. */
  async family(customer: CustomerState): Promise<CustomerState[]> {
    return familyOf(customer, await customersOfFamily(this.store, customer));
  }

  private async isSeen(caller: SignedIn, { accountManagerId, mergedInto }: CustomerState): Promise<boolean> {
    if (accountManagerId === undefined || (await isInScope(this.store, scopeOf(caller), accountManagerId))) return true;
    const survivor = mergedInto === undefined ? undefined : await this.folded(mergedInto);
    return survivor !== undefined && this.isSeen(caller, survivor);
  }

  private async folded(id: Id): Promise<CustomerState | undefined> {
    const ref = { type: 'customer', id } as const;
    return (await foldStream<CustomerState, never>(this.store, deciders.customer, ref)).state;
  }
}
