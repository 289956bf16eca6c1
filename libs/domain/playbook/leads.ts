// Leads that come in by a passive channel (S5): how quickly each is handed to the account manager, and taken up there.
import { customerClasses, type CustomerClass, type Duration, type PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { closed } from './schema-parts';

export type LeadsDefinition = {
  /** Counted from when the customer asked. */
  handOverWithin: Duration;
  /** Counted from the hand-over, by the class of the customer. */
  takeUpWithin: { [C in CustomerClass]: Duration };
};

const duration = { type: 'string', pattern: '^\\d{1,4}(wd|wh|w|d|mo|y|h|m|s)$' };

export const leadsSchema = closed(
  {
    handOverWithin: duration,
    takeUpWithin: closed(Object.fromEntries(customerClasses.map((each) => [each, duration])), [...customerClasses]),
  },
  ['handOverWithin', 'takeUpWithin'],
);

/** Leads need a channel to come in by. */
export function leadProblems(definition: PlaybookDefinition): PlaybookProblem[] {
  if (definition.leads === undefined || leadChannels(definition).length > 0) return [];
  const none = 'leads: no passive channel originates sales; add one to channels, or take leads away';
  return [problem('leads', 'channel-missing', none)];
}

/** What the customer comes to, and a sale may begin with. */
export function leadChannels({ channels = [] }: PlaybookDefinition): string[] {
  return channels.filter(({ kind, originates }) => kind === 'passive' && originates).map(({ key }) => key);
}
