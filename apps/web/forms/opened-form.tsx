// A form behind a button: it opens in its place, and closes when its command was accepted or it is given up.
import { Button, Paper } from '@mantine/core';
import { useState, type ComponentProps, type ReactElement } from 'react';
import { useIsReading } from './acting';
import { CommandForm } from './command-form';

type Asked = Omit<ComponentProps<typeof CommandForm>, 'onDone'> & {
  /** What the button says; the form's own when left out. */
  open?: string;
  color?: string;
};

export function OpenedForm({ open, color, ...form }: Asked): ReactElement | null {
  const isReading = useIsReading();
  const [opened, setOpened] = useState(false);
  if (isReading) return null;
  if (!opened) {
    return (
      <Button
        size="xs"
        variant="light"
        color={color}
        onClick={() => setOpened(true)}
        style={{ alignSelf: 'flex-start' }}
      >
        {open ?? form.submit}
      </Button>
    );
  }
  return (
    <Paper withBorder p="sm" w="100%">
      <CommandForm {...form} onDone={() => setOpened(false)} />
    </Paper>
  );
}
