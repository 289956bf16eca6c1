// The description of the topics for those who read them: an AsyncAPI 3.0 document, made from what the code uses.
import { CONTENT_TYPE, EVENT_SOURCE, REMINDER_SOURCE } from './cloud-events';
import { auditEventSchema, reminderSchema, type JsonSchema } from './json-schemas';
import { AUDIT_TOPIC, DEAD_LETTER_TOPIC, REMINDERS_TOPIC, topics, type TopicName } from './topics';

/** Of this description; counted up when a reader must change. */
const VERSION = '1.0.0';

const KAFKA_BINDING = '0.5.0';

const REMINDER_ATTRIBUTES = { source: REMINDER_SOURCE, type: 'tongguan.reminder.<kind>.v<shape>' };

/** The three topics that others may read; how far the relay has got is its own affair. */
export function asyncApi(): JsonSchema {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Tongguan',
      version: VERSION,
      description:
        'CloudEvents 1.0 in the Kafka protocol binding, binary mode. Read with isolation.level=read_committed: then every ' +
        'event is there exactly once, and the events of a stream are in order.',
    },
    defaultContentType: 'application/json',
    channels: {
      audit: channel(AUDIT_TOPIC, 'event', 'Every event, kept for ever'),
      reminders: channel(REMINDERS_TOPIC, 'reminder', 'What staff should be told'),
      deadLetters: channel(DEAD_LETTER_TOPIC, 'deadLetter', 'Reminders that cannot be delivered'),
    },
    operations: {
      sendEvents: send('audit', 'event'),
      sendReminders: send('reminders', 'reminder'),
      sendDeadLetters: send('deadLetters', 'deadLetter'),
    },
    components: {
      messages: {
        event: message('event', { source: EVENT_SOURCE, type: 'tongguan.<stream type>.<event type>.v<shape>' }),
        reminder: message('reminder', REMINDER_ATTRIBUTES),
        deadLetter: message('reminder', REMINDER_ATTRIBUTES, {
          'tongguan-reason': { type: 'string', description: 'A code that says why it cannot be delivered' },
          'tongguan-origin': { type: 'string', description: 'Topic, partition and offset that it was read from' },
        }),
      },
      schemas: { event: auditEventSchema, reminder: reminderSchema },
    },
  };
}

function channel(address: TopicName, name: string, description: string): JsonSchema {
  const { partitions, config } = topics[address];
  const { 'cleanup.policy': cleanup, ...others } = config;
  const numbers = Object.entries(others).map(([setting, value]) => [setting, Number(value)] as const);
  return {
    address,
    description,
    messages: { [name]: { $ref: `#/components/messages/${name}` } },
    bindings: {
      kafka: {
        topic: address,
        partitions,
        topicConfiguration: { 'cleanup.policy': [cleanup], ...Object.fromEntries(numbers) },
        bindingVersion: KAFKA_BINDING,
      },
    },
  };
}

function send(name: string, messageName: string): JsonSchema {
  return {
    action: 'send',
    channel: { $ref: `#/channels/${name}` },
    messages: [{ $ref: `#/channels/${name}/messages/${messageName}` }],
  };
}

type Attributes = { source: string; type: string };

function message(schema: string, attributes: Attributes, more: { [header: string]: JsonSchema } = {}): JsonSchema {
  const properties = { ...headerSchemas(attributes), ...more };
  return {
    contentType: CONTENT_TYPE,
    headers: { type: 'object', properties, required: Object.keys(properties) },
    payload: { $ref: `#/components/schemas/${schema}` },
    bindings: {
      kafka: {
        key: { type: 'string', format: 'uuid', description: 'The id of the stream' },
        bindingVersion: KAFKA_BINDING,
      },
    },
  };
}

function headerSchemas({ source, type }: Attributes): { [header: string]: JsonSchema } {
  return {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: { type: 'string', format: 'uuid' },
    ce_source: { type: 'string', const: source },
    ce_type: { type: 'string', description: type },
    ce_subject: { type: 'string', format: 'uuid', description: 'The id of the stream' },
    ce_time: { type: 'string', format: 'date-time' },
    ce_streamversion: { type: 'string', pattern: '^[1-9][0-9]*$' },
    ce_partitionkey: { type: 'string', format: 'uuid', description: 'The key of the message' },
    'content-type': { type: 'string', const: CONTENT_TYPE },
  };
}
