// What only some may do: theirs is shown, and whoever may not reads why not and whom to ask.
import { Group, Stack, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import type { StaffRole } from '#domain';
import { me } from '../../client/queries';
import { useWords } from '../../words/words';
import { everybody } from './queries';

type Asked = {
  roles?: readonly StaffRole[];
  /** Who may it for themselves. */
  self?: string;
  children: ReactNode;
};

export function OnlyAdministrators({ roles = ['administrator'], self, children }: Asked): ReactElement | null {
  const { word, label } = useWords();
  const { data: caller } = useQuery(me);
  const { data: staff = [] } = useQuery(everybody);
  if (caller === undefined) return null;
  if (caller.id === self || caller.roles.some((role) => roles.includes(role))) return <>{children}</>;
  const who = staff.filter((row) => row.active && row.roles.includes('administrator')).map(({ name }) => name ?? '…');
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" role="note" aria-label={word('admin.why-not')}>
      <IconLock size={18} stroke={1.6} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
      <Stack gap={0}>
        <Text size="sm">
          {word('admin.only', { roles: roles.map((role) => label('role', role)).join(word('list.comma')) })}
        </Text>
        {who.length > 0 && (
          <Text size="sm" c="dimmed">
            {word('admin.ask', { who: who.join(word('list.comma')) })}
          </Text>
        )}
      </Stack>
    </Group>
  );
}
