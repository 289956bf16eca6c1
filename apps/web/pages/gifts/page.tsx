// Gifts and invitations: what waits for one's decision, and the register of all that was asked for, to be filtered and saved as a file.
import { Anchor, Button, Group, Select, Stack, Table, Text, Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useDownload } from '../../client/download';
import { staffNames } from '../../client/queries';
import { Period } from '../../forms/period';
import { ProblemAlert } from '../../forms/problem-alert';
import { useAddress } from '../../layout/address';
import { Loading } from '../../layout/loading';
import { Section } from '../../layout/section';
import { figures, WideTable } from '../../layout/wide-table';
import { GiftOutcome, GiftStatus, useGiftTitle } from '../../shown/gifts';
import { date, money } from '../../shown/values';
import { useCodes } from '../../words/codes';
import { useWords } from '../../words/words';
import { Decision } from './decision';
import { giftsToDecide, register, type GiftFilter } from './queries';

export function Page(): ReactElement {
  const { word } = useWords();
  return (
    <Stack>
      <Title order={1} size="h2">
        {word('place.gifts')}
      </Title>
      <ToDecide />
      <Register />
    </Stack>
  );
}

function ToDecide(): ReactElement {
  const { word } = useWords();
  const { data: waiting } = useSuspenseQuery(giftsToDecide);
  return (
    <Section title={word('gifts.to-decide')}>
      {waiting.length === 0 && <Text c="dimmed">{word('gifts.to-decide.none')}</Text>}
      <Stack gap="md">
        {waiting.map((gift) => (
          <Decision key={`${gift.id} ${gift.actingFor ?? ''}`} gift={gift} />
        ))}
      </Stack>
    </Section>
  );
}

function Register(): ReactElement {
  const { word, language } = useWords();
  const [chosen, choose] = useAddress();
  const { data: staff } = useQuery(staffNames);
  const statuses = useCodes('gift-status');
  const { save, saving, error } = useDownload();
  const filter = {
    status: chosen('status'),
    from: chosen('from'),
    to: chosen('to'),
    askedById: chosen('askedById'),
  } as GiftFilter;
  const asked = new URLSearchParams({ format: 'csv', language });
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) asked.set(name, value);
  return (
    <Section
      title={word('gifts.register')}
      beside={
        <Button
          size="xs"
          variant="default"
          loading={saving}
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => save(`/v1/gifts?${asked.toString()}`, 'gifts.csv')}
        >
          {word('gifts.csv')}
        </Button>
      }
    >
      <Stack>
        <ProblemAlert error={error} />
        <Group align="flex-end" gap="sm" role="search" aria-label={word('gifts.filter')}>
          <Select
            label={word('gift.status')}
            placeholder={word('filter.all')}
            data={statuses}
            value={filter.status ?? null}
            onChange={(value) => choose({ status: value })}
            clearable
            flex="1 1 9rem"
          />
          <Select
            label={word('gifts.asked-by')}
            placeholder={word('filter.all')}
            data={[...(staff ?? [])].map(([value, label]) => ({ value, label }))}
            value={filter.askedById ?? null}
            onChange={(value) => choose({ askedById: value })}
            searchable
            clearable
            flex="1 1 9rem"
          />
          <Period from={filter.from} to={filter.to} onDay={choose} flex="1 1 11rem" />
        </Group>
        <Found filter={filter} />
      </Stack>
    </Section>
  );
}

function Found({ filter }: { filter: GiftFilter }): ReactElement {
  const { word, label, language } = useWords();
  const found = useInfiniteQuery({ ...register(filter), placeholderData: keepPreviousData });
  const gifts = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const titleOf = useGiftTitle(gifts);
  if (found.isPending) return <Loading />;
  if (found.isError) return <ProblemAlert error={found.error} />;
  if (gifts.length === 0) return <Text c="dimmed">{word('gifts.none')}</Text>;
  return (
    <>
      <WideTable
        label={word('gifts.register')}
        minWidth={920}
        columns={[
          word('gift.on'),
          word('gifts.who'),
          label('field', 'kind'),
          figures(word('gift.value')),
          word('gift.status'),
          word('gifts.asked-by'),
          word('gift.what-came'),
        ]}
      >
        {gifts.map((gift) => (
          <Table.Tr key={gift.id}>
            <Table.Td className="unbroken">{date(language, gift.on)}</Table.Td>
            <Table.Td>
              <Stack gap={0} miw="max-content">
                <Anchor component={Link} to={`/contacts/${gift.contactId}?part=gifts`} size="sm">
                  {gift.contactName ?? word('name.erased')}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {gift.customerName ?? word('name.erased')}
                </Text>
              </Stack>
            </Table.Td>
            <Table.Td>{titleOf(gift)}</Table.Td>
            <Table.Td ta="right">{money(language, gift.valueFen)}</Table.Td>
            <Table.Td>
              <GiftStatus status={gift.status} />
              {gift.exceeds.map((limit) => (
                <Text key={limit} size="xs" className="sentence">
                  {word('gifts.above', { limit: label('gift-limit', limit) })}
                </Text>
              ))}
            </Table.Td>
            <Table.Td className="unbroken">{gift.askedByName ?? '…'}</Table.Td>
            <Table.Td>
              <GiftOutcome contactId={gift.contactId} giftId={gift.id} status={gift.status} />
            </Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
      {found.hasNextPage && (
        <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {word('customers.more')}
        </Button>
      )}
    </>
  );
}
