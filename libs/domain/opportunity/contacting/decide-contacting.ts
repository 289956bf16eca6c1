// One line per command of being in touch; every rule is in the file of its concept.
import type { Id, StreamRef } from '../../event';
import type { Refusal } from '../../refusal';
import type { Deciding } from '../deciding';
import type { OpportunityEvent } from '../opportunity-events';
import type { OpportunityState } from '../opportunity-state';
import type { ContactingCommand } from './contacting';
import { noteRehearsal } from './note-rehearsal';
import { prepareNegotiation } from './prepare-negotiation';
import { recordCall } from './record-call';
import { planVisit, reportVisit } from './visits';

export function decideContacting(command: ContactingCommand, deciding: Deciding): OpportunityEvent[] | Refusal {
  switch (command.type) {
    case 'RecordCall':
      return recordCall(command, deciding);
    case 'PlanVisit':
      return planVisit(command, deciding);
    case 'ReportVisit':
      return reportVisit(command, deciding);
    case 'NoteRehearsal':
      return noteRehearsal(command, deciding);
    case 'PrepareNegotiation':
      return prepareNegotiation(command, deciding);
  }
}

const contactingCommands = [
  'RecordCall',
  'PlanVisit',
  'ReportVisit',
  'NoteRehearsal',
  'PrepareNegotiation',
] as const satisfies readonly ContactingCommand['type'][];

export function isContactingCommand(command: { type: string }): command is ContactingCommand {
  return (contactingCommands as readonly string[]).includes(command.type);
}

/** Streams that the rules of this folder read: whom it is about, and what the owner rehearsed and tested. */
export function factsOfContacting(command: { type: string }, state: OpportunityState | undefined): StreamRef[] {
  if (!isContactingCommand(command)) return [];
  switch (command.type) {
    case 'RecordCall':
      return contacts([command.contactId]);
    case 'PlanVisit':
      return contacts(command.contactIds);
    case 'ReportVisit':
      return contacts(command.metIds);
    case 'NoteRehearsal':
    case 'PrepareNegotiation':
      return state === undefined ? [] : [{ type: 'staff', id: state.ownerId }];
  }
}

function contacts(ids: readonly Id[]): StreamRef[] {
  return ids.map((id) => ({ type: 'contact', id }));
}
