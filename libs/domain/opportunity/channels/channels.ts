// The channels of a sale (S5): the one that it came by, the lead that it was opened from, and those that help it, each for its time.
import type { DomainEvent, Id, Instant, Recorded } from '../../event';
import { isCode } from '../../code';
import type { CustomerClass, PlaybookDefinition } from '../../playbook/playbook';
import { missingField, refuse, refuseField, type Refusal } from '../../refusal';
import { refuseUnlessText } from '../../said';
import { firstRefusal, sealedText, type Deciding } from '../deciding';
import type { OpportunityOpened } from '../opportunity-events';

export type AddHelpingChannel = { type: 'AddHelpingChannel'; channel: string; reason: string };
export type EndHelpingChannel = { type: 'EndHelpingChannel'; channel: string; reason: string };

export type HelpingChannelAdded = DomainEvent<'HelpingChannelAdded', { channel: string }>;
export type HelpingChannelEnded = DomainEvent<'HelpingChannelEnded', { channel: string }>;

/** `until` is there once the help has ended. A channel that helps again is there twice. */
export type HelpingChannel = { channel: string; since: Instant; until?: Instant };

export type ChannelsState = { origin?: string; leadId?: Id; helping: readonly HelpingChannel[] };

/** Many channels together are a sale; more changes than this are a mistake. It also bounds the fold. */
export const MAX_HELPING_CHANNELS = 100;

export function openedChannels({ channel: origin, leadId }: OpportunityOpened['data']): ChannelsState {
  return { origin, leadId, helping: [] };
}

export function evolveChannels(
  state: ChannelsState,
  { type, data, at }: Recorded<HelpingChannelAdded | HelpingChannelEnded>,
): ChannelsState {
  const { channel } = data;
  if (type === 'HelpingChannelAdded') return { ...state, helping: [...state.helping, { channel, since: at }] };
  const helping = state.helping.map((each) => (isHelp(each, channel) ? { ...each, until: at } : each));
  return { ...state, helping };
}

/** A channel that serves customers of this class, whether sales may begin with it or not. */
export function addHelpingChannel(
  { channel, reason }: AddHelpingChannel,
  deciding: Deciding,
): HelpingChannelAdded[] | Refusal {
  const { state, definition, context } = deciding;
  const customerClass = context.facts.customer.get(state.customerId)?.class;
  const refusal = firstRefusal(
    isCode(channel) ? undefined : refuseField('channel', 'not-a-code'),
    refuseUnlessServing(channel, definition, customerClass),
    refuseUnlessText('reason', reason),
  );
  if (refusal !== undefined) return refusal;
  const { helping } = state.channels;
  if (helping.some((each) => isHelp(each, channel))) return refuse('ALREADY_EXISTS', [], { channel });
  if (helping.length >= MAX_HELPING_CHANNELS) return refuse('LIMIT_EXCEEDED', [], { limit: MAX_HELPING_CHANNELS });
  return [{ type: 'HelpingChannelAdded', data: { channel }, ...sealedText(deciding, { reason }) }];
}

export function endHelpingChannel(
  { channel, reason }: EndHelpingChannel,
  deciding: Deciding,
): HelpingChannelEnded[] | Refusal {
  const refusal = refuseUnlessText('reason', reason);
  if (refusal !== undefined) return refusal;
  const helping = deciding.state.channels.helping.filter(({ until }) => until === undefined);
  if (!helping.some((each) => each.channel === channel)) {
    const channels = helping.map((each) => each.channel);
    return refuse('UNKNOWN_REFERENCE', [missingField('channel', 'not-helping')], { channels });
  }
  return [{ type: 'HelpingChannelEnded', data: { channel }, ...sealedText(deciding, { reason }) }];
}

/** A playbook without channels takes any code; a customer that nobody classified is served by every channel. */
function refuseUnlessServing(
  channel: string,
  { channels: known }: PlaybookDefinition,
  customerClass: CustomerClass | undefined,
): Refusal | undefined {
  if (known === undefined) return undefined;
  const serving = known.filter(({ classes }) => customerClass === undefined || classes.includes(customerClass));
  const channels = serving.map(({ key }) => key);
  if (channels.includes(channel)) return undefined;
  const problem = known.some(({ key }) => key === channel) ? 'not-for-this-class' : 'unknown';
  return refuse('UNKNOWN_REFERENCE', [missingField('channel', problem)], { channels });
}

function isHelp({ channel, until }: HelpingChannel, asked: string): boolean {
  return channel === asked && until === undefined;
}
