// The ways out of a gate beside passing it: back, past it by an override, to rest until a day, lost, given up.
import { optionsField, textField, titled, useCodeField } from '../../forms/command-form';
import type { MenuCommand } from '../../forms/command-menu';
import { readDay } from '../../shown/typed-day';
import { instantOf } from '../../shown/values';
import { useWords } from '../../words/words';
import { pathOf, useSale } from './sale';

/** When the day begins that a parked sale wakes on, where the business is. */
const WAKES_AT = '09:00';

/** What is no day goes as it was typed: the API says so at its field. */
function wakesOn(until: string): string {
  return readDay(until) === until ? instantOf(`${until}T${WAKES_AT}`) : until;
}

/** Those that the sale's status allows; the rules say who may send them. */
export function useLeavingWays(): MenuCommand[] {
  const { word, of } = useWords();
  const sale = useSale();
  const { view, definition } = sale;
  const codeField = useCodeField();
  const why = { ...textField, 'x-title': titled(word('leaving.reason')) };
  const note = { ...textField, 'x-title': titled(word('leaving.note')) };
  const way = (name: string, path: string, more: Omit<MenuCommand, 'draft' | 'path'>): MenuCommand => ({
    draft: `${view.id}.${name}`,
    path: pathOf(sale, path),
    ...more,
  });
  const rivals = definition.outcomes?.rivals ?? [];
  const rivalCode = optionsField(rivals.map(({ key, title }) => ({ value: key, label: of(title, key) })));
  const ends = [
    way('lose', '/lose', {
      title: word('leaving.lose'),
      fields: { reason: codeField('loss-reason'), ...(rivals.length > 0 ? { rivalCode } : {}), note },
      required: ['reason'],
    }),
    way('withdraw', '/withdraw', {
      title: word('leaving.withdraw'),
      fields: { reason: codeField('end-reason'), note },
      required: ['reason'],
    }),
  ];
  if (view.status !== 'open') return ends;
  const here = view.explanation.gates.find(({ gate }) => gate === view.gate);
  const isAsked = view.approvals.some(
    ({ subject, status }) => subject.kind === 'override' && subject.gate === view.gate && status === 'open',
  );
  const waysBack = definition.gates.find(({ key }) => key === view.gate)?.backTo ?? [];
  return [
    ...waysBack.map(({ gate, title }) =>
      way(`go-back.${gate}`, '/go-back', {
        title: of(title, gate),
        fields: { reason: why },
        required: ['reason'],
        toBody: ({ reason = '' }) => ({ to: gate, reason }),
      }),
    ),
    ...(here?.passable === true || isAsked
      ? []
      : [
          way(`override.${view.gate}`, `/gates/${view.gate}/override`, {
            title: word('leaving.override'),
            about: word('leaving.override.text'),
            fields: { reason: why },
            required: ['reason'],
          }),
        ]),
    way('park', '/park', {
      title: word('leaving.park'),
      fields: {
        until: { type: 'string', format: 'date', 'x-title': titled(word('leaving.until')) },
        reason: why,
      },
      required: ['until', 'reason'],
      toBody: ({ until, ...rest }) => ({
        ...rest,
        ...(typeof until === 'string' ? { until: wakesOn(until) } : {}),
      }),
    }),
    ...ends,
  ];
}
