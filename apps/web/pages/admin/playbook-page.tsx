// One version of a playbook, read part by part; or what differs between it and another one.
import { Anchor, Breadcrumbs, Button, Group, Select, Stack, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { IconFileDownload } from '@tabler/icons-react';
import { useMemo, type ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import { saveAs } from '../../client/download';
import { me, playbook, playbooks } from '../../client/queries';
import { Section } from '../../layout/section';
import { Loading } from '../../layout/loading';
import { ProblemAlert } from '../../forms/problem-alert';
import { useWords } from '../../words/words';
import { useAddress } from '../../layout/address';
import { DifferentParts, InTurn, Rules } from './compared';
import { AdminPlaces } from './places';
import { tellPlaybook } from './playbook-told';
import type { Part } from './told';
import { versionsOf } from './versions';

export function Page(): ReactElement {
  const { word, of } = useWords();
  const { key = '' } = useParams();
  const [chosen, choose] = useAddress();
  const { data: all } = useSuspenseQuery(playbooks);
  const latest = all.find((each) => each.key === key)?.latestVersion ?? 1;
  const version = Number(chosen('version') ?? latest);
  const other = chosen('with');
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
          label={word('compared.version')}
          data={versionsOf(latest).map(String)}
          value={String(version)}
          onChange={(value) => choose({ version: value })}
          allowDeselect={false}
          w={{ base: '100%', xs: 120 }}
        />
        <Select
          label={word('compared.with')}
          placeholder={word('compared.none')}
          data={others}
          value={other ?? null}
          onChange={(value) => choose({ with: value })}
          searchable
          clearable
          flex="1 1 16rem"
          maw={420}
        />
        <Download of={{ key, version }} />
      </Group>
      {other === undefined ? (
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

/** What is changed and published again; whoever may not publish has not all of it. */
function Download({ of: { key, version } }: { of: Reference }): ReactElement | null {
  const { word } = useWords();
  const { data: self } = useQuery(me);
  const { data: definition } = useQuery(playbook(key, version));
  if (self?.roles.includes('administrator') !== true) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconFileDownload size={16} aria-hidden />}
      disabled={definition === undefined}
      onClick={() =>
        saveAs(
          new Blob([JSON.stringify(definition, undefined, 2)], { type: 'application/json' }),
          `${key}-${version}.json`,
        )
      }
    >
      {word('playbook.download', { version })}
    </Button>
  );
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

function Difference({ now, before }: { now: Reference; before: Reference }): ReactElement {
  const { word, of } = useWords();
  const { data: all } = useSuspenseQuery(playbooks);
  const [one, other] = [useTold(before), useTold(now)];
  const error = one.error ?? other.error;
  if (error !== null) return <ProblemAlert error={error} />;
  if (one.parts === undefined || other.parts === undefined) return <Loading />;
  return <DifferentParts before={one.parts} now={other.parts} names={[nameOf(before), nameOf(now)]} />;

  function nameOf({ key, version }: Reference): string {
    if (key === now.key && key === before.key) return word('compared.version-number', { version });
    return word('playbook.version-of', { title: of(all.find((each) => each.key === key)?.title, key), version });
  }
}
