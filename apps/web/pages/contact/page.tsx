// A person at a customer: the member form (S15), gifts and invitations with their limits, everything that happened, and erasing them.
import { Alert, Anchor, Breadcrumbs, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { lazy, type ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import { answered, api } from '../../client/client';
import { contact } from '../../client/queries';
import { Acting, OpenToAuditors } from '../../forms/acting';
import { ErasureForm } from '../../forms/erasure-form';
import { ProfileForm } from '../../forms/profile-form';
import { ProfileHistory } from '../../forms/profile-history';
import { Parts } from '../../layout/parts';
import { Section } from '../../layout/section';
import { STORY_PAGE, StoryTold, useStoryOf } from '../../layout/story';
import { useWords } from '../../words/words';
import { Completeness } from '../customer/keeping';
import { customer } from '../customer/queries';
import { contactHistory } from './queries';

const Gifts = lazy(async () => ({ default: (await import('./gifts')).Gifts }));

export function Page(): ReactElement {
  const { word } = useWords();
  const { id = '' } = useParams();
  const { data: person } = useSuspenseQuery(contact(id));
  const { data: at } = useQuery(customer(person.customerId));
  return (
    <OpenToAuditors>
      <Stack gap={4}>
        <Breadcrumbs>
          <Anchor component={Link} to="/customers" size="sm">
            {word('place.customers')}
          </Anchor>
          <Anchor component={Link} to={`/customers/${person.customerId}?part=people`} size="sm">
            {at?.name ?? '…'}
          </Anchor>
        </Breadcrumbs>
        <Title order={1} size="h2">
          {person.name ?? word('name.erased')}
        </Title>
        <Text size="sm" c="dimmed">
          {[person.department, person.post].filter((each) => each !== undefined).join(' · ')}
        </Text>
      </Stack>
      <Parts
        key={id}
        parts={[
          { key: 'profile', title: word('contact.part.profile'), Content: Profile },
          { key: 'gifts', title: word('contact.part.gifts'), Content: Gifts },
          { key: 'story', title: word('customer.part.story'), Content: ContactStory },
        ]}
      />
    </OpenToAuditors>
  );
}

function Profile(): ReactElement {
  const { word } = useWords();
  const queries = useQueryClient();
  const { id = '' } = useParams();
  const { data: person } = useSuspenseQuery(contact(id));
  const { data: versions } = useSuspenseQuery(contactHistory(id));
  if (person.erased) return <Alert color="gray">{word('contact.erased')}</Alert>;
  return (
    <Stack>
      <Completeness {...person.completeness} />
      <ProfileForm
        form="contact"
        draft={`${id}.profile`}
        path={`/v1/contacts/${id}`}
        stored={{ profile: person, readAnew: () => queries.fetchQuery({ ...contact(id), staleTime: 0 }) }}
        submit={word('profile.save')}
      />
      <ProfileHistory form="contact" versions={versions} />
      <Acting>
        <Section title={word('contact.erase')}>
          <ErasureForm
            draft={`${id}.erase`}
            path={`/v1/contacts/${id}/erase`}
            what={word('contact.erase.what')}
            submit={word('contact.erase')}
          />
        </Section>
      </Acting>
    </Stack>
  );
}

function ContactStory(): ReactElement {
  const { id = '' } = useParams();
  const story = useStoryOf(['/v1/contacts', id], (after) => {
    const params = { path: { id }, query: { after, limit: STORY_PAGE } };
    return answered(api.GET('/v1/contacts/{id}/timeline', { params }));
  });
  return <StoryTold story={story} />;
}
