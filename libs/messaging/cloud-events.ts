// Messages as CloudEvents 1.0 in the Kafka protocol binding, binary mode: attributes in headers, the event itself as value.
import type { Id, Instant } from '#domain';
import type { StoredEvent } from '#event-store';
import type { BusHeaders, BusMessage } from './bus';
import { isReminder, type ReminderMessage } from './reminder-message';
import { AUDIT_TOPIC, partitionOf, REMINDERS_TOPIC } from './topics';

const SPEC_VERSION = '1.0';

/** References without a host: installations are told apart by their brokers. */
export const EVENT_SOURCE = '/tongguan';
/** Another one, because a reminder has the id of its event, and source and id together must name one thing. */
export const REMINDER_SOURCE = '/tongguan/reminders';

export const CONTENT_TYPE = 'application/json; charset=utf-8';

/** Of a reminder's own fields; counted up when one changes its meaning. */
const REMINDER_SHAPE = 1;

/** An event as the audit topic carries it: its stored bytes, so that the chain can be verified from the topic alone. */
export function auditMessage(event: StoredEvent): BusMessage {
  const { id, type, shape, stream, version, at } = event.envelope;
  const attributes = { source: EVENT_SOURCE, id, type: `tongguan.${stream.type}.${type}.v${shape}`, version, at };
  return { topic: AUDIT_TOPIC, ...keyed(stream.id), value: event.body, headers: headers(stream.id, attributes) };
}

/** A reminder as the reminder topic carries it. Throws when its readers would refuse it, or somebody is named in it. */
export function reminderMessage(reminder: ReminderMessage): BusMessage {
  const { id, kind, stream, version, at } = reminder;
  const value = JSON.stringify(reminder);
  // As it will be read: a field that is undefined is none.
  if (!isReminder(JSON.parse(value)))
    throw new Error(`the reminder ${id} (${kind}) is none by its schema, which takes ids and codes only`);
  const attributes = { source: REMINDER_SOURCE, id, type: `tongguan.reminder.${kind}.v${REMINDER_SHAPE}`, version, at };
  return { topic: REMINDERS_TOPIC, ...keyed(stream.id), value, headers: headers(stream.id, attributes) };
}

function keyed(streamId: Id): Pick<BusMessage, 'key' | 'partition'> {
  return { key: streamId, partition: partitionOf(streamId) };
}

type Attributes = { source: string; id: Id; type: string; version: number; at: Instant };

function headers(streamId: Id, { source, id, type, version, at }: Attributes): BusHeaders {
  return {
    ce_specversion: SPEC_VERSION,
    ce_id: id,
    ce_source: source,
    ce_type: type,
    ce_subject: streamId,
    ce_time: at,
    ce_streamversion: String(version),
    ce_partitionkey: streamId,
    'content-type': CONTENT_TYPE,
  };
}
