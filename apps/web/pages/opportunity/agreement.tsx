// The agreement: who signed it, for how long; and after it, the follow-ups that it began.
import { Alert, Anchor, Button, Card, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import type { JsonObject } from '#domain';
import { me, staffNames } from '../../client/queries';
import type { Agreement as Signed } from '../../client/views';
import { Acting } from '../../forms/acting';
import { CommandForm, optionsField, severalField } from '../../forms/command-form';
import { Named } from '../../layout/named';
import { date, money } from '../../shown/values';
import { useWords } from '../../words/words';
import { titleIn } from '../after-sales/care';
import { OpenFollowUps } from '../after-sales/open-follow-ups';
import { plan } from '../after-sales/queries';
import { pathOf, usePeople, useSale } from './sale';

export function Agreement(): ReactElement {
  const { word } = useWords();
  const { agreement, followUpPlanId, status, offer } = useSale().view;
  return (
    <Stack>
      {agreement !== undefined && <Recorded agreement={agreement} />}
      {agreement === undefined && status === 'open' && offer?.approvedHash === undefined && (
        <Text size="sm">
          {word('agreement.needs-offer')}{' '}
          <Anchor component={Link} to="?part=offer" size="sm">
            {word('agreement.to-offer')}
          </Anchor>
        </Text>
      )}
      {agreement === undefined && status === 'open' && offer?.approvedHash !== undefined && (
        <Acting>
          <RecordAgreement />
        </Acting>
      )}
      {agreement !== undefined && status === 'open' && offer?.approvedHash === offer?.hash && (
        <Acting>
          <RecordAgain key={agreement.id} recorded={agreement} />
        </Acting>
      )}
      {followUpPlanId !== undefined && <FollowUps planId={followUpPlanId} />}
    </Stack>
  );
}

/** Whoever looks it up later finds here who signed what, and until when it runs. */
function Recorded({ agreement }: { agreement: Signed }): ReactElement {
  const { word, label, language } = useWords();
  const { nameOf } = useSale();
  const { amountFen, signatoryIds, signedById, signedOn, startsOn, endsOn, number } = agreement;
  return (
    <Alert color="teal" variant="outline" title={word('agreement.recorded')}>
      <Stack gap={2}>
        <Named name={word('agreement.amount')}>{money(language, amountFen)}</Named>
        <Named name={label('field', 'signatoryIds')}>{signatoryIds.map(nameOf).join(word('list.comma'))}</Named>
        <Named name={label('field', 'signedById')}>{nameOf(signedById)}</Named>
        <Named name={label('field', 'signedOn')}>{date(language, signedOn)}</Named>
        <Named name={label('field', 'startsOn')}>{date(language, startsOn)}</Named>
        <Named name={label('field', 'endsOn')}>{date(language, endsOn)}</Named>
        {number !== undefined && <Named name={label('field', 'number')}>{number}</Named>}
      </Stack>
    </Alert>
  );
}

/** Until the last gate is passed: what was mistyped is put right, and both records stay in the story. */
function RecordAgain({ recorded }: { recorded: Signed }): ReactElement {
  const { word } = useWords();
  const [again, setAgain] = useState(false);
  if (again) return <RecordAgreement recorded={recorded} onDone={() => setAgain(false)} />;
  return (
    <Button variant="default" onClick={() => setAgain(true)} style={{ alignSelf: 'flex-start' }}>
      {word('agreement.record-again')}
    </Button>
  );
}

function RecordAgreement({ recorded, onDone }: { recorded?: Signed; onDone?: () => void }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const people = usePeople();
  const { data: self } = useQuery(me);
  const { data: staff } = useQuery(staffNames);
  const ours = [...(staff ?? new Map<string, string>())].map(([value, label]) => ({ value, label }));
  if (self === undefined) return <></>;
  const title = word(recorded === undefined ? 'agreement.record' : 'agreement.record-again');
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      <CommandForm
        draft={[sale.view.id, 'agreement', ...(recorded === undefined ? [] : [recorded.id])].join('.')}
        path={pathOf(sale, '/agreement')}
        initial={recorded === undefined ? { signedById: self.id } : answersOf(recorded)}
        fields={{
          signatoryIds: severalField(people),
          signedById: optionsField(ours),
          signedOn: { type: 'string', format: 'date' },
          startsOn: { type: 'string', format: 'date' },
          endsOn: { type: 'string', format: 'date' },
          number: { type: 'string', maxLength: 200 },
        }}
        required={['signatoryIds', 'signedById', 'signedOn', 'startsOn', 'endsOn']}
        submit={title}
        onDone={onDone}
      />
    </Card>
  );
}

function answersOf({ signatoryIds, signedById, signedOn, startsOn, endsOn, number }: Signed): JsonObject {
  return { signatoryIds, signedById, signedOn, startsOn, endsOn, ...(number === undefined ? {} : { number }) };
}

/** What is open now; each is answered with its outcome, or put off. */
function FollowUps({ planId }: { planId: string }): ReactElement | null {
  const { word, of } = useWords();
  const { definition } = useSale();
  const { data } = useQuery(plan(planId));
  if (data === undefined) return null;
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h3">
        {word('follow-ups.name')}
      </Title>
      {data.open.length === 0 && <Text c="dimmed">{word('follow-ups.none')}</Text>}
      <OpenFollowUps plan={data} titleOf={(item) => of(titleIn(definition, item), item)} />
    </Stack>
  );
}
