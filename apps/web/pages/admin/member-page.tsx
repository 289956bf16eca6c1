// One member of staff: what they may, whom they report to, who decides for them while they are away, and what was changed about them.
import { Anchor, Breadcrumbs, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { answered, api } from '../../client/client';
import { Section } from '../../layout/section';
import { STORY_PAGE, StoryTold, useStoryOf } from '../../layout/story';
import { useApproverGroupName } from '../../shown/approver-groups';
import { useWords } from '../../words/words';
import { Away } from './away';
import { OnlyAdministrators } from './only-administrators';
import { Post } from './post';
import { everybody, member, type Member } from './queries';
import { Active } from './staff-page';

export function Page(): ReactElement {
  const { word } = useWords();
  const { id = '' } = useParams();
  const { data: view } = useSuspenseQuery(member(id));
  return (
    <Stack>
      <Stack gap={4}>
        <Breadcrumbs>
          <Anchor component={Link} to="/admin/staff" size="sm">
            {word('admin.staff')}
          </Anchor>
        </Breadcrumbs>
        <Group>
          <Title order={1} size="h2">
            {view.name ?? word('name.erased')}
          </Title>
          <Active active={view.active} />
        </Group>
      </Stack>
      <Facts view={view} />
      <Section title={word('admin.post')}>
        <OnlyAdministrators>
          <Post view={view} />
        </OnlyAdministrators>
      </Section>
      <Away view={view} />
      <Section title={word('admin.history')}>
        <OnlyAdministrators roles={['administrator', 'auditor']}>
          <History id={id} />
        </OnlyAdministrators>
      </Section>
    </Stack>
  );
}

function Facts({ view }: { view: Member }): ReactElement {
  const { word, label, choice } = useWords();
  const { data: staff = [] } = useQuery(everybody);
  const groupName = useApproverGroupName();
  const { id, superiorId, roles, unit, groups, language, reached } = view;
  const linked = (ids: string[]): ReactNode =>
    ids.length === 0 ? '—' : ids.map((each) => <Colleague key={each} id={each} />);
  const below = staff.filter((row) => row.superiorId === id && row.active).map((row) => row.id);
  return (
    <Section title={word('admin.facts')}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        <Fact name={label('field', 'roles')}>{roles.map((role) => choice('role', role)).join(word('list.comma'))}</Fact>
        <Fact name={label('field', 'superiorId')}>{linked(superiorId === undefined ? [] : [superiorId])}</Fact>
        <Fact name={word('admin.below')}>{linked(below)}</Fact>
        <Fact name={label('field', 'groups')}>{groups.map(groupName).join(word('list.comma')) || '—'}</Fact>
        <Fact name={label('field', 'unit')}>{unit ?? '—'}</Fact>
        <Fact name={label('field', 'language')}>{label('language', language)}</Fact>
        {reached !== undefined && (
          <>
            <Fact name={label('field', 'email')}>{reached.email ?? '—'}</Fact>
            <Fact name={label('field', 'mobile')}>{reached.mobile ?? '—'}</Fact>
          </>
        )}
      </SimpleGrid>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Group gap="xs" style={{ overflowWrap: 'anywhere' }} fz="sm">
        {children}
      </Group>
    </div>
  );
}

/** By name, with the way to their page. */
export function Colleague({ id }: { id: string }): ReactElement {
  const { data: staff } = useQuery(everybody);
  return (
    <Anchor component={Link} to={`/admin/staff/${id}`} size="sm">
      {staff?.find((row) => row.id === id)?.name ?? '…'}
    </Anchor>
  );
}

function History({ id }: { id: string }): ReactElement {
  const story = useStoryOf(['/v1/streams', id], (after) => {
    const params = { path: { type: 'staff', id }, query: { after, limit: STORY_PAGE } } as const;
    return answered(api.GET('/v1/streams/{type}/{id}/timeline', { params }));
  });
  return <StoryTold story={story} />;
}
