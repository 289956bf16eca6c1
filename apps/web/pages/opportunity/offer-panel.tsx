// The offer: its content, what changed since an earlier version, and the way to its approval.
import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useCommand } from '../../client/commands';
import { Acting, useIsReading } from '../../forms/acting';
import { ProblemAlert } from '../../forms/problem-alert';
import { Loading } from '../../layout/loading';
import { useWords } from '../../words/words';
import { Documents } from './documents';
import { OfferContent } from './offer-content';
import { OfferDifference } from './offer-difference';
import { OfferForm } from './offer-form';
import { offerVersions } from './queries';
import { pathOf, useSale } from './sale';

export function OfferPanel(): ReactElement {
  const { word } = useWords();
  const { view } = useSale();
  const { data: versions } = useSuspenseQuery(offerVersions(view.id));
  const [editing, setEditing] = useState(view.offer === undefined);
  const shown = versions.find(({ offerHash }) => offerHash === view.offer?.hash);
  const before = versions.find(({ revision }) => revision + 1 === shown?.revision);
  const mayEdit = !useIsReading() && view.status === 'open';
  return (
    <Stack component="section" aria-label={word('offer.name')}>
      {shown !== undefined && !editing && (
        <>
          <Group justify="space-between">
            <Title order={2} size="h3">
              {word('offer.revision', { number: shown.revision })}
            </Title>
            {shown.approved && <Badge color="teal">{word('offer.approved')}</Badge>}
          </Group>
          <OfferContent offer={shown} />
          {before !== undefined && <OfferDifference before={before} after={shown} />}
          <Acting>
            <Submit onRevise={() => setEditing(true)} />
          </Acting>
        </>
      )}
      {view.offer !== undefined && shown === undefined && !editing && <Loading />}
      {editing && mayEdit && <OfferForm onDone={() => setEditing(false)} />}
      {view.offer === undefined && !mayEdit && <Text c="dimmed">{word('offer.none')}</Text>}
      <Documents />
    </Stack>
  );
}

function Submit({ onRevise }: { onRevise: () => void }): ReactElement | null {
  const { word } = useWords();
  const sale = useSale();
  const { offer, approvals, status } = sale.view;
  const command = useCommand();
  if (status !== 'open' || offer === undefined) return null;
  const underWay = approvals.some(
    (each) => each.subject.kind === 'offer' && each.status === 'open' && each.contentHash === offer.hash,
  );
  const approved = offer.approvedHash === offer.hash;
  return (
    <Stack gap="xs">
      {underWay && <Text size="sm">{word('offer.under-way')}</Text>}
      <ProblemAlert error={command.error} />
      <Group>
        {!underWay && !approved && (
          <Button
            loading={command.isPending}
            onClick={() =>
              command.mutate({
                path: pathOf(sale, '/offer/submit'),
                body: { offerHash: offer.hash },
                seenVersion: sale.view.version,
              })
            }
          >
            {word('offer.submit')}
          </Button>
        )}
        <Button variant="default" onClick={onRevise}>
          {word('offer.revise')}
        </Button>
      </Group>
    </Stack>
  );
}
