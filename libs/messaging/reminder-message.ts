// What the reminder topic carries: a reminder with the event that it follows from, and how a reader recognises one.
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Id, Instant, Reminder, StreamRef } from '#domain';
import { reminderSchema } from './json-schemas';

export type ReminderMessage = Reminder & {
  /** Of the event that it follows from: the same reminder always has the same id. */
  id: Id;
  stream: StreamRef;
  version: number;
  at: Instant;
};

const ajv = new Ajv2020({ strict: true });
addFormats(ajv);
const validate = ajv.compile<ReminderMessage>(reminderSchema);

/** Whether a value that was read is one, by the published schema. */
export function isReminder(value: unknown): value is ReminderMessage {
  return validate(value);
}
