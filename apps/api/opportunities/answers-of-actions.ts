// What was answered at the actions of a sale that are done: by whom, when, and in words as far as those can still be read.
import { instanceKey, type Caller, type Id, type Instant, type JsonObject, type OpportunityState } from '#domain';
import type { EventStore } from '#event-store';
import { anyObject, flag, id, instant, listOf, object, optional, text, whole } from '../http/described';

export type ActionAnswers = {
  /** As in the standing of its gate: the action, and the person where it is done once for each. */
  key: string;
  gate: string;
  action: string;
  contactId?: Id;
  version: number;
  at: Instant;
  by: Caller;
  /** By the names of the form; what was said in words is missing where it was erased. */
  answers: JsonObject;
  corrected: boolean;
  /** Why it was corrected. */
  reason?: string;
};

export const actionAnswers = object<{ items: ActionAnswers[] }>({
  items: listOf(
    object<ActionAnswers>({
      key: text('collect-profile'),
      gate: text('preparation'),
      action: text('collect-profile'),
      contactId: optional(id()),
      version: whole(2),
      at: instant(),
      by: anyObject({ kind: 'staff', id: 'd49d688d-6859-5e0b-8581-38b59ed37886' }),
      answers: anyObject({ need: 'explicit' }),
      corrected: flag(true),
      reason: optional(text('客户后来说明了需求')),
    }),
  ),
});

/** Of every action that counts as done by hand, in the order in which it was done. */
export async function answersOfActions(store: EventStore, state: OpportunityState): Promise<ActionAnswers[]> {
  const done = new Map([...state.completions.values()].map((completion) => [completion.version, completion]));
  if (done.size === 0) return [];
  const log = await store.readStream({ type: 'opportunity', id: state.id });
  const envelopes = log.map(({ envelope }) => envelope).filter(({ version }) => done.has(version));
  const said = await store.personalFields(envelopes);
  return envelopes.map(({ id: eventId, type, version, at, by }) => {
    const { gate, action, contactId, answers } = done.get(version)!;
    const corrected = type === 'ActionCorrected';
    const words = said.get(eventId) ?? {};
    const { reason, ...others } = words;
    return {
      key: instanceKey(action, contactId),
      ...{ gate, action, contactId, version, at, by, corrected },
      answers: { ...answers, ...(corrected ? others : words) },
      reason: corrected && typeof reason === 'string' ? reason : undefined,
    };
  });
}
