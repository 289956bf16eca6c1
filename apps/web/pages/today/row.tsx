// One thing in a list of the morning: what it is and where it is done, what it is about, and one thing beside it.
import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import { dueIn } from '../../shown/values';
import { useWords } from '../../words/words';

type Asked = {
  to: string;
  title: string;
  /** What is not known is left out. */
  about: readonly (string | null | undefined)[];
  children?: ReactNode;
};

export function Row({ to, title, about, children }: Asked): ReactElement {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Stack gap={0} miw={0}>
        <Anchor component={Link} to={to} size="sm">
          {title}
        </Anchor>
        <Text size="xs" c="dimmed">
          {about.filter((each) => each !== null && each !== undefined).join(' · ')}
        </Text>
      </Stack>
      {children}
    </Group>
  );
}

/** In how long it is due, or by how long it is overdue. */
export function DueBadge({ dueAt }: { dueAt: string }): ReactElement {
  const words = useWords();
  const late = Date.parse(dueAt) < Date.now();
  return (
    <Badge color={late ? 'red' : 'gray'} variant="light" style={{ flexShrink: 0 }}>
      {dueIn(words, dueAt)}
    </Badge>
  );
}
