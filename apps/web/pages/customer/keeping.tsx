// How well the customer is known, who looks after it, of which class it is, and whether its people may accept gifts.
import { Anchor, Group, Progress, Stack, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { staffNames } from '../../client/queries';
import { optionsField, useCodeField } from '../../forms/command-form';
import { OpenedForm } from '../../forms/opened-form';
import { Section } from '../../layout/section';
import { percentage, withoutUnit } from '../../shown/values';
import { useWords } from '../../words/words';
import { useCustomerId } from './customer-id';
import { customer } from './queries';

/** Reasons for which a class is given by hand; it is a code for reports. */
const CLASSIFIED_BY_HAND = 'by-hand';

export function Keeping(): ReactElement {
  const { word, label } = useWords();
  const id = useCustomerId();
  const { data: view } = useSuspenseQuery(customer(id));
  const { data: staff } = useQuery(staffNames);
  const codeField = useCodeField();
  const keepers = [...(staff ?? [])].map(([value, name]) => ({ value, label: name }));
  const { percent, missing } = view.completeness;
  const rule =
    view.giftsAccepted === undefined
      ? word('customer.gift-rule.unknown')
      : word(view.giftsAccepted ? 'customer.gift-rule.yes' : 'customer.gift-rule.no');
  return (
    <>
      <Section title={word('customer.completeness')}>
        <Completeness percent={percent} missing={missing} />
        <Anchor component={Link} to="?part=profile" size="sm">
          {word('customer.completeness.fill-in')}
        </Anchor>
      </Section>
      <Section title={word('customer.keeping')}>
        <Stack gap="sm">
          <Text size="sm">
            <Text span size="sm" c="dimmed">
              {word('customers.class')}{' '}
            </Text>
            {view.class === undefined ? '—' : label('customer-class', view.class)}
          </Text>
          <Text size="sm">{rule}</Text>
          <Group align="flex-start" gap="xs">
            <OpenedForm
              draft={`${id}.account-manager`}
              path={`/v1/customers/${id}/account-manager`}
              fields={{ accountManagerId: optionsField(keepers) }}
              required={['accountManagerId']}
              submit={word('customer.assign')}
            />
            <OpenedForm
              draft={`${id}.class`}
              path={`/v1/customers/${id}/class`}
              fields={{ class: codeField('customer-class') }}
              required={['class']}
              toBody={(answers) => ({ ...answers, reason: CLASSIFIED_BY_HAND })}
              submit={word('customer.classify')}
            />
            <OpenedForm
              draft={`${id}.gift-rule`}
              path={`/v1/customers/${id}/gift-rule`}
              fields={{ giftsAccepted: { type: 'boolean' }, note: { type: 'string' } }}
              required={['giftsAccepted']}
              submit={word('customer.gift-rule')}
            />
          </Group>
        </Stack>
      </Section>
    </>
  );
}

/** How much of a form is filled in, and what is not. */
export function Completeness({ percent, missing }: { percent: number; missing: string[] }): ReactElement {
  const { word, label, language } = useWords();
  return (
    <Stack gap="xs" mb="xs">
      <Group gap="sm" wrap="nowrap">
        <Progress value={percent} flex={1} aria-label={word('customer.completeness')} />
        <Text size="sm" fw={500}>
          {percentage(language, percent)}
        </Text>
      </Group>
      {missing.length > 0 && (
        <Text size="sm" c="dimmed">
          {word('customer.completeness.missing', {
            fields: missing.map((key) => withoutUnit(label('field', key))).join(word('list.comma')),
          })}
        </Text>
      )}
    </Stack>
  );
}
