// Rehearsals and the negotiation self-test (S17, S23) of oneself, and of those whom one leads.
import { Select, Stack, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import { me, staffNames } from '../../client/queries';
import { useWords } from '../../words/words';
import { Rehearsals } from './rehearsals';
import { SelfTest } from './self-test';

export function Page(): ReactElement {
  const { word } = useWords();
  const { data: self } = useSuspenseQuery(me);
  const { data: names } = useQuery(staffNames);
  const [asked, ask] = useSearchParams();
  const staffId = asked.get('who') ?? self.id;
  return (
    <Stack>
      <Title order={1} size="h2">
        {word('place.training')}
      </Title>
      <Select
        label={word('training.who')}
        data={[...(names ?? [])].map(([value, label]) => ({ value, label }))}
        value={staffId}
        onChange={(who) => ask(who === null ? {} : { who }, { replace: true })}
        searchable
        allowDeselect={false}
        maw={320}
      />
      <Rehearsals key={`r${staffId}`} staffId={staffId} isSelf={staffId === self.id} />
      <SelfTest key={`t${staffId}`} staffId={staffId} isSelf={staffId === self.id} />
    </Stack>
  );
}
