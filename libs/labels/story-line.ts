// An event as a line of a story, for a timeline: what happened, with the names of what it was about.
import type { Json, JsonObject, PlaybookDefinition } from '#domain';
import { codesOf, labelOf } from './catalogue';
import type { Kind } from './codes';
import { filled, gapsOf } from './filled';
import type { Language } from './language';
import { titleOf, type Titled } from './titles';

/**
 * What stands in a gap: a thing of the playbook, a value with words, something of a `kind` with words, money in fen, a day, or what
 * speaks for itself.
 */
type Filling = { thing: Titled } | { value: Kind } | { kindIn: Kind } | 'money' | 'day' | 'itself';

const fillings: { [gap: string]: Filling } = {
  gate: { thing: 'gate' },
  firstGate: { thing: 'gate' },
  action: { thing: 'action' },
  level: { thing: 'level' },
  item: { thing: 'follow-up' },
  channel: { thing: 'channel' },
  class: { value: 'customer-class' },
  proposedClass: { value: 'customer-class' },
  decision: { value: 'decision' },
  objectionType: { value: 'objection-type' },
  strategy: { value: 'strategy' },
  event: { value: 'after-sales-event' },
  subject: { kindIn: 'approval-kind' },
  enteredOn: 'day',
  on: 'day',
  valueFen: 'money',
  billedOn: 'day',
  anniversary: 'day',
  score: 'itself',
  total: 'itself',
  percent: 'itself',
  revision: 'itself',
  version: 'itself',
};

/** Names that mean something else in each event. */
const fillingsOf: { [event: string]: { [gap: string]: Filling } } = {
  VoteCast: { kind: { value: 'approval-kind' } },
  WentBack: { from: { thing: 'gate' }, to: { thing: 'gate' } },
  OpportunityLost: { reason: { value: 'loss-reason' } },
  OpportunityWithdrawn: { reason: { value: 'end-reason' } },
  FollowUpCompleted: { outcome: { value: 'follow-up-outcome' } },
  GiftRecorded: { outcome: { value: 'gift-status' } },
  CallRecorded: { outcome: { value: 'call-outcome' } },
  VisitPlanned: { kind: { value: 'visit-kind' } },
  VisitReported: { kind: { value: 'visit-kind' } },
  NeedRecorded: { kind: { value: 'need-kind' } },
  NeedGuided: { outcome: { value: 'guided-outcome' } },
  LifeCycleMoved: {
    from: { value: 'life-cycle-state' },
    to: { value: 'life-cycle-state' },
    reason: { value: 'life-cycle-reason' },
  },
  LeadClosed: { reason: { value: 'lead-close-reason' } },
  LifeCycleFollowed: { state: { value: 'life-cycle-state' } },
};

/** @param definition the playbook that the stream goes by, where it goes by one */
export function storyLine(
  event: { type: string; data: JsonObject },
  language: Language,
  definition?: PlaybookDefinition,
): string {
  const sentence = labelOf('event', event.type, language);
  const words = gapsOf(sentence).map((gap): [string, string | undefined] => {
    const value = event.data[gap];
    return [gap, value === undefined ? undefined : inWords(value, fillingFor(event.type, gap), language, definition)];
  });
  return filled(sentence, Object.fromEntries(words));
}

/** Gaps of events that nothing is known to fill. */
export function unfilledGaps(): string[] {
  return codesOf('event').flatMap((type) =>
    gapsOf(labelOf('event', type, 'en'))
      .filter((gap) => fillingFor(type, gap) === undefined)
      .map((gap) => `${type}.${gap}`),
  );
}

function fillingFor(type: string, gap: string): Filling | undefined {
  return fillingsOf[type]?.[gap] ?? fillings[gap];
}

function inWords(
  value: Json,
  filling: Filling | undefined,
  language: Language,
  definition: PlaybookDefinition | undefined,
): string {
  const code = typeof value === 'string' ? value : JSON.stringify(value);
  if (filling === undefined || filling === 'itself') return code;
  if (filling === 'money') return yuan(Number(value), language);
  if (filling === 'day') return day(code, language);
  if ('value' in filling) return labelOf(filling.value, code, language);
  if ('kindIn' in filling) return labelOf(filling.kindIn, (value as { kind: string }).kind, language);
  return (definition === undefined ? undefined : titleOf(definition, filling.thing, code)?.[language]) ?? code;
}

/** @param text a date of ISO 8601; anything else speaks for itself */
function day(text: string, language: Language): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(text));
}

function yuan(fen: number, language: Language): string {
  const digits = fen % 100 === 0 ? 0 : 2;
  const currency = { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' } as const;
  return new Intl.NumberFormat(language, { ...currency, minimumFractionDigits: digits }).format(fen / 100);
}
