// What happens to a sale as a whole: another forecast, another owner, a channel that helps, a waiver, its end taken back, its review.
import type { ReactElement } from 'react';
import { optionsField, textField, titled, useCodeField } from '../../forms/command-form';
import { CommandMenu, type MenuCommand } from '../../forms/command-menu';
import { useWords } from '../../words/words';
import { useStaffField } from './approval-ways';
import { hasEnded, pathOf, useSale } from './sale';

export function SaleWays(): ReactElement {
  const { word } = useWords();
  const commands = useWays();
  return <CommandMenu name={word('sale.ways')} commands={commands} />;
}

/** Those that its status allows. Who may send them is for the rules to say. */
function useWays(): MenuCommand[] {
  const { word, of, label } = useWords();
  const sale = useSale();
  const { view, definition, nameOf } = sale;
  const staff = useStaffField();
  const codeField = useCodeField();
  const among = <Each extends { key: string; title: Parameters<typeof of>[0] }>(list: readonly Each[] | undefined) =>
    optionsField((list ?? []).map(({ key, title }) => ({ value: key, label: of(title, key) })));
  const way = (name: string, path: string, more: Omit<MenuCommand, 'draft' | 'path' | 'title'>): MenuCommand => ({
    draft: `${view.id}.${name}`,
    path: pathOf(sale, path),
    title: word(`sale.way.${name}` as 'sale.way.forecast'),
    ...more,
  });
  const { status, forecast } = view;
  const helping = view.channels.helping.filter(({ until }) => until === undefined);
  const people = Object.entries(view.chain).flatMap(([level, ids]) => ids.map((id) => ({ level, id })));
  const gate = definition.gates.find(({ key }) => key === view.gate);
  const isOpen = status === 'open';
  const waivable = gate?.actions.filter((action) => action.waivable === true) ?? [];
  const ended = hasEnded(view);
  const ways: (MenuCommand | false)[] = [
    !ended &&
      way('forecast', '/forecast', {
        fields: {
          amountFen: { type: 'integer', format: 'fen' },
          closeOn: { type: 'string', format: 'date' },
          reason: textField,
        },
        required: ['reason'],
        initial: { amountFen: forecast.amountFen ?? null, closeOn: forecast.closeOn ?? null },
        toBody: ({ amountFen, closeOn, reason }) => ({
          ...(typeof amountFen === 'number' ? { amountFen } : {}),
          ...(typeof closeOn === 'string' ? { closeOn } : {}),
          ...(reason === undefined ? {} : { reason }),
        }),
        settles: { version: view.version, timeline: pathOf(sale, '/timeline'), concerns: ['ForecastChanged'] },
      }),
    !ended &&
      people.length > 0 &&
      way('move', '/contacts/move', {
        fields: {
          place: {
            'x-title': titled(label('field', 'contactId')),
            ...optionsField(
              people.map(({ level, id }) => ({
                value: `${level} ${id}`,
                label: `${nameOf(id)} · ${levelTitle(level)}`,
              })),
            ),
          },
          to: { 'x-title': titled(label('field', 'level')), ...among(definition.levels) },
          reason: codeField('move-reason'),
        },
        required: ['place', 'to', 'reason'],
        toBody: ({ place, ...rest }) => {
          const [from = '', contactId = ''] = typeof place === 'string' ? place.split(' ') : [];
          return { ...rest, from, contactId };
        },
      }),
    isOpen &&
      waivable.length > 0 &&
      way('waiver', '/waivers', {
        about: word('sale.way.waiver.text'),
        fields: {
          action: among(waivable),
          contactId: { type: 'string', 'x-contact': true, 'x-title': titled(word('sale.way.waiver.person')) },
          reason: textField,
        },
        people: [...new Set(people.map(({ id }) => id))].map((id) => ({ value: id, label: nameOf(id) })),
        required: ['action', 'reason'],
      }),
    isOpen &&
      definition.channels !== undefined &&
      way('channel', '/channels', {
        about: word('sale.way.channel.text'),
        fields: { channel: among(definition.channels), reason: textField },
        required: ['channel', 'reason'],
      }),
    ...helping.map(({ channel }): MenuCommand => ({
      ...way('channel-end', `/channels/${channel}/end`, { fields: { reason: textField }, required: ['reason'] }),
      draft: `${view.id}.channel-end.${channel}`,
      title: word('sale.way.channel-end', {
        channel: of(definition.channels?.find(({ key }) => key === channel)?.title, channel),
      }),
    })),
    !ended && way('owner', '/owner', { fields: { to: staff, reason: textField }, required: ['to', 'reason'] }),
    ended && way('reopen', '/reopen', { fields: { reason: textField }, required: ['reason'] }),
    ended &&
      definition.outcomes?.reviewFactors !== undefined &&
      way('review', '/review', {
        about: word('sale.way.review.text'),
        fields: { decidingFactor: among(definition.outcomes.reviewFactors), lessons: textField },
        required: ['decidingFactor', 'lessons'],
      }),
  ];
  return ways.filter((each) => each !== false);

  function levelTitle(level: string): string {
    return of(definition.levels.find(({ key }) => key === level)?.title, level);
  }
}
