// The decision chain as a picture: gate after gate, who sits where, what is open, where the sale stands and where it may go back to.
import { Badge, Group, Text, ThemeIcon, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconLock, IconMapPin, IconMinus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Gate } from '../../client/views';
import { useAddress } from '../../layout/address';
import { useInSight } from '../../layout/in-sight';
import { useWords } from '../../words/words';
import { useSale } from './sale';

/** Which gate is looked at: the one in the address, else the one where the sale stands, wherever it goes. */
export function useGateShown(): [string, (gate: string | undefined) => void] {
  const { view } = useSale();
  const [chosen, choose] = useAddress();
  const asked = chosen('gate');
  const known = view.explanation.gates.some(({ gate }) => gate === asked);
  return [known && asked !== undefined ? asked : view.gate, (next) => choose({ gate: next, part: 'gate' })];
}

export function Chain(): ReactElement {
  const { word } = useWords();
  const { view } = useSale();
  const [shown] = useGateShown();
  const row = useInSight<HTMLOListElement>('[aria-pressed=true]', shown);
  return (
    <nav aria-label={word('chain.name')}>
      <ol className="chain" ref={row}>
        {view.explanation.gates.map((gate) => (
          <Step key={gate.gate} gate={gate} />
        ))}
      </ol>
    </nav>
  );
}

const icons = {
  passed: { icon: IconCheck, color: 'teal' },
  'left-out': { icon: IconMinus, color: 'gray' },
  current: { icon: IconMapPin, color: 'orange' },
  ahead: { icon: IconLock, color: 'gray' },
} as const;

function Step({ gate }: { gate: Gate }): ReactElement {
  const { of, label, word } = useWords();
  const { view, definition, nameOf } = useSale();
  const [shown, show] = useGateShown();
  const title = definition.gates.find(({ key }) => key === gate.gate)?.title;
  const people = gate.level === undefined ? [] : (view.chain[gate.level] ?? []);
  const blocking = gate.missing.length;
  const objected = gate.missing.some(({ what }) => what === 'objection');
  const { icon: Icon, color } = icons[gate.status];
  const isWayBack = view.status === 'open' && view.explanation.waysBack.includes(gate.gate);
  return (
    <li className="chain-step" data-status={gate.status}>
      <UnstyledButton
        className="chain-gate"
        onClick={() => show(gate.gate)}
        aria-current={gate.status === 'current' ? 'step' : undefined}
        aria-pressed={shown === gate.gate}
      >
        <Group gap={4} wrap="nowrap" align="flex-start">
          <ThemeIcon
            size={20}
            radius="xl"
            variant={gate.status === 'ahead' ? 'light' : 'filled'}
            color={color}
            aria-hidden
          >
            <Icon size={14} stroke={2.2} />
          </ThemeIcon>
          <Text size="sm" fw={600} lineClamp={3}>
            {of(title, gate.gate)}
          </Text>
        </Group>
        <VisuallyHidden>{label('gate-status', gate.status)}</VisuallyHidden>
        {gate.level !== undefined && (
          <Text size="xs" c="dimmed" lineClamp={2} mt={4}>
            {view.absentLevels.includes(gate.level)
              ? word('chain.absent')
              : people.length === 0
                ? word('chain.nobody')
                : people.map(nameOf).join(word('list.comma'))}
          </Text>
        )}
        <Group gap={4} mt={6}>
          {gate.status === 'current' && gate.passable && (
            <Badge size="sm" color="teal" variant="filled">
              {word('chain.passable')}
            </Badge>
          )}
          {gate.status !== 'passed' && blocking > 0 && (
            <Badge size="sm" color={gate.status === 'current' ? 'orange' : 'gray'} variant="light">
              {word(gate.status === 'current' ? 'chain.open' : 'chain.ahead', { count: blocking })}
            </Badge>
          )}
          {objected && (
            <Badge size="sm" color="red" variant="light">
              {word('chain.objection')}
            </Badge>
          )}
          {isWayBack && (
            <Badge size="sm" color="gray" variant="outline" leftSection={<IconArrowBackUp size={12} aria-hidden />}>
              {word('chain.way-back')}
            </Badge>
          )}
        </Group>
      </UnstyledButton>
    </li>
  );
}
