// Where a sale comes from (S5): a channel that begins sales, and that serves customers of this class.
import type { CustomerClass, PlaybookDefinition } from '../../playbook/playbook';
import { missingField, refuse, type Refusal } from '../../refusal';

/** A playbook without channels takes any code; a customer that nobody classified is served by every channel. */
export function refuseUnlessOrigin(
  channel: string | undefined,
  { channels }: PlaybookDefinition,
  customerClass: CustomerClass | undefined,
): Refusal | undefined {
  if (channel === undefined || channels === undefined) return undefined;
  const origin = channels.find(({ key }) => key === channel);
  const serving = channels
    .filter(({ originates, classes }) => originates && (customerClass === undefined || classes.includes(customerClass)))
    .map(({ key }) => key);
  if (serving.includes(channel)) return undefined;
  const reason = origin === undefined ? 'unknown' : origin.originates ? 'not-for-this-class' : 'does-not-originate';
  return refuse('UNKNOWN_REFERENCE', [missingField('channel', reason)], { channels: serving });
}
