// A gift that waits for a second person: what it is for whom, which limit it is above, what the year comes to, and the decision.
import { Anchor, Badge, Button, Card, Group, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useCommand } from '../../client/commands';
import { staffNames } from '../../client/queries';
import { useDraft } from '../../forms/draft';
import { problemsByField, ProblemAlert } from '../../forms/problem-alert';
import { useGiftTitle } from '../../shown/gifts';
import { date, dateTime, money } from '../../shown/values';
import { useWords } from '../../words/words';
import { contactGifts } from '../contact/queries';
import type { giftsToDecide } from './queries';

type Gift = Awaited<ReturnType<NonNullable<(typeof giftsToDecide)['queryFn']>>>[number];

export function Decision({ gift }: { gift: Gift }): ReactElement {
  const { word, label, language } = useWords();
  const titleOf = useGiftTitle([gift]);
  const { data: staff } = useQuery(staffNames);
  const { data: all } = useQuery(contactGifts(gift.contactId));
  const [note, keep, drop] = useDraft(`${gift.id}.decision`, '');
  const command = useCommand({ onAccepted: drop });
  const year = gift.on.slice(0, 'yyyy'.length);
  const ofYear = all?.years.find((each) => each.year === year);
  const asked = all?.items.find(({ id }) => id === gift.id);
  const decide = (decision: 'approve' | 'reject'): void =>
    command.mutate({
      path: `/v1/contacts/${gift.contactId}/gifts/${gift.id}/decision`,
      body: {
        decision,
        ...(note === '' ? {} : { note }),
        ...(gift.actingFor === null ? {} : { actingFor: gift.actingFor }),
      },
    });
  return (
    <Card withBorder component="article" p="sm">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text fw={500}>
            {titleOf(gift)} · {money(language, gift.valueFen)}
          </Text>
          {gift.exceeds.map((limit) => (
            <Badge key={limit} color="orange" variant="light">
              {word('gifts.above', { limit: label('gift-limit', limit) })}
            </Badge>
          ))}
        </Group>
        <Text size="sm">
          <Anchor component={Link} to={`/contacts/${gift.contactId}?part=gifts`} size="sm">
            {gift.contactName ?? word('name.erased')}
          </Anchor>{' '}
          · {gift.customerName ?? word('name.erased')} · {date(language, gift.on)}
        </Text>
        {asked?.note !== undefined && (
          <Text size="sm" className="said">
            {asked.note}
          </Text>
        )}
        {ofYear !== undefined && (
          <Text size="sm">{word('gift.year', { year, amount: money(language, ofYear.countedFen) })}</Text>
        )}
        <Text size="xs" c="dimmed">
          {word('gifts.asked', { name: gift.askedByName ?? '…', when: dateTime(language, gift.askedAt) })}
          {gift.actingFor !== null && ` · ${word('gifts.acting-for', { name: staff?.get(gift.actingFor) ?? '…' })}`}
        </Text>
        <Textarea
          label={label('field', 'note')}
          value={note}
          onChange={(event) => keep(event.target.value)}
          error={problemsByField(command.error)['note']}
          autosize
        />
        <ProblemAlert error={command.error} />
        <Group>
          <Button loading={command.isPending} onClick={() => decide('approve')}>
            {word('gifts.approve')}
          </Button>
          <Button variant="default" loading={command.isPending} onClick={() => decide('reject')}>
            {word('gifts.reject')}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
