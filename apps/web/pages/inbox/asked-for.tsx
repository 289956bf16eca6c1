// What an approval is asked for, as whoever decides has to know it: the whole offer, or the exception in words.
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Approval } from '#domain';
import { competition, contactsOf } from '../../client/queries';
import { Missing } from '../../forms/problem-alert';
import { useWords } from '../../words/words';
import { OfferContent } from '../opportunity/offer-content';
import { OfferDifference } from '../opportunity/offer-difference';
import type { OfferVersion } from '../opportunity/queries';
import { useSale } from '../opportunity/sale';

type Subject = Approval['subject'];
type About<Kind extends Subject['kind']> = { subject: Extract<Subject, { kind: Kind }> };

/** @param offers the version that is asked for, and the one that it is compared with where there is one */
export function AskedFor({ subject, offers }: { subject: Subject; offers?: Offers }): ReactElement | null {
  switch (subject.kind) {
    case 'offer':
      return offers === undefined ? null : <Offer {...offers} />;
    case 'waiver':
      return <Waiver subject={subject} />;
    case 'absent-level':
      return <AbsentLevel subject={subject} />;
    case 'override':
      return <Override subject={subject} />;
    case 'strategy-exception':
      return <StrategyException subject={subject} />;
  }
}

export type Offers = { asked: OfferVersion; before?: OfferVersion };

function Offer({ asked, before }: Offers): ReactElement {
  return (
    <>
      <OfferContent offer={asked} />
      {before !== undefined && <OfferDifference before={before} after={asked} />}
    </>
  );
}

/** Of an action that is due once per person, for one person; who decides may be somebody who does not see the customer's people. */
function Waiver({ subject: { action, contactId } }: About<'waiver'>): ReactElement {
  const { word, of } = useWords();
  const { view, definition } = useSale();
  const { data: people } = useQuery({ ...contactsOf(view.customerId), enabled: contactId !== undefined });
  const actions = definition.gates.flatMap((gate) => gate.actions);
  const title = of(actions.find(({ key }) => key === action)?.title, action);
  if (contactId === undefined) return <Text>{word('inbox.waiver', { action: title })}</Text>;
  const person = people?.find(({ id }) => id === contactId);
  const who = person === undefined ? '…' : (person.name ?? word('name.erased'));
  return <Text>{word('inbox.waiver.for', { who, action: title })}</Text>;
}

function AbsentLevel({ subject: { level, reasonCode } }: About<'absent-level'>): ReactElement {
  const { word, label, of } = useWords();
  const { definition } = useSale();
  const title = of(definition.levels.find(({ key }) => key === level)?.title, level);
  return <Text>{word('inbox.absent', { level: title, reason: label('absence-reason', reasonCode) })}</Text>;
}

function Override({ subject }: About<'override'>): ReactElement {
  const { word, of } = useWords();
  const { view, definition } = useSale();
  const title = of(definition.gates.find(({ key }) => key === subject.gate)?.title, subject.gate);
  return (
    <>
      <Text>{word('inbox.override', { gate: title })}</Text>
      <Missing things={view.explanation.gates.find(({ gate }) => gate === subject.gate)?.missing ?? []} />
    </>
  );
}

/** Against whom, and which rules of the playbook speak against it. */
function StrategyException({ subject: { rivalId, strategy, rules } }: About<'strategy-exception'>): ReactElement {
  const { word, label, of } = useWords();
  const { view, definition } = useSale();
  const { data } = useQuery(competition(view.id));
  const rival = data?.rivals.find(({ id }) => id === rivalId);
  const name = data === undefined ? '…' : (rival?.name ?? rival?.code ?? word('name.erased'));
  const titleOf = (key: string): string => of(definition.strategyRules?.find((rule) => rule.key === key)?.title, key);
  return (
    <>
      <Text>{word('inbox.strategy', { rival: name, strategy: label('strategy', strategy) })}</Text>
      {rules.length > 0 && (
        <Text size="sm">{word('inbox.strategy.rules', { rules: rules.map(titleOf).join(word('list.comma')) })}</Text>
      )}
    </>
  );
}
