// One sale in a list of the morning: what it is, where it stands, and one thing about it.
import { Anchor, Group, Stack, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import { useGateTitle } from '../../words/gate-title';
import { useWords } from '../../words/words';

type Sale = { id: string; title: string | null; customerName: string | null; gate: string; playbookKey?: string };

export function SaleRow({ sale, children }: { sale: Sale; children?: ReactNode }): ReactElement {
  const { word } = useWords();
  const gateTitle = useGateTitle();
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Stack gap={0} miw={0}>
        <Anchor component={Link} to={`/opportunities/${sale.id}`} size="sm">
          {sale.title ?? word('name.untitled')}
        </Anchor>
        <Text size="xs" c="dimmed" lineClamp={1}>
          {sale.customerName ?? word('name.erased')} · {gateTitle(sale.gate, sale.playbookKey)}
        </Text>
      </Stack>
      {children}
    </Group>
  );
}
