// One version of a playbook, read part by part; or what differs between it and another one.
import { Anchor, Badge, Breadcrumbs, Group, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { startTransition, useEffect, useMemo, useState, type ReactElement } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { playbook } from '../../client/queries';
import { Section } from '../../layout/section';
import { Loading } from '../../layout/loading';
import { ProblemAlert } from '../../forms/problem-alert';
import { useWords } from '../../words/words';
import { AdminPlaces } from './places';
import { differences, tellPlaybook, type Compared, type Part, type Thing } from './playbook-told';
import { versionsOf } from './playbooks-page';
import { playbooks } from './queries';

export function Page(): ReactElement {
  const { word, of } = useWords();
  const { key = '' } = useParams();
  const [query, setQuery] = useSearchParams();
  const { data: all } = useSuspenseQuery(playbooks);
  const latest = all.find((each) => each.key === key)?.latestVersion ?? 1;
  const version = Number(query.get('version') ?? latest);
  const other = query.get('with');
  const choose = (name: string, value: string | null): void =>
    setQuery(
      (before) => {
        if (value === null) before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  const others = all.flatMap((each) =>
    versionsOf(each.latestVersion)
      .filter((number) => each.key !== key || number !== version)
      .map((number) => ({
        value: `${each.key}@${number}`,
        label: word('playbook.version-of', { title: of(each.title, each.key), version: number }),
      })),
  );
  // Where there is another version of the same, it is the first to be compared with.
  others.sort((a, b) => Number(b.value.startsWith(`${key}@`)) - Number(a.value.startsWith(`${key}@`)));
  return (
    <Stack>
      <AdminPlaces />
      <Stack gap={4}>
        <Breadcrumbs>
          <Anchor component={Link} to="/admin/playbooks" size="sm">
            {word('admin.playbooks')}
          </Anchor>
        </Breadcrumbs>
        <Title order={1} size="h2">
          {of(all.find((each) => each.key === key)?.title, key)}
        </Title>
      </Stack>
      <Group align="flex-end">
        <Select
          label={word('playbook.version')}
          data={versionsOf(latest).map(String)}
          value={String(version)}
          onChange={(value) => choose('version', value)}
          allowDeselect={false}
          w={120}
        />
        <Select
          label={word('playbook.compare-with')}
          placeholder={word('playbook.compare-none')}
          data={others}
          value={other}
          onChange={(value) => choose('with', value)}
          searchable
          clearable
          flex="1 1 16rem"
          maw={420}
        />
      </Group>
      {other === null ? (
        <Read of={{ key, version }} />
      ) : (
        <Difference now={{ key, version }} before={referenceOf(other)} />
      )}
    </Stack>
  );
}

type Reference = { key: string; version: number };

function referenceOf(text: string): Reference {
  const [key = '', version = '1'] = text.split('@');
  return { key, version: Number(version) };
}

type Told = { parts: Part[] | undefined; error: Error | null };

function useTold({ key, version }: Reference): Told {
  const words = useWords();
  const { data, error } = useQuery(playbook(key, version));
  const parts = useMemo(() => (data === undefined ? undefined : tellPlaybook(words, data)), [words, data]);
  return { parts, error };
}

function Read({ of: read }: { of: Reference }): ReactElement {
  const { word } = useWords();
  const { parts, error } = useTold(read);
  if (error !== null) return <ProblemAlert error={error} />;
  if (parts === undefined) return <Loading />;
  return (
    <InTurn
      parts={parts
        .filter(({ things }) => things.length > 0)
        .map(({ title, things }) => (
          <Section key={title} title={word(title)}>
            <Stack gap="md">
              {things.map((thing) => (
                <Rules key={thing.key} thing={thing} />
              ))}
            </Stack>
          </Section>
        ))}
    />
  );
}

/** One part after the other: a phone would stand still for a whole playbook at once. */
function InTurn({ parts }: { parts: ReactElement[] }): ReactElement {
  const [drawn, setDrawn] = useState(1);
  useEffect(() => {
    if (drawn < parts.length) startTransition(() => setDrawn(drawn + 1));
  }, [drawn, parts.length]);
  return <>{parts.slice(0, drawn)}</>;
}

/** @param unlike the same thing elsewhere: lines that it has not are marked, by more than their colour */
function Rules({ thing, unlike }: { thing: Thing; unlike?: { thing?: Thing; mark: string } }): ReactElement {
  return (
    <div>
      <Text size="sm" fw={600}>
        {thing.title}
      </Text>
      {thing.lines.map((line, index) => {
        const isMarked = unlike?.thing !== undefined && !unlike.thing.lines.includes(line);
        const [head, ...rest] = line.split('\n');
        return (
          <Text
            key={`${index}:${line}`}
            size="sm"
            component="div"
            c={unlike?.thing === undefined || isMarked ? undefined : 'dimmed'}
            mt={rest.length > 0 ? 'xs' : 2}
            style={{ overflowWrap: 'anywhere' }}
          >
            <Text span inherit fw={isMarked || rest.length > 0 ? 500 : undefined}>
              {isMarked ? `${unlike.mark} ${head}` : head}
            </Text>
            {rest.map((each) => (
              <Text key={each} inherit pl="md">
                {each}
              </Text>
            ))}
          </Text>
        );
      })}
    </div>
  );
}

function Difference({ now, before }: { now: Reference; before: Reference }): ReactElement {
  const { word } = useWords();
  const [one, other] = [useTold(before), useTold(now)];
  const error = one.error ?? other.error;
  if (error !== null) return <ProblemAlert error={error} />;
  if (one.parts === undefined || other.parts === undefined) return <Loading />;
  const earlier = new Map(one.parts.map(({ title, things }) => [title, things]));
  const parts = other.parts
    .map(({ title, things }) => ({ title, found: differences(earlier.get(title) ?? [], things) }))
    .filter(({ found }) => found.length > 0);
  if (parts.length === 0) return <Text>{word('playbook.same')}</Text>;
  return (
    <InTurn
      parts={parts.map(({ title, found }) => (
        <Section key={title} title={word(title)}>
          <Stack gap="lg">
            {found.map((each) => (
              <Pair key={(each.now ?? each.before)!.key} compared={each} names={[nameOf(before), nameOf(now)]} />
            ))}
          </Stack>
        </Section>
      ))}
    />
  );

  function nameOf({ key, version }: Reference): string {
    return key === now.key && key === before.key ? word('playbook.version-number', { version }) : `${key} ${version}`;
  }
}

function Pair({ compared: { before, now }, names }: { compared: Compared; names: [string, string] }): ReactElement {
  const { word } = useWords();
  const what = before === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
  const sides = [
    { name: names[0], thing: before, unlike: now, mark: '−' },
    { name: names[1], thing: now, unlike: before, mark: '+' },
  ];
  return (
    <Stack gap={6} component="article" aria-label={(now ?? before)!.title}>
      <Group>
        <Badge variant="light" color={{ added: 'teal', removed: 'red', changed: 'orange' }[what]}>
          {word(`playbook.${what}`)}
        </Badge>
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        {sides.map(({ name, thing, unlike, mark }) => (
          <div key={name}>
            <Text size="xs" c="dimmed">
              {name}
            </Text>
            {thing === undefined ? (
              <Text size="sm" c="dimmed">
                {word('playbook.not-there')}
              </Text>
            ) : (
              <Rules thing={thing} unlike={{ thing: unlike, mark }} />
            )}
          </div>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
