// A new version out of a file: the file is checked, what it would change is shown, and nothing is published before that was seen
// and confirmed.
import { Alert, Button, Group, List, Loader, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconUpload } from '@tabler/icons-react';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useCommand, type Command } from '../../client/commands';
import { UnreadableFile } from '../../client/document-file';
import { Problem } from '../../client/problem';
import { ProblemAlert } from '../../forms/problem-alert';
import { Section } from '../../layout/section';
import { useWords } from '../../words/words';
import { FileChoice } from '../import/file-choice';
import { OnlyAdministrators } from './only-administrators';

/** What was found in a file: without a version it cannot be published, and what is shown of it says why. */
type Found = { version?: number };

type Asked<F extends Found> = {
  /** How the file is written. */
  how: string;
  kinds: string;
  accept: string;
  check: (file: File) => Promise<F>;
  /** What publishes it. */
  command: (found: F) => Command;
  /** What it would change, or what is wrong with it. */
  show: (found: F) => ReactNode;
  /** Beside the choice of the file: where one gets it. */
  beside?: ReactNode;
};

export function NewVersion<F extends Found>(asked: Asked<F>): ReactElement {
  const { word } = useWords();
  const [opened, setOpened] = useState(false);
  return (
    <OnlyAdministrators>
      {opened ? (
        <Section
          title={word('publish.title')}
          beside={
            <Button size="xs" variant="default" onClick={() => setOpened(false)}>
              {word('publish.close')}
            </Button>
          }
        >
          <FromFile {...asked} />
        </Section>
      ) : (
        <Button size="xs" variant="light" onClick={() => setOpened(true)} style={{ alignSelf: 'flex-start' }}>
          {word('publish.title')}
        </Button>
      )}
    </OnlyAdministrators>
  );
}

function FromFile<F extends Found>({ how, kinds, accept, check, command, show, beside }: Asked<F>): ReactElement {
  const { word } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [published, setPublished] = useState<number>();
  const checking = useMutation({ networkMode: 'always', mutationFn: check });
  const publishing = useCommand({
    onAccepted: ({ version }) => {
      setPublished(version);
      setFile(null);
      checking.reset();
    },
  });
  const choose = (chosen: File | null): void => {
    setFile(chosen);
    setPublished(undefined);
    publishing.reset();
    if (chosen === null) checking.reset();
    else checking.mutate(chosen);
  };
  const found = checking.data;
  return (
    <Stack>
      <Text size="sm">{how}</Text>
      <Group align="flex-end">
        <FileChoice
          kinds={kinds}
          accept={accept}
          file={file}
          onChoose={choose}
          disabled={checking.isPending || publishing.isPending}
        />
        {beside}
      </Group>
      {checking.isPending && (
        <Group gap="xs" role="status">
          <Loader size="xs" aria-hidden />
          <Text size="sm">{word('publish.checking')}</Text>
        </Group>
      )}
      <FileProblem error={checking.error ?? publishing.error} />
      {published !== undefined && (
        <Alert color="teal" role="status" title={word('publish.done', { version: published })} />
      )}
      {found?.version !== undefined && (
        <Alert color="teal" role="status" title={word('publish.good', { version: found.version })}>
          <Stack gap="sm" align="flex-start">
            <Text size="sm">{word('publish.look')}</Text>
            <Button
              leftSection={<IconUpload size={16} aria-hidden />}
              loading={publishing.isPending}
              onClick={() => publishing.mutate(command(found))}
            >
              {word('publish.confirm', { version: found.version })}
            </Button>
          </Stack>
        </Alert>
      )}
      {found !== undefined && show(found)}
    </Stack>
  );
}

function FileProblem({ error }: { error: Error | null }): ReactElement | null {
  const { word } = useWords();
  if (error instanceof Problem && error.code === 'ALREADY_EXISTS') {
    return <Alert color="blue" role="status" title={word('publish.same')} />;
  }
  const messages = error instanceof Problem ? error.document.context?.['messages'] : undefined;
  if (error instanceof Problem && Array.isArray(messages)) return <Faults of={error} messages={messages as string[]} />;
  if (!(error instanceof UnreadableFile)) return <ProblemAlert error={error} />;
  return (
    <Alert color="red" role="alert" title={word('publish.unreadable')}>
      <Text size="sm">
        {error.line !== undefined && `${word('publish.unreadable.line', { line: error.line })} `}
        {word('publish.unreadable.way')}
      </Text>
    </Alert>
  );
}

/** Each by its place; what the checker found there exactly is said in English, as the document is written. */
function Faults({ of: { document, missing }, messages }: { of: Problem; messages: string[] }): ReactElement {
  return (
    <Alert color="red" role="alert" title={document.title}>
      <Stack gap="xs">
        <List size="sm" spacing={4} style={{ overflowWrap: 'anywhere' }}>
          {missing.map(({ key, label }, index) => (
            <List.Item key={`${index}:${key}`}>
              {label}
              <Text span display="block" size="xs" c="dimmed" lang="en">
                {messages[index]}
              </Text>
            </List.Item>
          ))}
        </List>
        <Text size="sm">{document.detail}</Text>
      </Stack>
    </Alert>
  );
}
