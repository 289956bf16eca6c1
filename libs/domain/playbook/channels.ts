// The channels by which a sale comes and by which it is helped (S5): active ones that go out, passive ones that are come to.
import { customerClasses, type CustomerClass, type Label, type PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { closed, key, label, list } from './schema-parts';

export type ChannelDefinition = {
  key: string;
  title: Label;
  kind: 'active' | 'passive';
  /** An integrator supports individual needs: it helps, and no sale begins with it. */
  originates: boolean;
  /** The customers that it serves. */
  classes: CustomerClass[];
};

export const channelsSchema = list(
  closed(
    {
      key,
      title: label,
      kind: { enum: ['active', 'passive'] },
      originates: { type: 'boolean' },
      classes: list({ enum: customerClasses }, 1, customerClasses.length),
    },
    ['key', 'title', 'kind', 'originates', 'classes'],
  ),
  1,
  40,
);

export function channelProblems({ channels = [] }: PlaybookDefinition): PlaybookProblem[] {
  const keys = channels.map((channel) => channel.key);
  return keys.flatMap((each, index) =>
    keys.indexOf(each) < index
      ? [problem(`channels.${index}.key`, 'repeated-key', `channels: the key ${each} stands twice`)]
      : [],
  );
}
