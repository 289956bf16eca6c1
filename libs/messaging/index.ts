// The message bus: Kafka behind a small port, CloudEvents, and the description of the topics.
export type {
  Bus,
  BusHeaders,
  BusLog,
  BusMessage,
  FencedProducer,
  Following,
  FollowOptions,
  Handled,
  Marker,
  ReceivedMessage,
} from './bus';
export { asyncApi } from './async-api';
export { auditMessage, reminderMessage } from './cloud-events';
export { connectBus } from './kafkajs-bus';
export { auditEventSchema, reminderSchema } from './json-schemas';
export type { BusOptions } from './kafka-client';
export { brokerAnswers } from './topic-admin';
export { isReminder, type ReminderMessage } from './reminder-message';
export {
  AUDIT_TOPIC,
  DEAD_LETTER_TOPIC,
  MARKER_TOPIC,
  PARTITIONS,
  partitionOf,
  REMINDERS_TOPIC,
  topics,
  type TopicName,
} from './topics';
