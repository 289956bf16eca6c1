// One thing on a page: a card with its heading, and what can be done about it beside the heading.
import { Card, Group, Title } from '@mantine/core';
import { useId, type ReactElement, type ReactNode } from 'react';

export function Section({
  title,
  beside,
  children,
}: {
  title: string;
  beside?: ReactNode;
  children: ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <Card withBorder component="section" aria-labelledby={id}>
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {beside}
      </Group>
      {children}
    </Card>
  );
}
