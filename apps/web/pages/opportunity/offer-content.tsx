// One version of the offer, whole: an approval stands for its lines, and as much for its terms, its dates and its documents.
import { Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { OfferContent as Content, OfferLine, OfferTotals } from '#domain';
import { catalogue } from '../../client/queries';
import { Named } from '../../layout/named';
import { figures, WideTable } from '../../layout/wide-table';
import { count, date, money, percentage } from '../../shown/values';
import { useWords } from '../../words/words';
import { DocumentLinks } from './documents';

export function OfferContent({ offer }: { offer: Content }): ReactElement {
  const { word, label, language } = useWords();
  const { lines, totals, validUntil, paymentDays, withTerms, terms, documents = [] } = offer;
  return (
    <Stack gap="xs">
      <Lines lines={lines} totals={totals} />
      {validUntil !== undefined && <Named name={label('field', 'validUntil')}>{date(language, validUntil)}</Named>}
      {paymentDays !== undefined && <Named name={label('field', 'paymentDays')}>{count(language, paymentDays)}</Named>}
      {withTerms && (
        <Named name={label('field', 'terms')} isSaid>
          {terms ?? word('name.erased')}
        </Named>
      )}
      {documents.length > 0 && (
        <div>
          <Text size="sm" c="dimmed">
            {word('action.answer', { what: label('field', 'documents') })}
          </Text>
          <DocumentLinks addresses={documents} />
        </div>
      )}
    </Stack>
  );
}

function Lines({ lines, totals }: { lines: readonly OfferLine[]; totals: OfferTotals }): ReactElement {
  const { word, label, choice, language } = useWords();
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
          <Table.Th ta="right" data-head={word('offer.discount')}>
            {percentage(language, totals.discountBp / 100)}
          </Table.Th>
          <Table.Th>{word('offer.list', { amount: money(language, totals.listFen) })}</Table.Th>
        </Table.Tr>
      }
    >
      {lines.map((line) => (
        <Table.Tr key={`${line.productCode}:${line.charge}:${line.unitPriceFen}`}>
          <Table.Td>{product(line.productCode)}</Table.Td>
          <Table.Td ta="right">{line.quantity}</Table.Td>
          <Table.Td ta="right">{money(language, line.unitPriceFen)}</Table.Td>
          <Table.Td ta="right">{percentage(language, line.discountBp / 100)}</Table.Td>
          <Table.Td>
            {choice('charge', line.charge)}
            {line.termMonths === undefined ? '' : ` · ${word('offer.months', { count: line.termMonths })}`}
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}

export function useProductName(): (code: string) => string {
  const { of } = useWords();
  const { data } = useQuery(catalogue);
  return (code) => of(data?.products.find((each) => each.code === code)?.title, code);
}
