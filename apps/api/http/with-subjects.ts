// What a story is told of: events about an approval mostly name it by its id, and people ask what it is about.
import { deciders, type JsonObject, type OpportunityState, type StreamRef } from '#domain';
import { foldStream, type EventStore } from '#event-store';

/**
 * The data of events of one stream, each with the subject of its approval. The subject is a courtesy: of a stream that cannot be
 * folded (it was changed by hand, or a newer program wrote it) they are told as they are, and its verification says what is wrong.
 */
export async function withSubjects(
  store: EventStore,
  ref: StreamRef,
  told: readonly JsonObject[],
): Promise<JsonObject[]> {
  if (ref.type !== 'opportunity' || !told.some(namesOnlyTheId)) return [...told];
  const approvals = await foldStream<OpportunityState, never>(store, deciders.opportunity, ref).then(
    ({ state }) => state?.approvals,
    () => undefined,
  );
  return told.map((data) => {
    const approval = namesOnlyTheId(data) ? approvals?.get(data['approvalId'] as string) : undefined;
    return approval === undefined ? data : { ...data, subject: approval.subject };
  });
}

function namesOnlyTheId({ approvalId, subject, kind }: JsonObject): boolean {
  return typeof approvalId === 'string' && subject === undefined && kind === undefined;
}
