// One reminder: to everybody it is for, once each, in their language; passing troubles wait, lasting ones are put aside.
import type { Id } from '#domain';
import { type EventStore } from '#event-store';
import { isReminder, type Bus, type Handled, type ReceivedMessage, type ReminderMessage } from '#messaging';
import { awaitVersion } from '#read-model';
import { deliveredTo, noteDelivery } from './deliveries';
import { letterOf } from './letter';
import type { Mail } from './mail';
import { recipientsOf, type Addressee } from './recipients';
import { subjectOf, type Subject } from './subject-of';

export type NotifierLog = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
};

/** Read models are tens of milliseconds behind; when they are not there by then, the reminder comes again. */
const READ_MODEL_TIMEOUT_MS = 2_000;

/** The first wait, and the longest: a mail server that is down for an hour is not asked a thousand times. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60_000;

export class ReminderHandler {
  /** How often each reminder that waits was tried; one per partition at most. */
  private readonly tries = new Map<Id, number>();

  constructor(
    private readonly store: EventStore,
    private readonly bus: Pick<Bus, 'sendDeadLetter'>,
    private readonly mail: Mail,
    private readonly log: NotifierLog,
  ) {}

  async handle(message: ReceivedMessage): Promise<Handled> {
    const reminder = parsed(message.value);
    if (reminder === undefined) {
      await this.bus.sendDeadLetter(message, 'unreadable');
      return 'done';
    }
    try {
      if (!(await this.deliver(reminder, message))) return this.later(reminder);
    } catch (error) {
      // The database or the dead-letter topic is away: nothing is lost, it comes again.
      this.log.warn({ reminder: reminder.id, code: codeOf(error) }, 'a reminder could not be handled and waits');
      return this.later(reminder);
    }
    this.tries.delete(reminder.id);
    return 'done';
  }

  /** Whether it is done with; `false` when a part of it must be tried again. */
  private async deliver(reminder: ReminderMessage, message: ReceivedMessage): Promise<boolean> {
    const { stream, version, id } = reminder;
    if (!(await awaitVersion(this.store, stream.id, version, READ_MODEL_TIMEOUT_MS))) return false;
    const subject = await subjectOf(this.store, reminder);
    if (subject === undefined) return true;
    const done = await deliveredTo(this.store, id);
    const waiting = (await recipientsOf(this.store, reminder)).filter(({ staffId }) => !done.has(staffId));
    let complete = true;
    for (const addressee of waiting) {
      complete = (await this.deliverTo(addressee, reminder, subject, message)) && complete;
    }
    return complete;
  }

  private async deliverTo(
    { staffId, language, name, address }: Addressee,
    reminder: ReminderMessage,
    subject: Subject,
    message: ReceivedMessage,
  ): Promise<boolean> {
    if (address === undefined) return this.putAside(reminder, staffId, message, 'no-address');
    const messageId = this.mail.messageIdOf(reminder.id, staffId);
    const sent = await this.mail.send({ to: { name, address }, messageId, ...letterOf(reminder, subject, language) });
    if (sent.kind === 'never') return this.putAside(reminder, staffId, message, sent.code);
    if (sent.kind === 'later') {
      this.log.warn({ reminder: reminder.id, code: codeOf(sent.cause) }, 'the mail server does not take it now');
      return false;
    }
    await noteDelivery(this.store, reminder.id, staffId, 'sent');
    this.log.info({ reminder: reminder.id, kind: reminder.kind, staff: staffId }, 'delivered');
    return true;
  }

  private async putAside(
    reminder: ReminderMessage,
    staffId: Id,
    message: ReceivedMessage,
    reason: string,
  ): Promise<true> {
    await this.bus.sendDeadLetter(message, reason);
    await noteDelivery(this.store, reminder.id, staffId, 'dead');
    this.log.warn({ reminder: reminder.id, staff: staffId, reason }, 'put aside: it can never be delivered');
    return true;
  }

  private later({ id }: ReminderMessage): Handled {
    const tries = this.tries.get(id) ?? 0;
    this.tries.set(id, tries + 1);
    return { retryInMs: Math.min(FIRST_RETRY_MS * 2 ** tries, LONGEST_RETRY_MS) };
  }
}

function parsed(value: string): ReminderMessage | undefined {
  try {
    const reminder = JSON.parse(value) as unknown;
    return isReminder(reminder) ? reminder : undefined;
  } catch {
    return undefined;
  }
}

/** Of an error its code only: its text may hold an address. */
function codeOf(error: unknown): string {
  const { code, name } = error as { code?: string; name?: string };
  return code ?? name ?? 'unknown';
}
