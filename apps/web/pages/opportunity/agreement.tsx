// The agreement: who signed it, for how long; and after it, the follow-ups that it began.
import { Alert, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { followUpPlan, me, staffNames } from '../../client/queries';
import { Acting } from '../../forms/acting';
import { CommandForm, optionsField, severalField, useCodeField } from '../../forms/command-form';
import { dateTime, money } from '../../shown/values';
import { useWords } from '../../words/words';
import { pathOf, usePeople, useSale } from './sale';

export function Agreement(): ReactElement {
  const { word, language } = useWords();
  const sale = useSale();
  const { agreement, followUpPlanId, status, offer } = sale.view;
  return (
    <Stack>
      {agreement !== undefined && (
        <Alert color="teal" title={word('agreement.recorded')}>
          {word('agreement.amount', { amount: money(language, agreement.amountFen) })}
        </Alert>
      )}
      {agreement === undefined && status === 'open' && (
        <>
          {offer?.approvedHash === undefined && <Text size="sm">{word('agreement.needs-offer')}</Text>}
          <Acting>
            <RecordAgreement />
          </Acting>
        </>
      )}
      {followUpPlanId !== undefined && <FollowUps planId={followUpPlanId} />}
    </Stack>
  );
}

function RecordAgreement(): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const people = usePeople();
  const { data: self } = useQuery(me);
  const { data: staff } = useQuery(staffNames);
  const ours = [...(staff ?? new Map<string, string>())].map(([value, label]) => ({ value, label }));
  if (self === undefined) return <></>;
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="xs">
        {word('agreement.record')}
      </Title>
      <CommandForm
        draft={`${sale.view.id}.agreement`}
        path={pathOf(sale, '/agreement')}
        initial={{ signedById: self.id }}
        fields={{
          signatoryIds: severalField(people),
          signedById: optionsField(ours),
          signedOn: { type: 'string', format: 'date' },
          startsOn: { type: 'string', format: 'date' },
          endsOn: { type: 'string', format: 'date' },
          number: { type: 'string', maxLength: 200 },
        }}
        required={['signatoryIds', 'signedById', 'signedOn', 'startsOn', 'endsOn']}
        submit={word('agreement.record')}
      />
    </Card>
  );
}

/** What is open now; each is answered with its outcome. */
function FollowUps({ planId }: { planId: string }): ReactElement | null {
  const { word, of, language } = useWords();
  const { definition } = useSale();
  const { data: plan } = useQuery(followUpPlan(planId));
  if (plan === undefined) return null;
  const titles = new Map(definition.followUps.items.map(({ key, title }) => [key, title]));
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h3">
        {word('follow-ups.name')}
      </Title>
      {plan.open.length === 0 && <Text c="dimmed">{word('follow-ups.none')}</Text>}
      {plan.open.map(({ item, occurrence, dueAt }) => (
        <Card key={`${item}:${occurrence}`} withBorder component="article">
          <Group justify="space-between" mb="xs">
            <Text fw={500}>{of(titles.get(item), item)}</Text>
            {dueAt !== undefined && <Badge color="orange">{dateTime(language, dueAt)}</Badge>}
          </Group>
          <Outcome planId={planId} item={item} occurrence={occurrence} />
        </Card>
      ))}
    </Stack>
  );
}

function Outcome({ planId, item, occurrence }: { planId: string; item: string; occurrence: number }): ReactElement {
  const { word } = useWords();
  const codeField = useCodeField();
  const [reporting, setReporting] = useState(false);
  if (!reporting) {
    return (
      <Acting>
        <Button size="xs" variant="light" onClick={() => setReporting(true)} style={{ alignSelf: 'flex-start' }}>
          {word('follow-ups.report')}
        </Button>
      </Acting>
    );
  }
  return (
    <CommandForm
      draft={`${planId}.${item}.${occurrence}`}
      path={`/v1/follow-up-plans/${planId}/complete`}
      fields={{ outcome: codeField('follow-up-outcome'), note: { type: 'string' } }}
      required={['outcome']}
      toBody={(answers) => ({ ...answers, item, occurrence })}
      submit={word('follow-ups.report')}
      onDone={() => setReporting(false)}
    />
  );
}
