// Notes on a customer: free text, sealed; about one contact, under that contact's key, so that it goes when they go.
import type { Context } from '../decider';
import type { DomainEvent, Id } from '../event';
import { missingField, refuse, type Refusal } from '../refusal';
import { refuseUnlessText } from '../said';
import type { CustomerState } from './customer';
import { sameCustomer } from './merging';

export type WriteNote = { type: 'WriteNote'; text: string; contactId?: Id };

/** Notes make no state: rules read none of them, and a customer may have any number. */
export type NoteEvent = DomainEvent<'CustomerNoteWritten', { noteId: Id; contactId?: Id }>;

export function writeNote(
  state: CustomerState,
  { text, contactId }: WriteNote,
  context: Context,
): NoteEvent[] | Refusal {
  const refusal = refuseUnlessText('text', text);
  if (refusal !== undefined) return refusal;
  const data = { noteId: context.newId(0), contactId };
  if (contactId === undefined) {
    return [{ type: 'CustomerNoteWritten', data, personal: { owner: state.id, fields: { text } } }];
  }
  return (
    refuseUnlessOwnContact(contactId, state.id, context) ?? [
      { type: 'CustomerNoteWritten', data, personal: { owner: contactId, fields: { text } } },
    ]
  );
}

/** A refusal unless it is somebody at this customer, or at one that is this one by now, who was not erased. */
export function refuseUnlessOwnContact(contactId: Id, customerId: Id, { facts }: Context): Refusal | undefined {
  const contact = facts.contact.get(contactId);
  if (contact === undefined || !sameCustomer(contact.customerId, customerId, facts.customer)) {
    return refuse('UNKNOWN_REFERENCE', [missingField('contactId', 'unknown')]);
  }
  if (!contact.erased) return undefined;
  return refuse('CONTACT_ERASED', [missingField('contactId', 'erased')]);
}
