// What one version of the offer has and another has not: for who decides about the one and knows the other.
import { Alert, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { OfferContent as Content, OfferDifference as Changes, OfferLine } from '#domain';
import { offerDifference } from '../../client/queries';
import { Named } from '../../layout/named';
import { date, money, percentage } from '../../shown/values';
import { useWords } from '../../words/words';
import { useDocumentName } from './documents';
import { useProductName } from './offer-content';
import { useSale } from './sale';

/** What `after` has and `before` has not. */
export function OfferDifference({ before, after }: { before: Content; after: Content }): ReactElement | null {
  const { word, language } = useWords();
  const { view } = useSale();
  const product = useProductName();
  const [from, to] = [before.revision, after.revision];
  const { data } = useQuery(offerDifference(view.id, from, to));
  if (data === undefined) return null;
  const { lines, totals } = data;
  return (
    <Alert color="blue" title={word('offer.difference', { from, to })}>
      <Stack gap={2}>
        {lines.map(({ change, productCode, before: was, after: is }) => {
          const changed = word(`offer.line.${change}`, { product: product(productCode) });
          return (
            <Text key={`${productCode}${change}`} size="sm">
              {was === undefined || is === undefined
                ? changed
                : word('list.line', { what: changed, value: `${lineText(was)} → ${lineText(is)}` })}
            </Text>
          );
        })}
        <Text size="sm">
          {word('offer.total-changes', {
            amount: money(language, totals.amountFen ?? 0),
            discount: percentage(language, (totals.discountBp ?? 0) / 100),
          })}
        </Text>
        <ConditionsChanged before={before} after={after} changes={data} />
      </Stack>
    </Alert>
  );

  function lineText({ quantity, unitPriceFen, discountBp, termMonths }: OfferLine): string {
    const term = termMonths === undefined ? '' : ` · ${word('offer.months', { count: termMonths })}`;
    return `${quantity} × ${money(language, unitPriceFen)} − ${percentage(language, discountBp / 100)}${term}`;
  }
}

/** Until when it holds, by when it is paid, on which terms, and what belongs to it. */
function ConditionsChanged({
  before,
  after,
  changes,
}: {
  before: Content;
  after: Content;
  changes: Changes;
}): ReactElement {
  const { word, label, language } = useWords();
  const documentName = useDocumentName();
  const day = ({ validUntil }: Content): string => (validUntil === undefined ? '—' : date(language, validUntil));
  const days = ({ paymentDays }: Content): string => String(paymentDays ?? '—');
  const termsOf = ({ withTerms, terms }: Content): string => terms ?? (withTerms ? word('name.erased') : '—');
  return (
    <>
      {changes.validUntilChanged && (
        <Named name={label('field', 'validUntil')}>{`${day(before)} → ${day(after)}`}</Named>
      )}
      {changes.paymentDaysChanged && (
        <Named name={label('field', 'paymentDays')}>{`${days(before)} → ${days(after)}`}</Named>
      )}
      {changes.termsChanged && (
        <>
          <Named name={word('offer.terms.before')} isSaid>
            {termsOf(before)}
          </Named>
          <Named name={word('offer.terms.after')} isSaid>
            {termsOf(after)}
          </Named>
        </>
      )}
      {changes.documentsAdded.map((address) => (
        <Text key={address} size="sm">
          {word('offer.document.added', { name: documentName(address) })}
        </Text>
      ))}
      {changes.documentsRemoved.map((address) => (
        <Text key={address} size="sm">
          {word('offer.document.removed', { name: documentName(address) })}
        </Text>
      ))}
    </>
  );
}
