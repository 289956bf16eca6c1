// Gifts and invitations to a person: asking for one within the limits of the playbook, what came of each, and what a year comes to.
import { Stack, Table, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import { contact } from '../../client/queries';
import { Acting } from '../../forms/acting';
import { NoPlaybook, useChosenPlaybook } from '../../forms/chosen-playbook';
import { CommandForm, optionsField } from '../../forms/command-form';
import { Section } from '../../layout/section';
import { figures, WideTable } from '../../layout/wide-table';
import { GiftOutcome, GiftStatus, useGiftTitle } from '../../shown/gifts';
import { date, money } from '../../shown/values';
import { useWords } from '../../words/words';
import { salesOf } from '../customer/queries';
import { contactGifts } from './queries';

export function Gifts(): ReactElement {
  const { word, language } = useWords();
  const { id = '' } = useParams();
  const { data: gifts } = useSuspenseQuery(contactGifts(id));
  return (
    <Stack>
      <Acting>
        <Section title={word('gift.ask')}>
          <Ask />
        </Section>
      </Acting>
      <Section title={word('contact.part.gifts')}>
        {gifts.years.map(({ year, countedFen }) => (
          <Text key={year} size="sm">
            {word('gift.year', { year, amount: money(language, countedFen) })}
          </Text>
        ))}
        {gifts.items.length === 0 ? <Text c="dimmed">{word('gift.none')}</Text> : <Given />}
      </Section>
    </Stack>
  );
}

function Ask(): ReactElement {
  const { word, of, language } = useWords();
  const { id = '' } = useParams();
  const { data: person } = useSuspenseQuery(contact(id));
  const { playbookKey, definition, field } = useChosenPlaybook('gifts');
  const { data: ofCustomer = [] } = useQuery(salesOf(person.customerId));
  if (playbookKey === undefined) return <NoPlaybook />;
  const { kinds = [], occasions = [], perContactYear } = definition?.gifts ?? {};
  // A gift that belongs to a sale goes by the same playbook.
  const sales = ofCustomer.filter((sale) => sale.playbookKey === playbookKey);
  return (
    <Stack gap="sm">
      {field}
      {perContactYear !== undefined && (
        <Text size="sm" c="dimmed">
          {word('gift.limits', {
            approval: money(language, perContactYear.approvalAboveFen),
            refused: money(language, perContactYear.refusedAboveFen),
          })}
        </Text>
      )}
      <CommandForm
        draft={`${id}.gift`}
        path={`/v1/contacts/${id}/gifts`}
        fields={{
          kind: optionsField(
            kinds.map(({ key, title, perGift }) => ({
              value: key,
              label: word('gift.kind-with-limits', {
                kind: of(title, key),
                approval: money(language, perGift.approvalAboveFen),
                refused: money(language, perGift.refusedAboveFen),
              }),
            })),
          ),
          occasion: optionsField(occasions.map(({ key, title }) => ({ value: key, label: of(title, key) }))),
          valueFen: { type: 'integer', format: 'fen' },
          on: { type: 'string', format: 'date' },
          note: { type: 'string' },
          ...(sales.length === 0
            ? {}
            : {
                opportunityId: optionsField(
                  sales.map(({ id: value, title }) => ({ value, label: title ?? word('name.untitled') })),
                ),
              }),
        }}
        required={['kind', 'occasion', 'valueFen', 'on', 'note']}
        toBody={(answers) => ({ ...answers, playbookKey })}
        submit={word('gift.ask')}
      />
    </Stack>
  );
}

function Given(): ReactElement {
  const { word, label, language } = useWords();
  const { id = '' } = useParams();
  const { data: gifts } = useSuspenseQuery(contactGifts(id));
  const shown = gifts.items.map((gift) => ({ ...gift, playbookKey: gift.playbook.key })).reverse();
  const titleOf = useGiftTitle(shown);
  return (
    <WideTable
      label={word('contact.part.gifts')}
      minWidth={620}
      columns={[
        label('field', 'kind'),
        word('gift.on'),
        figures(word('gift.value')),
        word('gift.status'),
        word('gift.what-came'),
      ]}
    >
      {shown.map((gift) => (
        <Table.Tr key={gift.id}>
          <Table.Td>
            {titleOf(gift)}
            {gift.note !== undefined && (
              <Text size="xs" c="dimmed">
                {gift.note}
              </Text>
            )}
          </Table.Td>
          <Table.Td className="unbroken">{date(language, gift.on)}</Table.Td>
          <Table.Td ta="right">{money(language, gift.valueFen)}</Table.Td>
          <Table.Td>
            <GiftStatus status={gift.status} />
            {gift.exceeds.map(({ limit, aboveFen }) => (
              <Text key={limit} size="xs" className="sentence">
                {word('gifts.above', { limit: `${label('gift-limit', limit)} ${money(language, aboveFen)}` })}
              </Text>
            ))}
          </Table.Td>
          <Table.Td>
            <GiftOutcome contactId={id} giftId={gift.id} status={gift.status} />
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
