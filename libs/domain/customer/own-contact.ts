// Whom a command about a customer may name: somebody at this customer, or at one that is this one by now, who was not erased.
import type { Context } from '../decider';
import type { Id } from '../event';
import { missingField, refuse, type Refusal } from '../refusal';
import { sameCustomer } from './merging';

/** The facts it reads are the contact's and `survivorFacts`. */
export function refuseUnlessContact(contactId: Id, customerId: Id, { facts }: Context): Refusal | undefined {
  const contact = facts.contact.get(contactId);
  if (contact === undefined || !sameCustomer(contact.customerId, customerId, facts.customer)) {
    return refuse('UNKNOWN_REFERENCE', [missingField('contactId', 'unknown')]);
  }
  return contact.erased ? refuse('CONTACT_ERASED', [missingField('contactId', 'erased')]) : undefined;
}
