// Notes on a customer: free text, sealed; about one contact, under that contact's key, so that it goes when they go.
import type { Context } from '../decider';
import type { DomainEvent, Id } from '../event';
import type { Refusal } from '../refusal';
import { refuseUnlessText } from '../said';
import type { CustomerState } from './customer';
import { refuseUnlessContact } from './own-contact';

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
    refuseUnlessContact(contactId, state.id, context) ?? [
      { type: 'CustomerNoteWritten', data, personal: { owner: contactId, fields: { text } } },
    ]
  );
}
