// One version of the offer, whole: an approval stands for its lines, and as much for its terms, its dates and its documents.
import { Group, Stack, Table, Text } from '@mantine/core';
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
      <Lines lines={lines} />
      <Totals totals={totals} />
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

/** Over the whole term. */
function Totals({ totals: { amountFen, discountBp, listFen } }: { totals: OfferTotals }): ReactElement {
  const { word, language } = useWords();
  return (
    <Group gap="lg" style={{ rowGap: 0 }}>
      <Named name={word('offer.total')}>
        <b>{money(language, amountFen)}</b>
      </Named>
      <Named name={word('offer.discount')}>{percentage(language, discountBp / 100)}</Named>
      <Named name={word('offer.list')}>{money(language, listFen)}</Named>
    </Group>
  );
}

function Lines({ lines }: { lines: readonly OfferLine[] }): ReactElement {
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
    >
      {lines.map((line) => (
        <Table.Tr key={`${line.productCode}:${line.charge}:${line.unitPriceFen}`}>
          <Table.Td>{product(line.productCode)}</Table.Td>
          <Table.Td ta="right">{line.quantity}</Table.Td>
          <Table.Td ta="right">{money(language, line.unitPriceFen)}</Table.Td>
          <Table.Td ta="right">{percentage(language, line.discountBp / 100)}</Table.Td>
          <Table.Td className="unbroken">
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
