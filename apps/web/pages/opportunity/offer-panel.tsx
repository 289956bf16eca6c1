// The offer: its lines with prices and discounts, what they add up to, what changed since the last version, and the way to its approval.
import { Alert, Badge, Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { OfferLine, OfferTotals } from '#domain';
import { useCommand } from '../../client/commands';
import { catalogue, offerDifference } from '../../client/queries';
import { Acting, useIsReading } from '../../forms/acting';
import { ProblemAlert } from '../../forms/problem-alert';
import { money } from '../../shown/values';
import { figures, WideTable } from '../../layout/wide-table';
import { useWords } from '../../words/words';
import { Documents } from './documents';
import { OfferForm } from './offer-form';
import { pathOf, useSale } from './sale';

export function OfferPanel(): ReactElement {
  const { word } = useWords();
  const { view } = useSale();
  const [editing, setEditing] = useState(view.offer === undefined);
  const mayEdit = !useIsReading() && view.status === 'open';
  return (
    <Stack component="section" aria-label={word('offer.name')}>
      {view.offer !== undefined && !editing && (
        <>
          <Group justify="space-between">
            <Title order={2} size="h3">
              {word('offer.revision', { number: view.offer.revision })}
            </Title>
            {view.offer.approvedHash === view.offer.hash && <Badge color="teal">{word('offer.approved')}</Badge>}
          </Group>
          <OfferTable lines={view.offer.lines} totals={view.offer.totals} />
          {view.offer.revision > 1 && <Difference from={view.offer.revision - 1} to={view.offer.revision} />}
          <Acting>
            <Submit onRevise={() => setEditing(true)} />
          </Acting>
        </>
      )}
      {editing && mayEdit && <OfferForm onDone={() => setEditing(false)} />}
      {view.offer === undefined && !mayEdit && <Text c="dimmed">{word('offer.none')}</Text>}
      <Documents />
    </Stack>
  );
}

export function OfferTable({ lines, totals }: { lines: readonly OfferLine[]; totals: OfferTotals }): ReactElement {
  const { word, label, language } = useWords();
  const product = useProductName();
  return (
    <WideTable
      label={word('offer.make')}
      minWidth={520}
      columns={[
        label('field', 'productCode'),
        figures(label('field', 'quantity')),
        figures(word('offer.unit-price')),
        figures(word('offer.discount')),
        label('field', 'charge'),
      ]}
      foot={
        <Table.Tr>
          <Table.Th colSpan={2}>{word('offer.total')}</Table.Th>
          <Table.Th ta="right">{money(language, totals.amountFen)}</Table.Th>
          <Table.Th ta="right">{totals.discountBp / 100} %</Table.Th>
          <Table.Th>{word('offer.list', { amount: money(language, totals.listFen) })}</Table.Th>
        </Table.Tr>
      }
    >
      {lines.map((line) => (
        <Table.Tr key={`${line.productCode}:${line.charge}:${line.unitPriceFen}`}>
          <Table.Td>{product(line.productCode)}</Table.Td>
          <Table.Td ta="right">{line.quantity}</Table.Td>
          <Table.Td ta="right">{money(language, line.unitPriceFen)}</Table.Td>
          <Table.Td ta="right">{line.discountBp / 100} %</Table.Td>
          <Table.Td>
            {label('charge', line.charge)}
            {line.termMonths === undefined ? '' : ` · ${word('offer.months', { count: line.termMonths })}`}
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}

/** What one version has and the one before has not. */
export function Difference({ from, to }: { from: number; to: number }): ReactElement | null {
  const { word, language } = useWords();
  const { view } = useSale();
  const product = useProductName();
  const { data } = useQuery(offerDifference(view.id, from, to));
  if (data === undefined) return null;
  const { lines, totals } = data;
  return (
    <Alert color="blue" title={word('offer.difference', { from, to })}>
      <Stack gap={2}>
        {lines.map(({ change, productCode, before, after }) => (
          <Text key={`${productCode}${change}`} size="sm">
            {word(`offer.line.${change}`, { product: product(productCode) })}
            {before !== undefined && after !== undefined ? `: ${lineText(before)} → ${lineText(after)}` : ''}
          </Text>
        ))}
        <Text size="sm">
          {word('offer.total-changes', {
            amount: money(language, totals.amountFen ?? 0),
            discount: `${(totals.discountBp ?? 0) / 100} %`,
          })}
        </Text>
      </Stack>
    </Alert>
  );

  function lineText({ quantity, unitPriceFen, discountBp }: OfferLine): string {
    return `${quantity} × ${money(language, unitPriceFen)} − ${discountBp / 100} %`;
  }
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

export function useProductName(): (code: string) => string {
  const { of } = useWords();
  const { data } = useQuery(catalogue);
  return (code) => of(data?.products.find((each) => each.code === code)?.title, code);
}
