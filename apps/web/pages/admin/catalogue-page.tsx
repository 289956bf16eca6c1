// The catalogue: what is sold and at which price, in the version in force or an earlier one; or what differs between two of them.
import { Group, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Catalogue } from '#domain';
import { ProblemAlert } from '../../forms/problem-alert';
import { Loading } from '../../layout/loading';
import { Section } from '../../layout/section';
import { figures, WideTable } from '../../layout/wide-table';
import { dateTime, money } from '../../shown/values';
import { useWords } from '../../words/words';
import { featuresOf, tellCatalogue, whenSold } from './catalogue-told';
import { useAddress } from '../../layout/address';
import { DifferentParts, Rules } from './compared';
import { NewCatalogue } from './new-catalogue';
import { AdminPlaces } from './places';
import { catalogueAt, type CatalogueView } from './queries';
import { versionsOf } from './versions';

export function Page(): ReactElement {
  const { word } = useWords();
  const { data: inForce, error } = useQuery(catalogueAt());
  return (
    <Stack>
      <AdminPlaces />
      <Title order={1} size="h2">
        {word('admin.catalogue')}
      </Title>
      <Text size="sm" c="dimmed">
        {word('catalogue.purpose')}
      </Text>
      <ProblemAlert error={error} />
      {inForce === undefined && error === null && <Loading />}
      {inForce !== undefined && (
        <>
          <NewCatalogue inForce={inForce} />
          <Versions inForce={inForce} />
        </>
      )}
    </Stack>
  );
}

function Versions({ inForce }: { inForce: CatalogueView }): ReactElement {
  const { word } = useWords();
  const [chosen, choose] = useAddress();
  const version = Number(chosen('version') ?? inForce.version);
  const other = chosen('with');
  const earlier = versionsOf(inForce.latestVersion).filter((each) => each !== version);
  return (
    <>
      <Group align="flex-end">
        <Select
          label={word('compared.version')}
          data={versionsOf(inForce.latestVersion).map(String)}
          value={String(version)}
          onChange={(value) => choose({ version: value === String(inForce.version) ? null : value })}
          allowDeselect={false}
          w={{ base: '100%', xs: 120 }}
        />
        {earlier.length > 0 && (
          <Select
            label={word('compared.with')}
            placeholder={word('compared.none')}
            data={earlier.map((each) => ({
              value: String(each),
              label: word('compared.version-number', { version: each }),
            }))}
            value={other ?? null}
            onChange={(value) => choose({ with: value })}
            clearable
            w={{ base: '100%', xs: 240 }}
          />
        )}
      </Group>
      <Chosen version={version} other={other === undefined ? undefined : Number(other)} />
    </>
  );
}

function Chosen({ version, other }: { version: number; other: number | undefined }): ReactElement {
  const words = useWords();
  const { word, language } = words;
  const now = useQuery(catalogueAt(version));
  const before = useQuery({ ...catalogueAt(other), enabled: other !== undefined });
  const error = now.error ?? before.error;
  if (error !== null) return <ProblemAlert error={error} />;
  if (now.data === undefined || (other !== undefined && before.data === undefined)) return <Loading />;
  const { latestVersion, publishedAt } = now.data;
  const nameOf = (number: number): string => word('compared.version-number', { version: number });
  return (
    <>
      <Text size="sm">
        {word(version === latestVersion ? 'catalogue.in-force' : 'catalogue.earlier', {
          version,
          since: dateTime(language, publishedAt),
        })}
      </Text>
      {other === undefined || before.data === undefined ? (
        <Read catalogue={now.data} />
      ) : (
        <DifferentParts
          before={tellCatalogue(words, before.data)}
          now={tellCatalogue(words, now.data)}
          names={[nameOf(other), nameOf(version)]}
        />
      )}
    </>
  );
}

function Read({ catalogue }: { catalogue: Catalogue }): ReactElement {
  const words = useWords();
  const { word, of } = words;
  return (
    <>
      <Prices catalogue={catalogue} />
      <Section title={word('catalogue.features')}>
        <Stack gap="md">
          {catalogue.products.map((product) => (
            <Rules
              key={product.code}
              thing={{
                key: product.code,
                title: of(product.title, product.code),
                lines: featuresOf(words, catalogue, product),
              }}
            />
          ))}
        </Stack>
      </Section>
      <Difficulties catalogue={catalogue} />
    </>
  );
}

function Prices({ catalogue: { products } }: { catalogue: Catalogue }): ReactElement {
  const words = useWords();
  const { word, of, language } = words;
  // Nothing where there is no such charge: on a phone the cell is left out with its head.
  const inYuan = (fen: number | undefined): string => (fen === undefined ? '' : money(language, fen));
  return (
    <Section title={word('catalogue.products')}>
      <WideTable
        label={word('catalogue.products')}
        minWidth={900}
        columns={[
          word('catalogue.product'),
          word('catalogue.unit'),
          figures(word('catalogue.prices.once')),
          figures(word('catalogue.prices.monthly')),
          figures(word('catalogue.costs.once')),
          figures(word('catalogue.costs.monthly')),
          word('catalogue.sold'),
        ]}
      >
        {products.map((product) => (
          <Table.Tr key={product.code}>
            <Table.Td>
              {of(product.title, product.code)}
              <Code code={product.code} />
            </Table.Td>
            <Table.Td className="unbroken">{of(product.unit)}</Table.Td>
            <Table.Td ta="right">{inYuan(product.prices.once)}</Table.Td>
            <Table.Td ta="right">{inYuan(product.prices.monthly)}</Table.Td>
            <Table.Td ta="right">{inYuan(product.costs?.once)}</Table.Td>
            <Table.Td ta="right">{inYuan(product.costs?.monthly)}</Table.Td>
            <Table.Td className="unbroken">{whenSold(words, product)}</Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
    </Section>
  );
}

/** What files and the API call it by. */
function Code({ code }: { code: string }): ReactElement {
  return (
    <Text size="xs" c="dimmed" ff="monospace" className="unbroken">
      {code}
    </Text>
  );
}

function Difficulties({ catalogue: { difficulties, products } }: { catalogue: Catalogue }): ReactElement {
  const { word, of } = useWords();
  const meeting = (code: string): string =>
    products
      .filter(({ features }) => features.some(({ meets }) => meets.includes(code)))
      .map((product) => of(product.title, product.code))
      .join(word('list.semicolon'));
  return (
    <Section title={word('catalogue.difficulties')}>
      <WideTable
        label={word('catalogue.difficulties')}
        minWidth={560}
        columns={[word('catalogue.difficulty'), word('catalogue.code'), word('catalogue.met-by')]}
      >
        {difficulties.map(({ code, title }) => (
          <Table.Tr key={code}>
            <Table.Td>{of(title, code)}</Table.Td>
            <Table.Td>
              <Code code={code} />
            </Table.Td>
            <Table.Td>{meeting(code)}</Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
    </Section>
  );
}
