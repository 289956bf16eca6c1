// What is seldom needed, behind one button: each command opens its form, and whoever may not send it is told why.
import { Button, Menu, Modal, Stack, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useWords } from '../words/words';
import { useIsReading } from './acting';
import { CommandForm, type FormAsked } from './command-form';

export type MenuCommand = Omit<FormAsked, 'submit' | 'onDone'> & {
  title: string;
  /** What it does, where its name says too little. */
  about?: string;
};

type Asked = {
  commands: readonly MenuCommand[];
  onChosen?: () => void;
} & ({ name: string } | { /** The button, where it has no place for a name. */ target: ReactElement });

export function CommandMenu({ commands, onChosen, ...asked }: Asked): ReactElement | null {
  const isReading = useIsReading();
  const [chosen, choose] = useState<string>();
  const command = commands.find(({ draft }) => draft === chosen);
  // A form that its own acceptance took away may close late: by then another may be open, and that one stays.
  const close = (draft: string): void => choose((open) => (open === draft ? undefined : open));
  if (isReading) return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          {'target' in asked ? (
            asked.target
          ) : (
            <Button
              variant="default"
              size="sm"
              rightSection={<IconChevronDown size={16} aria-hidden />}
              disabled={commands.length === 0}
            >
              {asked.name}
            </Button>
          )}
        </Menu.Target>
        <Menu.Dropdown>
          {commands.map(({ draft, title }) => (
            <Menu.Item
              key={draft}
              onClick={() => {
                onChosen?.();
                choose(draft);
              }}
            >
              {title}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {command !== undefined && (
        <CommandDialog key={command.draft} command={command} onClose={() => close(command.draft)} />
      )}
    </>
  );
}

export function CommandDialog({ command, onClose }: { command: MenuCommand; onClose: () => void }): ReactElement {
  const { word } = useWords();
  return (
    <Modal
      opened
      onClose={onClose}
      title={command.title}
      closeButtonProps={{ 'aria-label': word('form.cancel') }}
      size="lg"
    >
      <Stack>
        {command.about !== undefined && (
          <Text size="sm" c="dimmed">
            {command.about}
          </Text>
        )}
        <CommandForm {...command} submit={word('form.do')} onDone={onClose} />
      </Stack>
    </Modal>
  );
}
