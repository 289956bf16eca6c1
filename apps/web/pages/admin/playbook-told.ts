// A playbook as people read it: its parts, the things of each part, and what is laid down about each, a line for each rule.
import type { Label, PlaybookDefinition } from '#domain';
import type { Words } from '../../words/loaded';
import type { PageWord } from '../../words/page-words';
import { boundInWords, inTime, inWords } from '../../shown/playbook-words';
import { withoutUnit } from '../../shown/values';
import type { Part } from './told';

type Form = { required?: string[]; properties?: { [name: string]: { 'x-title'?: Label } } };
type Round = PlaybookDefinition['approvals']['waiver'][number];
type Timing = { at: string; every?: string; how: string };

export function tellPlaybook(words: Words, definition: PlaybookDefinition): Part[] {
  const { word, label, choice, of } = words;
  const { levels, gates, stages, facts, approvals, followUps, questionBank = [], strategyRules = [] } = definition;
  const comma = word('list.comma');
  const time = (duration: string): string => inTime(words, duration);
  const when = (condition: object): string => inWords(words, definition, condition);
  const titleOf = (things: readonly { key: string; title: Label }[], key: string): string =>
    of(things.find((each) => each.key === key)?.title, key);
  const actions = gates.flatMap((gate) => gate.actions);
  const line = (key: PageWord, value: string | undefined): string[] =>
    value === undefined || value === '' ? [] : [word('list.line', { what: word(key), value })];

  const form = ({ properties = {}, required = [] }: Form): string =>
    Object.entries(properties)
      .map(([name, { 'x-title': title }]) => {
        const field = withoutUnit(of(title, label('field', name)));
        return required.includes(name) ? word('playbook.required', { field }) : field;
      })
      .join(comma);

  const action = (each: (typeof actions)[number]): string =>
    [
      of(each.title),
      ...(each.per === 'person' ? [word('playbook.per-person')] : []),
      ...line('playbook.level', each.level && titleOf(levels, each.level)),
      ...line('playbook.when', each.when && when(each.when)),
      ...line(
        'playbook.stage',
        [each.stage ?? []]
          .flat()
          .map((key) => titleOf(stages, key))
          .join(comma),
      ),
      ...line('playbook.after', (each.after ?? []).map((key) => titleOf(actions, key)).join(comma)),
      ...line('playbook.due', each.due && time(each.due)),
      ...(each.escalateAfter === undefined ? [] : [word('playbook.escalate', { time: time(each.escalateAfter) })]),
      ...line('playbook.form', each.form && form(each.form)),
      ...line(
        'playbook.derived',
        [each.derivedFrom ?? []]
          .flat()
          .map((fact) => label('derived-fact', fact))
          .join(comma),
      ),
      ...(each.waivable === true ? [word('playbook.waivable')] : []),
    ].join('\n');

  const rounds = (all: readonly Round[]): string[] =>
    all.map(({ groups, due }, index) =>
      word('playbook.round', {
        number: index + 1,
        groups: groups
          .map(({ group, quorum }) => word('playbook.quorum', { group: titleOf(approvals.groups, group), quorum }))
          .join(comma),
        due: due === undefined ? '' : word('playbook.within', { time: time(due) }),
      }),
    );

  const timings = (plan: { [customerClass: string]: Timing | undefined }): string[] =>
    Object.entries(plan).flatMap(([customerClass, timing]) => {
      if (timing === undefined) return [];
      const isBefore = timing.at.startsWith('-');
      const at = /^-?0/.test(timing.at)
        ? word('playbook.at-once')
        : word(isBefore ? 'playbook.before' : 'playbook.later', { time: time(timing.at) });
      // Every month, not every 1 month.
      const eachTime = timing.every && time(timing.every).replace(/^1(?!\d)( |个(?=月))?/, '');
      const every = eachTime === undefined ? '' : word('playbook.every', { time: eachTime });
      return [word('playbook.timing', { class: customerClass, at, every, how: label('follow-up-how', timing.how) })];
    });

  return [
    {
      title: 'playbook.facts',
      things: facts.map(({ key, title, values, options }) => ({
        key,
        title: of(title),
        lines: [
          values
            .map((value) =>
              typeof value === 'boolean'
                ? choice('boolean', String(value))
                : of(options?.[String(value)], String(value)),
            )
            .join(' / '),
        ],
      })),
    },
    {
      title: 'playbook.levels',
      things: levels.map(({ key, title, traits }) => ({
        key,
        title: of(title),
        lines: [
          ...line('playbook.concern', of(traits?.concern)),
          ...line('playbook.convinced-by', of(traits?.convincedBy)),
          ...line('playbook.ask', of(traits?.ask)),
          ...line('playbook.posts', of(traits?.posts)),
        ],
      })),
    },
    {
      title: 'playbook.gates',
      things: gates.map((gate) => ({
        key: gate.key,
        title: of(gate.title),
        lines: [
          ...line('playbook.level', gate.level && titleOf(levels, gate.level)),
          ...line('playbook.win', gate.winPercent === undefined ? undefined : `${gate.winPercent}%`),
          ...line('playbook.due', gate.due && time(gate.due)),
          ...line('playbook.pass-when', gate.passWhen && when(gate.passWhen)),
          ...(gate.backTo ?? []).flatMap((way) =>
            line('playbook.back-to', `${of(way.title)} → ${titleOf(gates, way.gate)}`),
          ),
          ...gate.actions.map(action),
        ],
      })),
    },
    {
      title: 'playbook.approvals',
      things: [
        ...approvals.groups.map(({ key, title, members }) => ({
          key: `group.${key}`,
          title: word('playbook.group', { group: of(title) }),
          lines: [
            'staffGroup' in members
              ? word('playbook.staff-group')
              : word('playbook.reporting-line', { step: members.reportingLine }),
          ],
        })),
        ...approvals.offer.map((rule) => ({
          key: `offer.${rule.key}`,
          title: of(rule.title),
          lines: [
            ...line(
              'playbook.when',
              rule.when.length === 0
                ? word('playbook.every-offer')
                : rule.when.map((bound) => boundInWords(words, bound)).join(word('playbook.and')),
            ),
            ...rounds(rule.rounds),
          ],
        })),
        ...(['waiver', 'absent-level', 'strategy-exception', 'override'] as const).map((kind) => ({
          key: kind,
          title: label('approval-kind', kind),
          lines: rounds(approvals[kind]),
        })),
      ],
    },
    {
      title: 'playbook.follow-ups',
      things: [
        ...followUps.items.map(({ key, title, from, plan, form: asked }) => ({
          key,
          title: of(title),
          lines: [
            label('follow-up-from', from),
            ...timings(plan),
            ...line('playbook.form', asked && form(asked as Form)),
          ],
        })),
        ...(followUps.events ?? []).map(({ event, title, acts }) => ({
          key: `event.${event}`,
          title: of(title),
          lines: acts.map((act) => [of(act.title), ...timings(act.plan)].join('\n')),
        })),
      ],
    },
    {
      title: 'playbook.strategy-rules',
      things: strategyRules.map((rule) => ({
        key: rule.key,
        title: of(rule.title),
        lines: [
          `${label('strategy-effect', rule.effect)} · ${label('strategy', rule.strategy)}`,
          ...line('playbook.when', when(rule.when)),
        ],
      })),
    },
    {
      title: 'playbook.questions',
      things: questionBank.map(({ key, kind, direction, level, text }) => ({
        key,
        title: of(text),
        lines: [
          [
            label('question-kind', kind),
            ...(direction === undefined ? [] : [label('probing-direction', direction)]),
            ...(level === undefined ? [] : [titleOf(levels, level)]),
          ].join(' · '),
        ],
      })),
    },
  ];
}
