// The offer: its lines with prices and discounts, what they add up to, what changed since the last version, and the way to its approval.
import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  Card,
  Group,
  NumberInput,
  Select,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { OfferLine, OfferTotals } from '#domain';
import { useCommand } from '../../client/commands';
import { catalogue, offerDifference } from '../../client/queries';
import { useDraft } from '../../forms/draft';
import { ProblemAlert } from '../../forms/problem-alert';
import { money } from '../../shown/values';
import { WideTable } from '../../layout/wide-table';
import { useWords } from '../../words/words';
import { pathOf, useSale } from './sale';

export function OfferPanel(): ReactElement {
  const { word } = useWords();
  const { view } = useSale();
  const [editing, setEditing] = useState(view.offer === undefined);
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
          <Submit onRevise={() => setEditing(true)} />
        </>
      )}
      {editing && view.status === 'open' && <LinesForm onDone={() => setEditing(false)} />}
      {view.offer === undefined && view.status !== 'open' && <Text c="dimmed">{word('offer.none')}</Text>}
    </Stack>
  );
}

export function OfferTable({ lines, totals }: { lines: readonly OfferLine[]; totals: OfferTotals }): ReactElement {
  const { word, label, language } = useWords();
  const product = useProductName();
  return (
    <WideTable label={word('offer.make')} minWidth={520}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{label('field', 'productCode')}</Table.Th>
          <Table.Th ta="right">{label('field', 'quantity')}</Table.Th>
          <Table.Th ta="right">{word('offer.unit-price')}</Table.Th>
          <Table.Th ta="right">{word('offer.discount')}</Table.Th>
          <Table.Th>{label('field', 'charge')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
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
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th colSpan={2}>{word('offer.total')}</Table.Th>
          <Table.Th ta="right">{money(language, totals.amountFen)}</Table.Th>
          <Table.Th ta="right">{totals.discountBp / 100} %</Table.Th>
          <Table.Th>{word('offer.list', { amount: money(language, totals.listFen) })}</Table.Th>
        </Table.Tr>
      </Table.Tfoot>
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

type Line = {
  productCode: string | null;
  quantity: number;
  discountBp: number;
  charge: 'once' | 'monthly';
  termMonths?: number;
};

const emptyLine: Line = { productCode: null, quantity: 1, discountBp: 0, charge: 'monthly', termMonths: 12 };

function LinesForm({ onDone }: { onDone: () => void }): ReactElement {
  const { word, label, of } = useWords();
  const sale = useSale();
  const { data: products } = useSuspenseQuery(catalogue);
  const before = sale.view.offer?.lines.map(({ productCode, quantity, discountBp, charge, termMonths }) => ({
    productCode,
    quantity,
    discountBp,
    charge,
    termMonths,
  }));
  const [lines, keep, drop] = useDraft<Line[]>(`${sale.view.id}.offer`, before ?? [emptyLine]);
  const command = useCommand({
    onAccepted: () => {
      drop();
      onDone();
    },
  });
  const change = (index: number, part: Partial<Line>): void =>
    keep(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const sent = lines.map(({ termMonths, ...line }) => ({
          ...line,
          ...(line.charge === 'monthly' ? { termMonths } : {}),
        }));
        command.mutate({ path: pathOf(sale, '/offer'), body: { lines: sent }, seenVersion: sale.view.version });
      }}
    >
      <Stack>
        <Title order={2} size="h3">
          {word('offer.make')}
        </Title>
        {lines.map((line, index) => (
          <Card key={index} withBorder component="fieldset" p="sm">
            <Group align="flex-end" gap="sm">
              <Select
                label={label('field', 'productCode')}
                data={products.products.map(({ code, title }) => ({ value: code, label: of(title, code) }))}
                value={line.productCode}
                onChange={(productCode) => change(index, { productCode })}
                searchable
                w={220}
              />
              <NumberInput
                label={label('field', 'quantity')}
                value={line.quantity}
                min={1}
                onChange={(next) => change(index, { quantity: Number(next) })}
                w={90}
              />
              <NumberInput
                label={word('offer.discount-percent')}
                value={line.discountBp / 100}
                min={0}
                max={100}
                decimalScale={2}
                onChange={(next) => change(index, { discountBp: Math.round(Number(next) * 100) })}
                w={110}
              />
              <Select
                label={label('field', 'charge')}
                data={(['monthly', 'once'] as const).map((value) => ({ value, label: label('charge', value) }))}
                value={line.charge}
                onChange={(charge) => charge !== null && change(index, { charge: charge })}
                allowDeselect={false}
                w={120}
              />
              {line.charge === 'monthly' && (
                <NumberInput
                  label={label('field', 'termMonths')}
                  value={line.termMonths}
                  min={1}
                  onChange={(next) => change(index, { termMonths: Number(next) })}
                  w={100}
                />
              )}
              {lines.length > 1 && (
                <ActionIcon
                  variant="default"
                  size="lg"
                  aria-label={word('offer.remove-line', { number: index + 1 })}
                  onClick={() => keep(lines.filter((_line, at) => at !== index))}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              )}
            </Group>
          </Card>
        ))}
        <Group>
          <Button
            variant="subtle"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => keep([...lines, emptyLine])}
          >
            {word('offer.add-line')}
          </Button>
        </Group>
        <ProblemAlert error={command.error} />
        <Group>
          <Button type="submit" loading={command.isPending}>
            {word('offer.save')}
          </Button>
          {sale.view.offer !== undefined && (
            <Button variant="default" onClick={onDone}>
              {word('form.cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

export function useProductName(): (code: string) => string {
  const { of } = useWords();
  const { data } = useQuery(catalogue);
  return (code) => of(data?.products.find((each) => each.code === code)?.title, code);
}
