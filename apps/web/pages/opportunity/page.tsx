// One opportunity: where it stands on the decision chain, what is to be done, why it cannot go on, and everything that happened.
import { Anchor, Box, Breadcrumbs, Grid, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, type ReactElement, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { contactsOf, opportunity, playbook, staffNames } from '../../client/queries';
import type { OpportunityView, Playbook } from '../../client/views';
import { OpenToAuditors } from '../../forms/acting';
import { date, distance, money, percentage } from '../../shown/values';
import { SaleStatus } from '../../shown/sale-status';
import { useWords } from '../../words/words';
import { useAddress } from '../../layout/address';
import { useInSight } from '../../layout/in-sight';
import { Loading } from '../../layout/loading';
import { ActionsOfGate } from './actions-of-gate';
import { Agreement } from './agreement';
import { Approvals } from './approvals';
import { Chain } from './chain';
import { Complexity } from './complexity';
import { Objections } from './objections';
import { OfferPanel } from './offer-panel';
import { SaleProvider, useSale, type Sale } from './sale';
import { Stages } from './stages';
import { Story } from './story';
import { WhyNot } from './why-not';

const Needs = lazy(async () => ({ default: (await import('./needs')).Needs }));
const SaleWays = lazy(async () => ({ default: (await import('./sale-ways')).SaleWays }));
const Contacting = lazy(async () => ({ default: (await import('./contacting/contacting')).Contacting }));
const Competition = lazy(async () => ({ default: (await import('./competition')).Competition }));

const tabs = ['gate', 'contacting', 'needs', 'competition', 'objections', 'offer', 'agreement', 'story'] as const;

export function Page(): ReactElement {
  const { id = '' } = useParams();
  const { data: view } = useSuspenseQuery(opportunity(id));
  const { data: definition } = useSuspenseQuery(playbook(view.playbook.key, view.playbook.version));
  const { data: contacts } = useQuery(contactsOf(view.customerId));
  const { data: staff } = useQuery(staffNames);
  const sale = useMemo(() => saleOf(view, definition, contacts ?? [], staff), [view, definition, contacts, staff]);
  return (
    <SaleProvider sale={sale}>
      <OpenToAuditors>
        <Heading view={view} owner={staff?.get(view.ownerId)} />
        <Stages />
        <Complexity />
        <Chain />
        <Sections key={id} />
      </OpenToAuditors>
    </SaleProvider>
  );
}

function saleOf(
  view: OpportunityView,
  definition: Playbook,
  contacts: Sale['contacts'],
  staff: Map<string, string> | undefined,
): Sale {
  const names = new Map(contacts.map(({ id, name }) => [id, name ?? '…']));
  return { view, definition, nameOf: (id) => names.get(id) ?? staff?.get(id) ?? '…', contacts };
}

function Heading({ view, owner }: { view: OpportunityView; owner?: string }): ReactElement {
  const { word, language } = useWords();
  const { title, customerName, status, forecast, gateDueAt } = view;
  const late = gateDueAt !== undefined && Date.parse(gateDueAt) < Date.now();
  return (
    <Stack gap={4} mb="md">
      <Breadcrumbs>
        <Anchor component={Link} to="/" size="sm">
          {word('place.today')}
        </Anchor>
        <Anchor component={Link} to={`/customers/${view.customerId}`} size="sm">
          {customerName ?? word('name.erased')}
        </Anchor>
      </Breadcrumbs>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={1} size="h2">
          {title ?? word('name.untitled')}
        </Title>
        <Group gap="sm">
          <SaleStatus status={status} size="lg" />
          <Suspense fallback={null}>
            <SaleWays />
          </Suspense>
        </Group>
      </Group>
      <Group gap="lg" style={{ rowGap: 4 }}>
        {forecast.amountFen !== undefined && (
          <Fact name={word('sale.amount')} value={money(language, forecast.amountFen)} />
        )}
        {forecast.winPercent !== undefined && (
          <Fact name={word('sale.win')} value={percentage(language, forecast.winPercent)} />
        )}
        {forecast.closeOn !== undefined && <Fact name={word('sale.close')} value={date(language, forecast.closeOn)} />}
        {owner !== undefined && <Fact name={word('sale.owner')} value={owner} />}
        <Channels />
        {gateDueAt !== undefined && (
          <Fact name={word('sale.gate-due')} value={distance(language, gateDueAt)} alarming={late} />
        )}
      </Group>
    </Stack>
  );
}

function Fact({ name, value, alarming }: { name: string; value: ReactNode; alarming?: boolean }): ReactElement {
  return (
    <Text size="sm">
      <Text span size="sm" c="dimmed">
        {name}{' '}
      </Text>
      <Text span size="sm" fw={500} c={alarming === true ? 'var(--mantine-color-error)' : undefined}>
        {value}
      </Text>
    </Text>
  );
}

/** By which channel it came, the way to the lead that it came from, and which channels help now (S5). */
function Channels(): ReactElement {
  const { word, of, label } = useWords();
  const { view, definition } = useSale();
  const { origin, leadId, helping } = view.channels;
  const titled = (channel: string): string =>
    of(definition.channels?.find(({ key }) => key === channel)?.title, channel);
  const lead = (
    <Anchor component={Link} to={`/customers/${view.customerId}?part=leads&lead=${leadId}`} inherit>
      {word('sale.lead')}
    </Anchor>
  );
  const help = helping.filter(({ until }) => until === undefined).map(({ channel }) => titled(channel));
  return (
    <>
      {origin !== undefined && (
        <Fact
          name={label('field', 'channel')}
          value={
            <>
              {titled(origin)}
              {leadId !== undefined && <> · {lead}</>}
            </>
          }
        />
      )}
      {help.length > 0 && <Fact name={word('sale.helped-by')} value={help.join(word('list.comma'))} />}
    </>
  );
}

/** The address remembers which part was looked at. */
function Sections(): ReactElement {
  const { word } = useWords();
  const [chosen, choose] = useAddress();
  const shown = tabs.find((each) => each === chosen('part')) ?? 'gate';
  const row = useInSight<HTMLDivElement>('[aria-selected=true]', shown);
  return (
    <Tabs value={shown} onChange={(part) => choose({ part })} mt="lg" keepMounted={false}>
      <Tabs.List ref={row}>
        {tabs.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {word(`sale.part.${each}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Box pt="md">
        <Tabs.Panel value="gate">
          <Grid>
            <Grid.Col span={{ base: 12, md: 8 }}>
              <ActionsOfGate />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 4 }} order={{ base: -1, md: 1 }}>
              <WhyNot />
            </Grid.Col>
          </Grid>
        </Tabs.Panel>
        <Tabs.Panel value="contacting">
          <Suspense fallback={<Loading />}>
            <Contacting />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="needs">
          <Suspense fallback={<Loading />}>
            <Needs />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="competition">
          <Suspense fallback={<Loading />}>
            <Competition />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="agreement">
          <Agreement />
        </Tabs.Panel>
        <Tabs.Panel value="objections">
          <Objections />
        </Tabs.Panel>
        <Tabs.Panel value="offer">
          <Grid>
            <Grid.Col span={{ base: 12, md: 7 }}>
              <OfferPanel />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Approvals />
            </Grid.Col>
          </Grid>
        </Tabs.Panel>
        <Tabs.Panel value="story">
          <Story />
        </Tabs.Panel>
      </Box>
    </Tabs>
  );
}
