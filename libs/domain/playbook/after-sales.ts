// What may happen after a sale, and what is due then (S25): acts that no calendar knows, because the customer begins them.
import {
  customerClasses,
  type CustomerClass,
  type Duration,
  type FollowUpPolicy,
  type FollowUpTiming,
  type Label,
} from './playbook';
import type { PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { closed, key, label, list } from './schema-parts';

export const afterSalesEvents = ['complaint', 'warning', 'low-satisfaction', 'contact-changed', 'lost'] as const;
export type AfterSalesEvent = (typeof afterSalesEvents)[number];

export type AfterSalesDefinition = {
  event: AfterSalesEvent;
  title: Label;
  /** Over only when somebody at the customer agrees; until then its repeating acts come again. */
  closedByCustomer?: boolean;
  acts: EventActDefinition[];
};

export type EventActDefinition = {
  key: string;
  title: Label;
  /** Counted from the report. With `within` it is late after that, else after the plan's own `remindAfter`. */
  plan: { [C in CustomerClass]?: FollowUpTiming & { within?: Duration } };
};

const duration = { type: 'string', pattern: '^\\d{1,4}(wd|wh|w|d|mo|y|h|m|s)$' };
const timing = closed(
  { at: duration, every: duration, within: duration, how: { enum: ['visit', 'call', 'message', 'report'] } },
  ['at', 'how'],
);
const plan = closed(Object.fromEntries(customerClasses.map((each) => [each, timing])), []);

export const afterSalesSchema = list(
  closed(
    {
      event: { enum: afterSalesEvents },
      title: label,
      closedByCustomer: { type: 'boolean' },
      acts: list(closed({ key, title: label, plan }, ['key', 'title', 'plan']), 1, 20),
    },
    ['event', 'title', 'acts'],
  ),
  0,
  afterSalesEvents.length,
);

/** Their acts are named beside the follow-ups of the calendar, and what comes again must have an end. */
export function afterSalesProblems({ followUps }: PlaybookDefinition): PlaybookProblem[] {
  const events = followUps.events ?? [];
  const keys = [
    ...followUps.items.map((item) => item.key),
    ...events.flatMap(({ acts }) => acts.map((act) => act.key)),
  ];
  const inEvents = events.flatMap(({ event, closedByCustomer, acts }, index) => [
    ...(events.findIndex((each) => each.event === event) < index
      ? [problem(`followUps.events.${index}.event`, 'repeated-key', `followUps.events: ${event} stands twice`)]
      : []),
    ...acts.flatMap((act, number) => {
      const path = `followUps.events.${index}.acts.${number}`;
      const twice = keys.filter((each) => each === act.key).length > 1;
      const endless = closedByCustomer !== true && Object.values(act.plan).some(({ every }) => every !== undefined);
      const comesAgain = `${act.key}: it comes again until the customer agrees; say closedByCustomer for ${event}`;
      return [
        ...(twice ? [problem(`${path}.key`, 'repeated-key', `followUps: the key ${act.key} stands twice`)] : []),
        ...(endless ? [problem(`${path}.plan`, 'never-ends', comesAgain)] : []),
      ];
    }),
  ]);
  return [...notYearly(followUps), ...inEvents];
}

/** An anniversary comes once a year, whatever else is said of it. */
function notYearly({ items }: FollowUpPolicy): PlaybookProblem[] {
  return items.flatMap(({ key: item, from, plan: timings }, index) => {
    const yearly = Object.values(timings).every(({ every }) => every === '1y');
    if (from !== 'anniversary' || yearly) return [];
    const message = `${item}: an anniversary comes every year; say every: 1y for each class`;
    return [problem(`followUps.items.${index}.plan`, 'not-yearly', message)];
  });
}

/** What a follow-up is called, whether the calendar brought it or the customer. */
export function followUpTitle({ followUps }: PlaybookDefinition, item: string): Label | undefined {
  const acts = (followUps.events ?? []).flatMap((each) => each.acts);
  return [...followUps.items, ...acts].find((each) => each.key === item)?.title;
}
