// Why the sale cannot go on, or the button with which it does; and the other ways it can take from here.
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowRight, IconDots, IconPlayerPlay } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { useCommand } from '../../client/commands';
import { Acting } from '../../forms/acting';
import { CommandMenu } from '../../forms/command-menu';
import { Missing, ProblemAlert } from '../../forms/problem-alert';
import { useWords } from '../../words/words';
import { useGateShown } from './chain';
import { useLeavingWays } from './leaving-ways';
import { pathOf, useSale } from './sale';

export function WhyNot(): ReactElement {
  const { word, of, label } = useWords();
  const sale = useSale();
  const { view, definition } = sale;
  const [shown] = useGateShown();
  const gate = view.explanation.gates.find((each) => each.gate === shown)!;
  const title = of(definition.gates.find(({ key }) => key === shown)?.title, shown);
  const here = shown === view.gate && view.status === 'open';
  return (
    <Paper withBorder p="md" component="section" aria-label={word('why-not.name')}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {here ? (gate.passable ? word('why-not.open') : word('why-not.closed')) : title}
        </Title>
        {!here && <Text size="sm">{label('gate-status', gate.status)}</Text>}
        {here && gate.overrideId !== undefined && <Text size="sm">{word('why-not.by-exception')}</Text>}
        {gate.status !== 'passed' && <Missing things={gate.missing} />}
        {here && <Ways passable={gate.passable} title={title} />}
        {view.status !== 'open' && <Text size="sm">{label('opportunity-status', view.status)}</Text>}
        {view.status === 'parked' && <WaysWhileParked />}
      </Stack>
    </Paper>
  );
}

function Ways({ passable, title }: { passable: boolean; title: string }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const { view } = sale;
  const [, showGate] = useGateShown();
  const pass = useCommand({
    onAccepted: () => notifications.show({ color: 'teal', message: word('why-not.passed', { gate: title }) }),
  });
  return (
    <WayOn error={pass.error}>
      <Button
        flex={1}
        disabled={!passable}
        loading={pass.isPending}
        rightSection={<IconArrowRight size={16} aria-hidden />}
        onClick={() => {
          // Where the sale goes, the page goes with it.
          showGate(undefined);
          pass.mutate({ path: pathOf(sale, `/gates/${view.gate}/pass`), seenVersion: view.version });
        }}
      >
        {word('why-not.pass')}
      </Button>
    </WayOn>
  );
}

function WaysWhileParked(): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const wake = useCommand();
  return (
    <WayOn error={wake.error}>
      <Button
        flex={1}
        loading={wake.isPending}
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        onClick={() => wake.mutate({ path: pathOf(sale, '/wake') })}
      >
        {word('leaving.wake')}
      </Button>
    </WayOn>
  );
}

/** The way on, and beside it all others. */
function WayOn({ error, children }: { error: Error | null; children: ReactNode }): ReactElement {
  return (
    <Acting>
      <Stack gap="sm">
        <ProblemAlert error={error} />
        <Group gap="xs" wrap="nowrap">
          {children}
          <OtherWays />
        </Group>
      </Stack>
    </Acting>
  );
}

function OtherWays(): ReactElement {
  const { word } = useWords();
  const [, showGate] = useGateShown();
  return (
    <CommandMenu
      target={
        <Button variant="default" px="xs" aria-label={word('why-not.other-ways')}>
          <IconDots size={18} aria-hidden />
        </Button>
      }
      commands={useLeavingWays()}
      onChosen={() => showGate(undefined)}
    />
  );
}
