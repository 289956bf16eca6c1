// What the customer asked for at a passive channel (S5): received, handed to the account manager, and settled by a sale or closed.
import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactElement } from 'react';
import { Link } from 'react-router';
import { contactsOf, playbook, staffNames } from '../../client/queries';
import { Acting } from '../../forms/acting';
import { NoPlaybook, useChosenPlaybook } from '../../forms/chosen-playbook';
import { CommandForm, optionsField, useCodeField } from '../../forms/command-form';
import { OpenedForm } from '../../forms/opened-form';
import { useAddress } from '../../layout/address';
import { Section } from '../../layout/section';
import { dateTime, dueIn } from '../../shown/values';
import { useWords } from '../../words/words';
import { useCustomerId } from './customer-id';
import { leadsOf } from './queries';

type Lead = Awaited<ReturnType<NonNullable<ReturnType<typeof leadsOf>['queryFn']>>>[number];

export function Leads(): ReactElement {
  const { word } = useWords();
  const id = useCustomerId();
  const { data: leads } = useSuspenseQuery(leadsOf(id));
  const [chosen] = useAddress();
  const sought = chosen('lead');
  return (
    <Stack>
      <Acting>
        <Section title={word('lead.receive')}>
          <Receive />
        </Section>
      </Acting>
      <Section title={word('customer.part.leads')}>
        {leads.length === 0 && <Text c="dimmed">{word('lead.none')}</Text>}
        <Stack gap="lg">
          {leads.map((lead) => (
            <LeadShown key={lead.id} lead={lead} isSought={lead.id === sought} />
          ))}
        </Stack>
      </Section>
    </Stack>
  );
}

function Receive(): ReactElement {
  const { word, of } = useWords();
  const id = useCustomerId();
  const { playbookKey, definition, field } = useChosenPlaybook('leads');
  const { data: contacts = [] } = useQuery(contactsOf(id));
  const people = contacts.flatMap(({ id: value, name, erased }) => (erased ? [] : [{ value, label: name ?? '…' }]));
  const channels = (definition?.channels ?? [])
    .filter(({ kind, originates }) => kind === 'passive' && originates)
    .map(({ key, title }) => ({ value: key, label: of(title, key) }));
  if (playbookKey === undefined) return <NoPlaybook />;
  return (
    <Stack gap="sm">
      {field}
      <CommandForm
        draft={`${id}.lead`}
        path={`/v1/customers/${id}/leads`}
        fields={({ contactId }) => ({
          channel: optionsField(channels),
          asked: { type: 'string' },
          ...(people.length === 0 ? {} : { contactId: { 'x-contact': true } }),
          // Who is known is not named once more.
          ...(contactId === undefined
            ? { askedBy: { type: 'string', maxLength: 200 }, phone: { type: 'string', maxLength: 40 } }
            : {}),
          receivedAt: { type: 'string', format: 'date-time' },
        })}
        required={['channel', 'asked']}
        people={people}
        toBody={(answers) => ({ ...answers, playbookKey })}
        submit={word('lead.receive')}
      />
    </Stack>
  );
}

/** @param isSought the address leads to it: from the sale that it became */
function LeadShown({ lead, isSought }: { lead: Lead; isSought: boolean }): ReactElement {
  const words = useWords();
  const { word, of, label, language } = words;
  const { data: definition } = useQuery(playbook(lead.playbook.key, lead.playbook.version));
  const { data: staff } = useQuery(staffNames);
  const { data: contacts = [] } = useQuery(contactsOf(lead.customerId));
  const article = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isSought) article.current?.scrollIntoView({ block: 'center' });
  }, [isSought]);
  const channel = definition?.channels?.find(({ key }) => key === lead.channel)?.title;
  const asker = contacts.find(({ id }) => id === lead.contactId)?.name ?? lead.askedBy;
  const late = lead.dueAt !== undefined && Date.parse(lead.dueAt) < Date.now();
  return (
    <Stack ref={article} gap="xs" component="article" className="lead" aria-current={isSought ? 'true' : undefined}>
      <Group gap="xs">
        <Badge variant="light">{label('lead-status', lead.status)}</Badge>
        <Text size="sm">{of(channel, lead.channel)}</Text>
        <Text size="sm" c="dimmed">
          {dateTime(language, lead.receivedAt)}
        </Text>
        {lead.dueAt !== undefined && (
          <Badge variant="light" color={late ? 'red' : 'gray'}>
            {dueIn(words, lead.dueAt)}
          </Badge>
        )}
      </Group>
      <Text size="sm" className="said">
        {lead.asked ?? word('name.erased')}
      </Text>
      <Text size="xs" c="dimmed">
        {[asker, lead.phone].filter((each) => each !== undefined).join(' · ')}
        {lead.handedOverTo !== undefined &&
          ` · ${word('lead.handed-to', { name: staff?.get(lead.handedOverTo) ?? '…' })}`}
        {lead.closeReason !== undefined && ` · ${label('lead-close-reason', lead.closeReason)}`}
      </Text>
      {lead.opportunityId !== undefined && (
        <Anchor component={Link} to={`/opportunities/${lead.opportunityId}`} size="sm">
          {word('lead.sale')}
        </Anchor>
      )}
      {(lead.status === 'received' || lead.status === 'handed-over') && <Settling lead={lead} />}
    </Stack>
  );
}

function Settling({ lead }: { lead: Lead }): ReactElement {
  const { word } = useWords();
  const codeField = useCodeField();
  const path = `/v1/customers/${lead.customerId}/leads/${lead.id}`;
  const handOver = (
    <OpenedForm
      draft={`${lead.id}.hand-over`}
      path={`${path}/hand-over`}
      fields={{ note: { type: 'string' } }}
      submit={word('lead.hand-over')}
      color={lead.status === 'received' ? undefined : 'gray'}
    />
  );
  return (
    <Group align="flex-start" gap="xs">
      {lead.status === 'received' && handOver}
      <OpenedForm
        draft={`${lead.id}.take-up`}
        path={`${path}/take-up`}
        fields={{
          title: { type: 'string', maxLength: 200 },
          expectedAmountFen: { type: 'integer', format: 'fen' },
          expectedCloseOn: { type: 'string', format: 'date' },
        }}
        required={['title']}
        submit={word('lead.take-up')}
      />
      {lead.status === 'handed-over' && handOver}
      <OpenedForm
        draft={`${lead.id}.close`}
        path={`${path}/close`}
        fields={{ reason: codeField('lead-close-reason'), note: { type: 'string' } }}
        required={['reason']}
        submit={word('lead.close')}
        color="gray"
      />
    </Group>
  );
}
