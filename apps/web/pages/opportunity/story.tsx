// Everything that happened to the sale, newest first, to be filtered and read as a story.
import { Button, Center, Group, Stack, Text, TextInput, Timeline } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState, type ReactElement } from 'react';
import { answered, api } from '../../client/client';
import { Loading } from '../../layout/loading';
import { dateTime } from '../../shown/values';
import { useWords } from '../../words/words';
import { useSale } from './sale';

type Entry = {
  type: string;
  version: number;
  at: string;
  line: string;
  by: { kind?: string; id?: string; name?: string };
  personal?: { [name: string]: unknown };
};

export function useStory(): { entries: Entry[]; loading: boolean; more?: () => void } {
  const { view } = useSale();
  const story = useInfiniteQuery({
    queryKey: ['/v1/opportunities', view.id, 'timeline'],
    initialPageParam: 0,
    queryFn: async ({ pageParam }) => {
      const params = { path: { id: view.id }, query: { after: pageParam, limit: 200 } };
      return answered(api.GET('/v1/opportunities/{id}/timeline', { params }));
    },
    getNextPageParam: (page) => page.next,
  });
  const entries = useMemo(() => (story.data?.pages.flatMap((page) => page.items) ?? []) as Entry[], [story.data]);
  return {
    entries,
    loading: story.isPending,
    more: story.hasNextPage ? () => void story.fetchNextPage() : undefined,
  };
}

export function Story(): ReactElement {
  const { word, language, label } = useWords();
  const { nameOf } = useSale();
  const [sought, setSought] = useState('');
  const { entries, loading, more } = useStory();
  if (loading) return <Loading />;
  const fitting = entries
    .filter((entry) =>
      `${entry.line} ${whoDid(entry)} ${saidIn(entry).join(' ')}`.toLowerCase().includes(sought.toLowerCase()),
    )
    .reverse();
  return (
    <Stack>
      <TextInput
        leftSection={<IconSearch size={16} aria-hidden />}
        label={word('story.filter')}
        value={sought}
        onChange={(event) => setSought(event.target.value)}
        maw={420}
      />
      {more !== undefined && (
        <Center>
          <Button variant="default" size="xs" onClick={more}>
            {word('story.more')}
          </Button>
        </Center>
      )}
      {fitting.length === 0 && <Text c="dimmed">{word('story.none')}</Text>}
      <Timeline bulletSize={14} lineWidth={2} active={fitting.length}>
        {fitting.map((entry) => (
          <Timeline.Item key={entry.version} title={<Text size="sm">{entry.line}</Text>}>
            {saidIn(entry).map((said) => (
              <Text key={said} size="sm" className="said">
                {said}
              </Text>
            ))}
            <Group gap="xs">
              <Text size="xs" c="dimmed">
                {dateTime(language, entry.at)} · {whoDid(entry)}
              </Text>
            </Group>
          </Timeline.Item>
        ))}
      </Timeline>
    </Stack>
  );

  function whoDid({ by }: Entry): string {
    return by.kind === 'process' ? label('process', by.name ?? '') : nameOf(by.id ?? '');
  }
}

/** What was said in words; what was erased is not there any more. */
export function saidIn({ personal = {} }: Pick<Entry, 'personal'>): string[] {
  return Object.values(personal).flatMap((value) => (typeof value === 'string' ? [value] : []));
}
