// Everything that happened to one thing, newest first, to be filtered and read as a story.
import { Button, Center, Group, Stack, Text, TextInput, Timeline } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { staffNames } from '../client/queries';
import type { still } from '../client/still';
import { Loading } from './loading';
import { dateTime } from '../shown/values';
import { useWords } from '../words/words';

export type StoryEntry = {
  type: string;
  version: number;
  at: string;
  line: string;
  by: { kind?: string; id?: string; name?: string };
  /** What the event carries; which of these depends on its type. */
  data?: { objectionId?: string; approvalId?: string; [name: string]: unknown };
  personal?: { [name: string]: unknown };
  /** What the parts of it are called, in the order in which they are asked. */
  parts?: { [name: string]: string };
};

export type Story = {
  entries: StoryEntry[];
  loading: boolean;
  failed: boolean;
  more?: () => void;
  /** Reads all of it anew. */
  again: () => void;
};

/** `next` is the version to go on after. */
type StoryPage = { items: unknown[]; next?: number };

/** Events that are read at once. */
export const STORY_PAGE = 200;

/** Under which the story of what stands at a path is read. */
export function storyKey(path: readonly string[]): string[] {
  return [...path, 'timeline'];
}

/** @param read a page of it, after a version. @param options `still` where only a person reads it anew */
export function useStoryOf(
  path: readonly string[],
  read: (after: number) => Promise<StoryPage>,
  options: Partial<typeof still> = {},
): Story {
  const story = useInfiniteQuery({
    ...options,
    queryKey: storyKey(path),
    initialPageParam: 0,
    queryFn: async ({ pageParam }) => read(pageParam),
    getNextPageParam: (page) => page.next,
  });
  const entries = useMemo(() => (story.data?.pages.flatMap((page) => page.items) ?? []) as StoryEntry[], [story.data]);
  return {
    entries,
    loading: story.isPending,
    failed: story.isError,
    more: story.hasNextPage ? () => void story.fetchNextPage({ cancelRefetch: false }) : undefined,
    again: () => void story.refetch(),
  };
}

/** @param contacts names of the customer's people, by id, as far as the page knows them */
export function StoryTold({
  story: { entries, loading, more },
  contacts = NOBODY,
}: {
  story: Story;
  contacts?: Names;
}): ReactElement {
  const { word, language, choice } = useWords();
  const { data: staff } = useQuery(staffNames);
  const [sought, setSought] = useState('');
  if (loading) return <Loading />;
  const whoDid = ({ by }: StoryEntry): string =>
    by.kind === 'process' ? choice('process', by.name ?? '') : (staff?.get(by.id ?? '') ?? '…');
  const lineOf = ({ line, type, data = {} }: StoryEntry): string =>
    [line, ...namedIn(type, data).flatMap((id) => contacts.get(id) ?? staff?.get(id) ?? [])].join(' · ');
  const fitting = entries
    .filter((entry) =>
      [lineOf(entry), whoDid(entry), ...Object.values(entry.parts ?? {}), ...saidIn(entry)]
        .join(' ')
        .toLowerCase()
        .includes(sought.toLowerCase()),
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
          <Timeline.Item key={entry.version} title={<Text size="sm">{lineOf(entry)}</Text>}>
            <Said entry={entry} />
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
}

type Names = ReadonlyMap<string, string>;

const NOBODY: Names = new Map();

/** The fields in which events name whom they are about. */
const naming = ['contactId', 'contactIds', 'metIds', 'staffId', 'to', 'toId'] as const;

/** Ids of the people whom an event is about: its line says what happened, and it is read with their names of today. */
function namedIn(type: string, data: NonNullable<StoryEntry['data']>): string[] {
  const ids = type === 'AccountManagerAssigned' ? [data['accountManagerId']] : naming.map((name) => data[name]);
  return ids.flat().filter((id) => typeof id === 'string');
}

/** With all of it read: for what is looked for in it by what it is about. */
export function useWhole({ entries, failed, more }: Story): StoryEntry[] {
  useEffect(() => {
    if (!failed) more?.();
  });
  return entries;
}

/** What was said in words; what was erased is not there any more. */
export function saidIn({ personal = {} }: Pick<StoryEntry, 'personal'>): string[] {
  return textsIn(personal);
}

/** The same line by line, each with the name of its part where it has one. */
export function Said({
  entry: { personal = {}, parts = {} },
}: {
  entry: Pick<StoryEntry, 'personal' | 'parts'>;
}): ReactElement[] {
  const { word } = useWords();
  const inOrder = new Set([...Object.keys(parts), ...Object.keys(personal)]);
  return [...inOrder].flatMap((part) =>
    textsIn(personal[part]).map((text, index) => {
      const name = parts[part];
      return (
        <Text key={`${part} ${index}`} size="sm" className="said">
          {name === undefined ? text : word('list.line', { what: name, value: text })}
        </Text>
      );
    }),
  );
}

/** Of lists and of what is said in parts, item by item. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
