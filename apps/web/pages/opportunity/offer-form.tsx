// A version of the offer as it is written: its lines, until when it holds, by when it is paid, and which documents belong to it.
import { ActionIcon, Button, Card, Group, NumberInput, Select, Stack, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { JsonObject, OfferContent } from '#domain';
import { catalogue } from '../../client/queries';
import { severalField } from '../../forms/command-form';
import { useDraft } from '../../forms/draft';
import { problemsByField, ProblemAlert } from '../../forms/problem-alert';
import { SchemaFields } from '../../forms/schema-fields';
import { useSettledCommand } from '../../forms/settled-command';
import { useWords } from '../../words/words';
import { documents, offerVersions } from './queries';
import { pathOf, useSale } from './sale';

type Line = {
  productCode: string | null;
  quantity: number;
  discountBp: number;
  charge: 'once' | 'monthly';
  termMonths?: number;
};

/** What belongs to the version beside its lines. */
type Draft = { lines: Line[]; terms: JsonObject };

/** A new version begins as the one before: what was agreed once is not typed again. */
function termsOf({ validUntil, paymentDays, terms, documents: belonging = [] }: OfferContent): JsonObject {
  return {
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(paymentDays === undefined ? {} : { paymentDays }),
    ...(terms === undefined ? {} : { terms }),
    ...(belonging.length === 0 ? {} : { documents: [...belonging] }),
  };
}

const emptyLine: Line = { productCode: null, quantity: 1, discountBp: 0, charge: 'monthly', termMonths: 12 };

export function OfferForm({ onDone }: { onDone: () => void }): ReactElement {
  const { word, label, choice, of } = useWords();
  const sale = useSale();
  const { data: products } = useSuspenseQuery(catalogue);
  const {
    data: { items: attached },
  } = useSuspenseQuery(documents(sale.view.id));
  const { data: versions } = useSuspenseQuery(offerVersions(sale.view.id));
  const offer = versions.at(-1);
  const before = offer?.lines.map(({ productCode, quantity, discountBp, charge, termMonths }) => ({
    productCode,
    quantity,
    discountBp,
    charge,
    termMonths,
  }));
  const draft = `${sale.view.id}.offer`;
  const [{ lines, terms }, keepDraft, drop] = useDraft<Draft>(draft, {
    lines: before ?? [emptyLine],
    terms: offer === undefined ? {} : termsOf(offer),
  });
  const finish = (): void => {
    drop();
    onDone();
  };
  const command = useSettledCommand({
    draft,
    version: sale.view.version,
    timeline: pathOf(sale, '/timeline'),
    concerns: ['OfferRevised', 'ApprovalRequested', 'ApprovalGranted', 'ApprovalRejected', 'VoteCast'],
    onAccepted: finish,
    onGivenUp: finish,
  });
  const keep = (next: Line[]): void => {
    command.begin();
    keepDraft({ lines: next, terms });
  };
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
        command.send({ path: pathOf(sale, '/offer'), body: { lines: sent, ...terms } });
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
                flex="1 1 100%"
              />
              <NumberInput
                label={label('field', 'quantity')}
                value={line.quantity}
                min={1}
                onChange={(next) => change(index, { quantity: Number(next) })}
                flex="1 1 5rem"
              />
              <NumberInput
                label={word('offer.discount-percent')}
                value={line.discountBp / 100}
                min={0}
                max={100}
                decimalScale={2}
                onChange={(next) => change(index, { discountBp: Math.round(Number(next) * 100) })}
                flex="1 1 6.5rem"
              />
              <Select
                label={label('field', 'charge')}
                data={(['monthly', 'once'] as const).map((value) => ({ value, label: choice('charge', value) }))}
                value={line.charge}
                onChange={(charge) => charge !== null && change(index, { charge: charge })}
                allowDeselect={false}
                flex="1 1 6.5rem"
              />
              {line.charge === 'monthly' && (
                <NumberInput
                  label={label('field', 'termMonths')}
                  value={line.termMonths}
                  min={1}
                  onChange={(next) => change(index, { termMonths: Number(next) })}
                  flex="1 1 7.5rem"
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
        <SchemaFields
          form={{
            properties: {
              validUntil: { type: 'string', format: 'date' },
              paymentDays: { type: 'integer', minimum: 0, maximum: 1000 },
              terms: { type: 'string', maxLength: 2000 },
              ...(attached.length === 0
                ? {}
                : {
                    documents: severalField(
                      attached.map(({ address, name }) => ({ value: address, label: name ?? '…' })),
                    ),
                  }),
            },
          }}
          answers={terms}
          people={[]}
          problems={problemsByField(command.error)}
          beside
          onChange={(next) => {
            command.begin();
            keepDraft({ lines, terms: next });
          }}
        />
        {command.dialog}
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
