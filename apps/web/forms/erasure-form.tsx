// Erases what is known of people: for ever, with the ground that the law asks for, and only after a second look.
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useWords } from '../words/words';
import { CommandForm, useCodeField } from './command-form';

type Asked = {
  draft: string;
  path: string;
  /** What is gone then. */
  what: string;
  submit: string;
};

export function ErasureForm({ draft, path, what, submit }: Asked): ReactElement {
  const { word } = useWords();
  const codeField = useCodeField();
  const [opened, setOpened] = useState(false);
  return (
    <Stack gap="sm">
      <Text size="sm">{what}</Text>
      <Group>
        <Button color="red" variant="light" onClick={() => setOpened(true)}>
          {submit}
        </Button>
      </Group>
      {opened && (
        <Modal
          opened
          onClose={() => setOpened(false)}
          closeButtonProps={{ 'aria-label': word('form.cancel') }}
          title={submit}
        >
          <Text mb="sm">{word('erasure.for-ever')}</Text>
          <CommandForm
            draft={draft}
            path={path}
            fields={{ ground: codeField('erasure-ground') }}
            required={['ground']}
            submit={submit}
            onDone={() => setOpened(false)}
          />
        </Modal>
      )}
    </Stack>
  );
}
