// The group profile (S14): its form, what each version changed, and erasing the people whom it names.
import { Stack } from '@mantine/core';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useDeferredValue, type ReactElement } from 'react';
import { ProfileForm } from '../../forms/profile-form';
import { ProfileHistory } from '../../forms/profile-history';
import { Acting } from '../../forms/acting';
import { ErasureForm } from '../../forms/erasure-form';
import { Section } from '../../layout/section';
import { useWords } from '../../words/words';
import { useCustomerId } from './customer-id';
import { Completeness } from './keeping';
import { customer, profileHistory } from './queries';

export function Profile(): ReactElement {
  const { word } = useWords();
  const id = useCustomerId();
  const queries = useQueryClient();
  const { data: view } = useSuspenseQuery(customer(id));
  const { data: versions } = useSuspenseQuery(profileHistory(id));
  // The form comes first, and what follows it with the end of it.
  const isDrawn = useDeferredValue(true, false);
  return (
    <Stack>
      <Completeness {...view.completeness} />
      <ProfileForm
        form="customer"
        draft={`${id}.profile`}
        path={`/v1/customers/${id}/profile`}
        stored={{ profile: view, readAnew: () => queries.fetchQuery({ ...customer(id), staleTime: 0 }) }}
        submit={word('profile.save')}
      />
      {isDrawn && <ProfileHistory form="customer" versions={versions} />}
      {isDrawn && (
        <Acting>
          <Section title={word('customer.people.erase')}>
            <ErasureForm
              draft={`${id}.erase-people`}
              path={`/v1/customers/${id}/people/erase`}
              what={word('customer.people.erase.what')}
              submit={word('customer.people.erase')}
            />
          </Section>
        </Acting>
      )}
    </Stack>
  );
}
