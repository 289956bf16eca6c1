// Customers and contacts as far as a caller may see them: folded, or with the profile unsealed. What the caller may not see is not there.
import { Injectable } from '@nestjs/common';
import { deciders, familyOf, type ContactState, type CustomerState, type Id } from '#domain';
import { EventStore, foldStream, type Folded } from '#event-store';
import { customersOfFamily, isInScope } from '#read-model';
import { problemOf, ProblemError } from '../http/problem';
import { scopeOf, type SignedIn } from '../http/signed-in';
import { storedProfiles, type Stored } from './stored-profile';

type Seen<State> = { state: State; version: number };

@Injectable()
export class CustomersSeen {
  constructor(private readonly store: EventStore) {}

  /** Nobody's customers are everybody's until somebody is assigned; a merged one is seen by who sees the survivor as well. */
  async customer(caller: SignedIn, id: Id): Promise<Seen<CustomerState>> {
    const { state, version } = await this.folded(id);
    if (state !== undefined && (await this.isSeen(caller, state))) return { state, version };
    throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such customer, or it is not yours to see.'));
  }

  /** Contacts are seen by those who see their customer. */
  async contact(caller: SignedIn, id: Id): Promise<Seen<ContactState>> {
    const ref = { type: 'contact', id } as const;
    const { state, version } = await foldStream<ContactState, never>(this.store, deciders.contact, ref);
    if (state === undefined) {
      throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such contact, or it is not yours to see.'));
    }
    await this.customer(caller, state.customerId);
    return { state, version };
  }

  async customerProfile(caller: SignedIn, id: Id): Promise<Stored<CustomerState>> {
    await this.customer(caller, id);
    return (await storedProfiles(this.store, deciders.customer, [id])).get(id)!;
  }

  async contactProfile(caller: SignedIn, id: Id): Promise<Stored<ContactState>> {
    await this.contact(caller, id);
    return (await storedProfiles(this.store, deciders.contact, [id])).get(id)!;
  }

  /** The customer with those that were merged into it. */
  async family(customer: CustomerState): Promise<CustomerState[]> {
    return familyOf(customer, await customersOfFamily(this.store, customer));
  }

  private async isSeen(caller: SignedIn, { accountManagerId, mergedInto }: CustomerState): Promise<boolean> {
    if (accountManagerId === undefined || (await isInScope(this.store, scopeOf(caller), accountManagerId))) return true;
    const survivor = mergedInto === undefined ? undefined : (await this.folded(mergedInto)).state;
    return survivor !== undefined && this.isSeen(caller, survivor);
  }

  private folded(id: Id): Promise<Folded<CustomerState>> {
    return foldStream<CustomerState, never>(this.store, deciders.customer, { type: 'customer', id });
  }
}
