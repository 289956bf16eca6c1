// What was noted about a customer, the newest first, and writing another note; what is about a person is erased with them.
import { Stack, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { contactsOf, staffNames } from '../../client/queries';
import { Acting } from '../../forms/acting';
import { CommandForm } from '../../forms/command-form';
import { Section } from '../../layout/section';
import { dateTime } from '../../shown/values';
import { useWords } from '../../words/words';
import { useCustomerId } from './customer-id';
import { notes } from './queries';

export function Notes(): ReactElement {
  const { word, language } = useWords();
  const id = useCustomerId();
  const { data: written } = useSuspenseQuery(notes(id));
  const { data: contacts = [] } = useQuery(contactsOf(id));
  const { data: staff } = useQuery(staffNames);
  const people = contacts.flatMap(({ id: value, name, erased }) => (erased ? [] : [{ value, label: name ?? '…' }]));
  return (
    <Stack>
      <Acting>
        <Section title={word('customer.note.write')}>
          <CommandForm
            draft={`${id}.note`}
            path={`/v1/customers/${id}/notes`}
            fields={{
              text: { type: 'string' },
              ...(people.length === 0 ? {} : { contactId: { 'x-contact': true } }),
            }}
            required={['text']}
            people={people}
            submit={word('customer.note.save')}
          />
        </Section>
      </Acting>
      <Section title={word('customer.part.notes')}>
        {written.length === 0 && <Text c="dimmed">{word('customer.note.none')}</Text>}
        <Stack gap="md">
          {written.map(({ noteId, at, by, text, contactId }) => (
            <div key={noteId}>
              <Text size="sm" className="said">
                {text ?? word('name.erased')}
              </Text>
              <Text size="xs" c="dimmed">
                {dateTime(language, at)} · {staff?.get(String(by['id'])) ?? ''}
                {contactId !== undefined &&
                  ` · ${word('customer.note.about', { name: contacts.find((each) => each.id === contactId)?.name ?? '…' })}`}
              </Text>
            </div>
          ))}
        </Stack>
      </Section>
    </Stack>
  );
}
