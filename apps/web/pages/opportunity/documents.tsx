// Documents of the sale (S22): attached, listed and saved. What is too large or of another kind is said before anything is sent.
import { Alert, Anchor, Button, FileButton, Group, List, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { IconPaperclip } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommand } from '../../client/commands';
import { useDownload } from '../../client/download';
import { useIsReading } from '../../forms/acting';
import { ProblemAlert } from '../../forms/problem-alert';
import { Section } from '../../layout/section';
import { useWords } from '../../words/words';
import { documents } from './queries';
import { pathOf, useSale } from './sale';

const BYTES_OF_MIB = 1_048_576;

export function Documents(): ReactElement {
  const { word, label, language, codes } = useWords();
  const sale = useSale();
  const { data } = useSuspenseQuery(documents(sale.view.id));
  const { items: attached, maxBytes } = data;
  const max = Math.floor(maxBytes / BYTES_OF_MIB);
  const types = codes('document-type');
  const mayAttach = !useIsReading() && sale.view.status === 'open';
  const [wrong, setWrong] = useState<string>();
  const command = useCommand();
  const size = (bytes: number): string =>
    new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(
      Math.ceil(bytes / 1024),
    );
  const attach = (file: File | null): void => {
    if (file === null) return;
    const problem = !types.includes(file.type)
      ? word('documents.wrong-type', { name: file.name })
      : file.size > maxBytes
        ? word('documents.too-large', { name: file.name, max })
        : undefined;
    setWrong(problem);
    if (problem === undefined) command.mutate({ path: pathOf(sale, '/documents'), file });
  };
  return (
    <Section
      title={word('documents.name')}
      beside={
        mayAttach && (
          <FileButton onChange={attach} accept={types.join(',')}>
            {(props) => (
              <Button
                {...props}
                size="xs"
                variant="default"
                loading={command.isPending}
                leftSection={<IconPaperclip size={16} aria-hidden />}
              >
                {word('documents.attach')}
              </Button>
            )}
          </FileButton>
        )
      }
    >
      {mayAttach && (
        <Text size="sm" c="dimmed">
          {word('documents.limits', {
            types: types.map((type) => label('document-type', type)).join(word('list.comma')),
            max,
          })}
        </Text>
      )}
      {attached.length === 0 && (
        <Text size="sm" c="dimmed">
          {word('documents.none')}
        </Text>
      )}
      <List size="sm" my="xs">
        {attached.map(({ address, name, mediaType, bytes }) => (
          <List.Item key={address}>
            <Group gap="xs">
              <DocumentLink address={address} name={name} />
              <Text size="xs" c="dimmed">
                {label('document-type', mediaType)} · {size(bytes)}
              </Text>
            </Group>
          </List.Item>
        ))}
      </List>
      {wrong !== undefined && (
        <Alert color="red" role="alert">
          {wrong}
        </Alert>
      )}
      <ProblemAlert error={command.error} />
    </Section>
  );
}

/** Saves it; one whose name was erased has nothing to be saved any more. */
function DocumentLink({ address, name }: { address: string; name: string | undefined }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const { save, saving, error } = useDownload();
  if (name === undefined) return <Text size="sm">{word('name.erased')}</Text>;
  return (
    <>
      <Anchor
        component="button"
        type="button"
        size="sm"
        ta="left"
        disabled={saving}
        onClick={() => save(pathOf(sale, `/documents/${address}`), name)}
      >
        {name}
      </Anchor>
      <ProblemAlert error={error} />
    </>
  );
}

/** Some of the documents of the sale, by their addresses. */
export function DocumentLinks({ addresses }: { addresses: readonly string[] }): ReactElement | null {
  const { label } = useWords();
  const { data } = useQuery(documents(useSale().view.id));
  if (data === undefined) return null;
  return (
    <List size="sm" aria-label={label('field', 'documents')}>
      {addresses.map((address) => (
        <List.Item key={address}>
          <DocumentLink address={address} name={data.items.find((each) => each.address === address)?.name} />
        </List.Item>
      ))}
    </List>
  );
}

export function useDocumentName(): (address: string) => string {
  const { word } = useWords();
  const { data } = useQuery(documents(useSale().view.id));
  return (address) =>
    data === undefined ? '…' : (data.items.find((each) => each.address === address)?.name ?? word('name.erased'));
}
