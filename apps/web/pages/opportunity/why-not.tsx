// Why the sale cannot go on, or the button with which it does; and the other ways it can take from here.
import { Button, Group, Menu, Paper, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowRight, IconDots } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommand } from '../../client/commands';
import { Missing, ProblemAlert } from '../../forms/problem-alert';
import { useWords } from '../../words/words';
import { useGateShown } from './chain';
import { LeavingForm, type Leaving } from './leaving-form';
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
        {gate.status !== 'passed' && <Missing things={gate.missing} />}
        {here && <Ways passable={gate.passable} title={title} />}
        {view.status !== 'open' && <Text size="sm">{label('opportunity-status', view.status)}</Text>}
      </Stack>
    </Paper>
  );
}

function Ways({ passable, title }: { passable: boolean; title: string }): ReactElement {
  const { word, of } = useWords();
  const sale = useSale();
  const { view, definition } = sale;
  const [leaving, setLeaving] = useState<Leaving>();
  const pass = useCommand({
    onAccepted: () => notifications.show({ color: 'teal', message: word('why-not.passed', { gate: title }) }),
  });
  const waysBack = definition.gates.find(({ key }) => key === view.gate)?.backTo ?? [];
  return (
    <Stack gap="sm">
      <ProblemAlert error={pass.error} />
      <Group gap="xs" wrap="nowrap">
        <Button
          flex={1}
          disabled={!passable}
          loading={pass.isPending}
          rightSection={<IconArrowRight size={16} aria-hidden />}
          onClick={() => pass.mutate({ path: pathOf(sale, `/gates/${view.gate}/pass`), seenVersion: view.version })}
        >
          {word('why-not.pass')}
        </Button>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" px="xs" aria-label={word('why-not.other-ways')}>
              <IconDots size={18} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {waysBack.map(({ gate, title: why }) => (
              <Menu.Item key={gate} onClick={() => setLeaving({ kind: 'go-back', to: gate })}>
                {of(why, gate)}
              </Menu.Item>
            ))}
            {(['park', 'lose', 'withdraw'] as const).map((kind) => (
              <Menu.Item key={kind} onClick={() => setLeaving({ kind })}>
                {word(`leaving.${kind}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      {leaving !== undefined && <LeavingForm leaving={leaving} onDone={() => setLeaving(undefined)} />}
    </Stack>
  );
}
