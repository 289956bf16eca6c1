// What is sent is a CloudEvent to those who know nothing of Tongguan, fits the published schemas, and names nobody.
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { Kafka } from 'cloudevents';
import { chainHash, encode, GENESIS_HASH, type Envelope, type StoredEvent } from '#event-store';
import { asyncApi } from './async-api';
import { auditMessage, reminderMessage } from './cloud-events';
import type { BusMessage } from './bus';
import { auditEventSchema } from './json-schemas';
import { isReminder, type ReminderMessage } from './reminder-message';
import { AUDIT_TOPIC, DEAD_LETTER_TOPIC, partitionOf, REMINDERS_TOPIC, topics } from './topics';

const opportunity = { type: 'opportunity', id: 'c7a1f3de-0b1c-5d2e-9f3a-4b5c6d7e8f90' } as const;
const staffId = '0f2b7c54-7d1e-4c3a-8b9a-1d2e3f4a5b6c';

const envelope: Envelope = {
  id: '3e1c9f4a-5b6d-5e7f-8a9b-0c1d2e3f4a5b',
  type: 'GatePassed',
  shape: 1,
  stream: opportunity,
  version: 7,
  at: '2026-03-02T01:00:00.000Z',
  by: { kind: 'staff', id: staffId },
  command: '9a8b7c6d-5e4f-5a3b-8c1d-0e9f8a7b6c5d',
  request: 'k1:Zm9v',
  facts: { '1b2c3d4e-5f6a-4b7c-8d9e-0f1a2b3c4d5e': 3 },
  data: { gate: 'expert', price: 1e21, note: '\u2028' },
  sealed: { owner: staffId, iv: 'AAAAAAAAAAAAAAAA', box: 'c2VhbGVk' },
};
const body = encode(envelope);
const event: StoredEvent = { position: 41, partition: 0, hash: chainHash(GENESIS_HASH, body), body, envelope };

const reminder: ReminderMessage = {
  id: '5d4c3b2a-1f0e-5d9c-8b7a-6f5e4d3c2b1a',
  kind: 'deadline-late',
  stream: opportunity,
  version: 7,
  at: '2026-03-02T01:00:00.000Z',
  dueAt: '2026-03-01T01:00:00.000Z',
  to: { staffIds: [staffId], approvers: { approvalId: opportunity.id, round: 1 } },
  about: { gate: 'expert', action: 'present-solution', days: 1, since: '2026-03-01T01:00:00.000Z' },
};

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats(ajv);
const validateEvent = ajv.compile(auditEventSchema);

it('an event is a CloudEvent with its stored bytes', () => {
  const message = auditMessage(event);
  expect(message).toMatchObject({ topic: AUDIT_TOPIC, key: opportunity.id, partition: partitionOf(opportunity.id) });
  expect(message.value).toBe(body);
  expect(chainHash(GENESIS_HASH, message.value)).toEqual(event.hash);
  expect(parsed(message)).toMatchObject({
    specversion: '1.0',
    id: envelope.id,
    source: '/tongguan',
    type: 'tongguan.opportunity.GatePassed.v1',
    subject: opportunity.id,
    time: envelope.at,
    datacontenttype: 'application/json; charset=utf-8',
    streamversion: '7',
    partitionkey: opportunity.id,
    data: envelope,
  });
});

it('a reminder is a CloudEvent on the partition of its stream', () => {
  const message = reminderMessage(reminder);
  expect(message).toMatchObject({
    topic: REMINDERS_TOPIC,
    key: opportunity.id,
    partition: partitionOf(opportunity.id),
  });
  expect(parsed(message)).toMatchObject({
    id: reminder.id,
    source: '/tongguan/reminders',
    type: 'tongguan.reminder.deadline-late.v1',
    subject: opportunity.id,
    data: reminder,
  });
});

it.each(['王小明', 'Wang Xiaoming', 'wang@example.com', '', 'a'.repeat(129)])(
  'a reminder about %p is refused',
  (value) => {
    const named = { ...reminder, about: { contact: value } };
    expect(() => reminderMessage(named)).toThrow(/ids and codes only/);
    expect(isReminder(named)).toBe(false);
  },
);

it('both fit their schemas', () => {
  expect(validateEvent(JSON.parse(auditMessage(event).value)) || validateEvent.errors).toBe(true);
  const byProcess = { ...envelope, by: { kind: 'process', name: 'import' } };
  expect(validateEvent(byProcess) || validateEvent.errors).toBe(true);
  expect(isReminder(JSON.parse(reminderMessage(reminder).value))).toBe(true);
});

it.each([
  ['without its stream', { ...envelope, stream: undefined }],
  ['of version 0', { ...envelope, version: 0 }],
  ['at a local time', { ...envelope, at: '2026-03-02T09:00:00+08:00' }],
  ['by nobody', { ...envelope, by: { kind: 'staff' } }],
])('an event %s does not', (_, wrong) => {
  expect(validateEvent(JSON.parse(JSON.stringify(wrong)))).toBe(false);
});

it.each([
  ['of another kind', { ...reminder, kind: 'greeting' }],
  ['to nobody', { ...reminder, to: {} }],
  ['to an approval without its round', { ...reminder, to: { approvers: { approvalId: opportunity.id } } }],
])('nor does a reminder %s', (_, wrong) => {
  expect(isReminder(wrong)).toBe(false);
});

describe('the AsyncAPI document', () => {
  const document = JSON.parse(JSON.stringify(asyncApi())) as Document;

  it('describes the topics as they are made', () => {
    const described = Object.values(document.channels).map(({ address, bindings: { kafka } }) => [
      ...[address, kafka.topic, kafka.partitions],
    ]);
    expect(described).toEqual(
      ([AUDIT_TOPIC, REMINDERS_TOPIC, DEAD_LETTER_TOPIC] as const).map((topic) => [
        topic,
        topic,
        topics[topic].partitions,
      ]),
    );
  });

  it('names every header that is sent', () => {
    const sent = Object.keys(auditMessage(event).headers).sort();
    expect(Object.keys(document.components.messages['event']!.headers.properties).sort()).toEqual(sent);
    expect(Object.keys(document.components.messages['reminder']!.headers.properties).sort()).toEqual(sent);
  });

  it('refers to nothing that is not in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
    expect(references.length).toBeGreaterThan(10);
    for (const path of references) {
      const found = path.split('/').reduce<unknown>((at, name) => (at as { [name: string]: unknown })[name], document);
      expect([path, typeof found]).toEqual([path, 'object']);
    }
  });
});

type Document = {
  channels: { [name: string]: { address: string; bindings: { kafka: { topic: string; partitions: number } } } };
  components: { messages: { [name: string]: { headers: { properties: object } } } };
};

/** As a reader does who has only the CloudEvents SDK. */
function parsed({ key, value, headers }: BusMessage): object {
  const cloudEvent = Kafka.toEvent({ key, value, headers, body: value } as Parameters<typeof Kafka.toEvent>[0]);
  return JSON.parse(JSON.stringify(cloudEvent)) as object;
}
