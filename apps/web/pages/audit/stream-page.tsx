// One stream as a story for an auditor: every event in order, why a gate was open when it was passed, and whether all of it is
// what was written.
import { Alert, Anchor, Badge, Breadcrumbs, Button, Code, Group, Stack, Text, Timeline, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactElement } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { answered, api } from '../../client/client';
import { staffNames } from '../../client/queries';
import { still } from '../../client/still';
import { ProblemAlert } from '../../forms/problem-alert';
import { Loading } from '../../layout/loading';
import { Said, STORY_PAGE, storyKey, useStoryOf, type StoryEntry } from '../../layout/story';
import { dateTime } from '../../shown/values';
import { useWords } from '../../words/words';
import { Damaged } from './damaged';
import { thingTypes } from './filters';
import { Since } from './since';

type Entry = StoryEntry & {
  data: { [name: string]: unknown };
  /** Where a gate was passed: what was done of it by what was on record, with no event of its own. */
  derived?: string[];
  damaged?: { position: number; eventId: string };
};
type ThingType = (typeof thingTypes)[number];

export function Page(): ReactElement {
  const { word } = useWords();
  const { type = '', id = '' } = useParams();
  const path = { type: type as ThingType, id };
  const story = useStoryOf(
    ['/v1/streams', id],
    (after) =>
      answered(api.GET('/v1/streams/{type}/{id}/timeline', { params: { path, query: { after, limit: STORY_PAGE } } })),
    still,
  );
  const name = useNameOf(id);
  return (
    <Stack>
      <Breadcrumbs>
        <Anchor component={Link} to="/audit" size="sm">
          {word('place.audit')}
        </Anchor>
        <Text size="sm" c="dimmed">
          {thingTypes.some((each) => each === type) ? word(`audit.thing.${type as ThingType}`) : type}
        </Text>
      </Breadcrumbs>
      <Title order={1} size="h2">
        {name ?? id.slice(0, 8)}
      </Title>
      <Since read={storyKey(['/v1/streams', id])} again={story.again} />
      <Verification path={path} onVerified={story.again} />
      {story.loading ? <Loading /> : <Told entries={story.entries as Entry[]} />}
      {story.more !== undefined && (
        <Group>
          <Button variant="default" onClick={story.more}>
            {word('story.more')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** What the journal calls it. */
function useNameOf(id: string): string | undefined {
  const { data } = useQuery({
    ...still,
    queryKey: ['/v1/audit', 'name', id],
    queryFn: async () =>
      (await answered(api.GET('/v1/audit/events', { params: { query: { streamId: id, limit: 1 } } }))).items,
  });
  return data?.[0]?.name ?? undefined;
}

type Verified = {
  path: { type: ThingType; id: string };
  onVerified: () => void;
};

function Verification({ path, onVerified }: Verified): ReactElement {
  const { word } = useWords();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['/v1/streams', path.id, 'verification'],
    enabled: false,
    queryFn: async () => {
      const verified = await answered(api.GET('/v1/streams/{type}/{id}/verification', { params: { path } }));
      // What was counted is what is listed below.
      onVerified();
      return verified;
    },
  });
  return (
    <Stack gap="xs">
      <Group>
        <Button onClick={() => void refetch()} loading={isFetching}>
          {word('audit.verify')}
        </Button>
      </Group>
      <ProblemAlert error={error} />
      {data !== undefined && (
        <Alert
          role="status"
          color={data.brokenAt === undefined ? 'teal' : 'red'}
          title={
            data.brokenAt === undefined
              ? word('audit.whole', { count: data.events })
              : word('audit.broken', { version: data.brokenAt })
          }
        >
          <Text size="sm">{word('audit.head')}</Text>
          <Code style={{ overflowWrap: 'anywhere' }}>{data.head}</Code>
        </Alert>
      )}
    </Stack>
  );
}

function Told({ entries }: { entries: Entry[] }): ReactElement {
  const { language, choice } = useWords();
  const { data: staff } = useQuery(staffNames);
  const [query] = useSearchParams();
  const sought = Number(query.get('version'));
  useEffect(() => {
    document.getElementById(`event-${sought}`)?.scrollIntoView({ block: 'center' });
  }, [sought]);
  const who = ({ by }: StoryEntry): string =>
    by.kind === 'process' ? choice('process', by.name ?? '') : (staff?.get(by.id ?? '') ?? '…');
  return (
    <Timeline bulletSize={14} lineWidth={2} active={entries.length}>
      {entries.map((entry) => (
        <Timeline.Item
          key={entry.version}
          id={`event-${entry.version}`}
          title={
            <Group gap="xs" wrap="nowrap" align="flex-start">
              <Badge variant="default" size="sm" style={{ flexShrink: 0 }}>
                {entry.version}
              </Badge>
              <Text size="sm" fw={entry.version === sought ? 700 : undefined}>
                {entry.line}
              </Text>
            </Group>
          }
        >
          <Said entry={entry} />
          {entry.damaged !== undefined && <Damaged damaged={entry.damaged} />}
          {entry.type === 'GatePassed' && <WhyOpen passed={entry} before={entries} who={who} />}
          <Text size="xs" c="dimmed">
            {dateTime(language, entry.at)} · {who(entry)}
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

/** Why a gate could be passed: what had been done for it until then. */
function WhyOpen({
  passed,
  before,
  who,
}: {
  passed: Entry;
  before: Entry[];
  who: (entry: StoryEntry) => string;
}): ReactElement {
  const { word, language } = useWords();
  const { derived = [] } = passed;
  const reasons = before.filter((entry) => opened(entry, passed));
  const byException = passed.data['overrideId'] !== undefined;
  return (
    <Stack gap={2} mt={4} component="section" aria-label={word('audit.why')}>
      <Text size="sm" fw={600}>
        {word(byException ? 'audit.why.exception' : 'audit.why')}
      </Text>
      {reasons.map((entry) => (
        <Text key={entry.version} size="sm">
          {entry.line} — {who(entry)}, {dateTime(language, entry.at)}
        </Text>
      ))}
      {derived.length > 0 && (
        <Text size="sm">{word('audit.why.derived', { what: derived.join(word('list.comma')) })}</Text>
      )}
      {reasons.length + derived.length === 0 && <Text size="sm">{word('audit.why.nothing')}</Text>}
    </Stack>
  );
}

/** What an event did for a gate that was passed after it: its actions, and what others granted or what was settled on its level. */
function opened(entry: Entry, { version, data }: Entry): boolean {
  if (entry.version >= version) return false;
  const { gate, level, action, subject } = entry.data as {
    gate?: string;
    level?: string;
    action?: string;
    subject?: { gate?: string; level?: string };
  };
  const ofGate = gate === data['gate'] || subject?.gate === data['gate'] || level === data['gate'];
  return ofGate && (action !== undefined || entry.type === 'ApprovalGranted' || entry.type.startsWith('Objection'));
}
