// The people of a customer, and the member form (S15) for another one.
import { Anchor, Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { contactsOf } from '../../client/queries';
import { Acting } from '../../forms/acting';
import { ProfileForm } from '../../forms/profile-form';
import { Section } from '../../layout/section';
import { WideTable } from '../../layout/wide-table';
import { useWords } from '../../words/words';
import { useCustomerId } from './customer-id';

export function People(): ReactElement {
  const { word, label } = useWords();
  const id = useCustomerId();
  const { data: contacts } = useSuspenseQuery(contactsOf(id));
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={word('customer.part.people')}
      beside={
        <Acting>
          <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setAdding(true)}>
            {word('customer.people.new')}
          </Button>
        </Acting>
      }
    >
      {contacts.length === 0 ? (
        <Text c="dimmed">{word('customer.people.none')}</Text>
      ) : (
        <WideTable
          label={word('customer.part.people')}
          minWidth={360}
          columns={[label('field', 'personName'), label('field', 'post')]}
        >
          {contacts.map(({ id: contactId, name, post, erased }) => (
            <Table.Tr key={contactId}>
              <Table.Td>
                <Anchor component={Link} to={`/contacts/${contactId}`} size="sm">
                  {erased ? word('name.erased') : (name ?? '…')}
                </Anchor>
              </Table.Td>
              <Table.Td>{post ?? '—'}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
      {adding && (
        <Modal
          opened
          onClose={() => setAdding(false)}
          closeButtonProps={{ 'aria-label': word('form.cancel') }}
          title={word('customer.people.new')}
          size="xl"
        >
          <Stack>
            <Text size="sm" c="dimmed">
              {word('customer.people.purpose')}
            </Text>
            <ProfileForm
              form="contact"
              draft={`${id}.new-contact`}
              path={`/v1/customers/${id}/contacts`}
              submit={word('customer.people.register')}
              onAccepted={() => setAdding(false)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setAdding(false)}>
                {word('form.cancel')}
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
    </Section>
  );
}
