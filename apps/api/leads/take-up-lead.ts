// A lead becomes a sale: the sale is opened on the stream that follows from the lead's id, then its customer notes it.
// Invariant: whatever was left undone in between is done by the next try, also by one that is refused because the sale is there.
import {
  customerDecider,
  derivedId,
  opportunityDecider,
  refuse,
  saleOfLead,
  type CustomerState,
  type Id,
  type OpenOpportunity,
} from '#domain';
import { foldStream, handleCommand, type EventStore } from '#event-store';
import type { CommandAnswer } from '../http/command-answer';
import type { CommandHeaders, CommandSender } from '../http/command-sender';
import { problemOf, ProblemError, refusalProblem } from '../http/problem';
import type { SignedIn } from '../http/signed-in';

type TakeUp = Omit<OpenOpportunity, 'type' | 'leadId' | 'playbookKey' | 'channel'> & {
  leadId: Id;
  playbookKey?: string;
};

export async function takeUpLead(
  store: EventStore,
  sender: CommandSender,
  asked: TakeUp,
  caller: SignedIn,
  sent: CommandHeaders,
): Promise<CommandAnswer> {
  const { customerId, leadId } = asked;
  const playbookKey = asked.playbookKey ?? (await playbookOf(store, customerId, leadId));
  const command: OpenOpportunity = { type: 'OpenOpportunity', ...asked, playbookKey };
  try {
    const opened = await sender.send(opportunityDecider, saleOfLead(leadId), command, caller, sent);
    await noteTakenUp(store, customerId, leadId);
    return opened;
  } catch (error) {
    const isThere = error instanceof ProblemError && error.problem.code === 'ALREADY_EXISTS';
    if (isThere) await noteTakenUp(store, customerId, leadId);
    throw error;
  }
}

async function playbookOf(store: EventStore, customerId: Id, leadId: Id): Promise<string> {
  const ref = { type: 'customer', id: customerId } as const;
  const { state } = await foldStream<CustomerState, never>(store, customerDecider, ref);
  const lead = state?.leads?.get(leadId);
  if (lead !== undefined) return lead.playbook.key;
  const missing = { what: 'field', key: 'leadId', problem: 'unknown', suppliedBy: [] } as const;
  throw new ProblemError(refusalProblem(refuse('UNKNOWN_REFERENCE', [{ ...missing, suppliedBy: [] }])));
}

async function noteTakenUp(store: EventStore, customerId: Id, leadId: Id): Promise<void> {
  const outcome = await handleCommand(store, customerDecider, {
    stream: { type: 'customer', id: customerId },
    command: { type: 'NoteLeadTakenUp', leadId },
    caller: { kind: 'process', name: 'opportunity-workflow' },
    commandId: derivedId(leadId, 'NoteLeadTakenUp'),
    now: new Date().toISOString(),
  });
  if (outcome.kind === 'conflict') throw new ProblemError(problemOf(409, 'CONFLICT'));
}
