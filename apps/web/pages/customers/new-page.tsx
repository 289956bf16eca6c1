// Registers a group customer: the profile form, and who looks after it.
import { Anchor, Breadcrumbs, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link, useNavigate } from 'react-router';
import { staffNames } from '../../client/queries';
import { Acting, OpenToAuditors } from '../../forms/acting';
import { optionsField, useCodeField } from '../../forms/command-form';
import { ProfileForm } from '../../forms/profile-form';
import { useWords } from '../../words/words';

export function Page(): ReactElement {
  const { word } = useWords();
  const go = useNavigate();
  const codeField = useCodeField();
  const { data: staff } = useQuery(staffNames);
  const keepers = [...(staff ?? [])].map(([value, label]) => ({ value, label }));
  return (
    <Stack>
      <Breadcrumbs>
        <Anchor component={Link} to="/customers" size="sm">
          {word('place.customers')}
        </Anchor>
      </Breadcrumbs>
      <Title order={1} size="h2">
        {word('customers.new')}
      </Title>
      <OpenToAuditors>
        <Acting>
          <Text c="dimmed">{word('customers.new.hint')}</Text>
          <ProfileForm
            form="customer"
            draft="new-customer"
            path="/v1/customers"
            besides={{ class: codeField('customer-class'), accountManagerId: optionsField(keepers) }}
            submit={word('customers.register')}
            onAccepted={({ id }) => void go(`/customers/${id}`)}
          />
        </Acting>
      </OpenToAuditors>
    </Stack>
  );
}
