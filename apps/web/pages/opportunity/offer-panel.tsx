// The offer: each of its versions, what one has that another has not, and the way to the approval of the latest.
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
import { useVersionChoice, VersionChoice } from './version-choice';

export function OfferPanel(): ReactElement {
  const { word } = useWords();
  const { view } = useSale();
  const { data: versions } = useSuspenseQuery(offerVersions(view.id));
  const [editing, setEditing] = useState(view.offer === undefined);
  const latest = versions.find(({ offerHash }) => offerHash === view.offer?.hash);
  const choice = useVersionChoice(versions, latest);
  const mayEdit = !useIsReading() && view.status === 'open';
  return (
    <Stack component="section" aria-label={word('offer.name')}>
      {choice !== undefined && !editing && (
        <>
          <Group justify="space-between">
            <Title order={2} size="h3">
              {word('offer.revision', { number: choice.shown.revision })}
            </Title>
            {choice.shown.approved && <Badge color="teal">{word('offer.approved')}</Badge>}
          </Group>
          {versions.length > 1 && <VersionChoice versions={versions} choice={choice} />}
          <OfferContent offer={choice.shown} />
          {choice.against !== undefined && <OfferDifference before={choice.against} after={choice.shown} />}
          {choice.shown === latest && (
            <Acting>
              <Submit onRevise={() => setEditing(true)} />
            </Acting>
          )}
        </>
      )}
      {view.offer !== undefined && choice === undefined && !editing && <Loading />}
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
