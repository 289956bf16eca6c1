// What is sold to the customer, what was agreed, and the after-sales care of it.
import { Anchor, Button, Stack, Table, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { catalogue, me } from '../../client/queries';
import { Section } from '../../layout/section';
import { figures, WideTable } from '../../layout/wide-table';
import { count, date, money } from '../../shown/values';
import { useGateTitle } from '../../words/gate-title';
import { SaleStatus } from '../../shown/sale-status';
import { useWords } from '../../words/words';
import { useCustomerId } from './customer-id';
import { customer, plansOf, salesOf } from './queries';

const NewSale = lazy(() => import('../../forms/new-sale'));

export function Sales(): ReactElement {
  return (
    <Stack>
      <Opportunities />
      <Agreements />
    </Stack>
  );
}

function Opportunities(): ReactElement {
  const { word, language } = useWords();
  const { data: sales } = useSuspenseQuery(salesOf(useCustomerId()));
  const gateTitle = useGateTitle();
  return (
    <Section title={word('customer.sales')} beside={<Open />}>
      {sales.length === 0 ? (
        <Text c="dimmed">{word('customer.sales.none')}</Text>
      ) : (
        <WideTable
          label={word('customer.sales')}
          minWidth={560}
          columns={[word('sale.title'), word('customer.sales.status'), word('sale.gate'), figures(word('sale.amount'))]}
        >
          {sales.map(({ id, title, status, gate, playbookKey, offerAmountFen, expectedFen }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Anchor component={Link} to={`/opportunities/${id}`} size="sm">
                  {title ?? word('name.untitled')}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <SaleStatus status={status} />
              </Table.Td>
              <Table.Td>{gateTitle(gate, playbookKey)}</Table.Td>
              <Table.Td ta="right">{amount(language, offerAmountFen ?? expectedFen)}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
    </Section>
  );
}

/** Another sale to this customer, by those who sell. */
function Open(): ReactElement | null {
  const { word } = useWords();
  const id = useCustomerId();
  const { data: self } = useSuspenseQuery(me);
  const { data: view } = useSuspenseQuery(customer(id));
  const [opening, setOpening] = useState(false);
  if (!self.roles.includes('account-manager')) return null;
  return (
    <>
      <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpening(true)}>
        {word('today.new-sale')}
      </Button>
      {opening && (
        <Suspense>
          <NewSale customer={{ id, name: view.name ?? word('name.erased') }} onDone={() => setOpening(false)} />
        </Suspense>
      )}
    </>
  );
}

function amount(language: Parameters<typeof money>[0], fen: number | null): string {
  return fen === null ? '—' : money(language, fen);
}

function Agreements(): ReactElement {
  const { word, of, language } = useWords();
  const id = useCustomerId();
  const { data: view } = useSuspenseQuery(customer(id));
  const { data: plans } = useSuspenseQuery(plansOf(id));
  const { data: known } = useSuspenseQuery(catalogue);
  const titles = new Map(known.products.map(({ code, title }) => [code, title]));
  return (
    <Section title={word('customer.agreements')}>
      {view.agreements.length === 0 ? (
        <Text c="dimmed">{word('customer.agreements.none')}</Text>
      ) : (
        <WideTable
          label={word('customer.agreements')}
          minWidth={560}
          columns={[word('customer.agreement.products'), word('customer.agreement.when'), word('place.after-sales')]}
        >
          {view.agreements.map(({ agreementId, opportunityId, startsOn, endsOn, products = [] }) => {
            const plan = plans.find((each) => each.agreementId === agreementId);
            return (
              <Table.Tr key={agreementId}>
                <Table.Td>
                  <Anchor component={Link} to={`/opportunities/${opportunityId}?part=agreement`} size="sm">
                    {products.length === 0
                      ? word('customer.agreement.open')
                      : products
                          .map(
                            ({ productCode, quantity }) =>
                              `${of(titles.get(productCode), productCode)} × ${count(language, quantity)}`,
                          )
                          .join(word('list.comma'))}
                  </Anchor>
                </Table.Td>
                <Table.Td>
                  {word('customer.agreement.term', { from: date(language, startsOn), to: date(language, endsOn) })}
                </Table.Td>
                <Table.Td>
                  {plan === undefined ? (
                    '—'
                  ) : (
                    <Anchor component={Link} to={`/after-sales/${plan.id}`} size="sm">
                      {plan.ended
                        ? word('customer.plan.ended')
                        : word('customer.plan.open', { count: plan.open.length })}
                    </Anchor>
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </WideTable>
      )}
    </Section>
  );
}
