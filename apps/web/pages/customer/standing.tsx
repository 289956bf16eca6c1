// Whether the customer is a group customer (S1): five facts, what is missing, who can supply it, and the forms for what is recorded by hand.
import { Badge, Group, List, Stack, Text, ThemeIcon } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { optionsField } from '../../forms/command-form';
import { OpenedForm } from '../../forms/opened-form';
import { useSuppliers } from '../../forms/problem-alert';
import { Section } from '../../layout/section';
import { date } from '../../shown/values';
import { useWords } from '../../words/words';
import { useCustomerId } from './customer-id';
import { customer, standing } from './queries';

export function Standing(): ReactElement {
  const { word, choice, language } = useWords();
  const id = useCustomerId();
  const { data: view } = useSuspenseQuery(customer(id));
  const { data: stands } = useSuspenseQuery(standing(id));
  const supplied = useSuppliers();
  const agreements = view.agreements.map(({ agreementId, startsOn, endsOn }) => ({
    value: agreementId,
    label: word('customer.agreement.term', { from: date(language, startsOn), to: date(language, endsOn) }),
  }));
  const lacks = (fact: string): boolean => stands.facts.some((each) => each.fact === fact && !each.holds);
  return (
    <Section
      title={word('customer.standing')}
      beside={
        <Badge variant="light" color={stands.isGroupCustomer ? 'teal' : 'orange'}>
          {word(stands.isGroupCustomer ? 'customer.standing.yes' : 'customer.standing.no')}
        </Badge>
      }
    >
      <Stack gap="sm">
        <List spacing="xs" center>
          {stands.facts.map(({ fact, holds }) => {
            const missing = stands.missing.find(({ key }) => key === fact);
            return (
              <List.Item
                key={fact}
                icon={
                  <ThemeIcon
                    size={20}
                    radius="xl"
                    color={holds ? 'teal' : 'orange'}
                    variant="light"
                    role="img"
                    aria-label={word(holds ? 'customer.fact.holds' : 'customer.fact.missing')}
                  >
                    {holds ? <IconCheck size={14} aria-hidden /> : <IconX size={14} aria-hidden />}
                  </ThemeIcon>
                }
              >
                <Text span size="sm">
                  {choice('standing-fact', fact)}
                </Text>
                {missing !== undefined && missing.suppliedBy.length > 0 && (
                  <Text span size="sm" c="dimmed">
                    {' '}
                    — {supplied(missing)}
                  </Text>
                )}
              </List.Item>
            );
          })}
        </List>
        <Group align="flex-start" gap="xs">
          {lacks('relationship-entered') && (
            <OpenedForm
              draft={`${id}.relationship`}
              path={`/v1/customers/${id}/relationship`}
              fields={{ enteredOn: { type: 'string', format: 'date' } }}
              required={['enteredOn']}
              submit={word('customer.relationship')}
            />
          )}
          {agreements.length > 0 && lacks('service-live') && (
            <OpenedForm
              draft={`${id}.go-live`}
              path={`/v1/customers/${id}/go-live`}
              fields={{ agreementId: optionsField(agreements), liveAt: { type: 'string', format: 'date-time' } }}
              required={['agreementId', 'liveAt']}
              submit={word('customer.go-live')}
            />
          )}
        </Group>
      </Stack>
    </Section>
  );
}
