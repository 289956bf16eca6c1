// The notifier: follows the reminder topic and writes to staff. Any number may run; they share the partitions.
import { pino } from 'pino';
import { EventStore } from '#event-store';
import { connectBus, REMINDERS_TOPIC } from '#messaging';
import { readModelMigrations } from '#read-model';
import { kafkaBrokers, required, storeSettings } from '../settings';
import { DeliveryTables1764100000005, forgetOldDeliveries } from './deliveries';
import { ReminderHandler } from './handle-reminder';
import { Mail } from './mail';

const GROUP = 'tongguan-notifier';

async function main(): Promise<void> {
  const log = pino({ name: 'notifier' });
  const mail = new Mail({
    url: required(process.env, 'TONGGUAN_SMTP_URL'),
    from: required(process.env, 'TONGGUAN_MAIL_FROM'),
  });
  const bus = connectBus({ brokers: kafkaBrokers(process.env), clientId: GROUP, log });
  const store = await EventStore.open({
    ...storeSettings(process.env, 'tongguan notifier'),
    migrations: [...readModelMigrations, DeliveryTables1764100000005],
  });
  await forgetOldDeliveries(store);
  await bus.ensureTopics();
  const handler = new ReminderHandler(store, bus, mail, log);
  const following = await bus.follow({
    groupId: GROUP,
    topics: [REMINDERS_TOPIC],
    handle: (message) => handler.handle(message),
    onFatal: (error) => {
      // A consumer that cannot go on by itself is replaced by a new process.
      log.fatal({ err: error }, 'following the reminders ended');
      process.exit(1);
    },
  });
  log.info({ group: GROUP }, 'following the reminders');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void following
        .stop()
        .then(() => bus.close())
        .then(() => store.close())
        .then(() => mail.close());
    });
  }
}

void main();
