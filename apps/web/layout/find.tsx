// Finds customers, contacts and sales by name from every page, as far as one may see them: in the header, or on a phone behind a
// button there. The key `/` leads to it.
import { ActionIcon, Box, CloseButton, Group, Kbd, Modal, Select, Text } from '@mantine/core';
import { useDebouncedValue, useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactElement, type Ref } from 'react';
import { useNavigate } from 'react-router';
import { found, isEnoughToFind } from '../client/queries';
import type { PageWord } from '../words/page-words';
import { useWords } from '../words/words';

type Found = Awaited<ReturnType<NonNullable<ReturnType<typeof found>['queryFn']>>>[number];
type Kind = Found['kind'];

/** As they are listed, each with where its page is. */
const places = { customer: '/customers', contact: '/contacts', opportunity: '/opportunities' } as const;
const kinds = Object.keys(places) as Kind[];

/** Letters typed quickly are one question. */
const TYPING_MS = 250;
/** Nobody remembers more of a name, and the server takes no more. */
const MAX_LENGTH = 100;

export function Find(): ReactElement {
  const { word } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [opened, { open, close }] = useDisclosure();
  useHotkeys([['/', () => find()]]);
  return (
    <>
      <Box visibleFrom="sm" flex="0 1 22rem" component="search" aria-label={word('find.name')}>
        <FindField
          ref={field}
          rightSection={
            <Kbd size="xs" aria-hidden>
              /
            </Kbd>
          }
        />
      </Box>
      <ActionIcon
        hiddenFrom="sm"
        ml="auto"
        size="lg"
        variant="subtle"
        color="gray"
        onClick={open}
        aria-label={word('find.name')}
      >
        <IconSearch size={20} stroke={1.6} aria-hidden />
      </ActionIcon>
      <Modal.Root opened={opened} onClose={close} fullScreen>
        <Modal.Content aria-label={word('find.name')}>
          <Modal.Body component="search" p="md">
            <Group wrap="nowrap" gap="xs">
              <FindField onDone={close} data-autofocus />
              <CloseButton onClick={close} aria-label={word('form.cancel')} />
            </Group>
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </>
  );

  /** Not behind the back of a dialog: what it asks comes first. */
  function find(): void {
    if (document.querySelector('[role=dialog]') !== null) return;
    const input = field.current;
    // On a phone it is not drawn.
    if (input !== null && input.offsetParent !== null) input.focus();
    else open();
  }
}

type Asked = {
  ref?: Ref<HTMLInputElement>;
  rightSection?: ReactElement;
  /** It has led somewhere. */
  onDone?: () => void;
  'data-autofocus'?: boolean;
};

function FindField({ onDone, ...field }: Asked): ReactElement {
  const { word } = useWords();
  const go = useNavigate();
  const [typed, setTyped] = useState('');
  const asked = typed.trim();
  const [sought] = useDebouncedValue(asked, TYPING_MS);
  const { data = [], isPending, isError } = useQuery(found(sought));
  // What was found for other letters is not offered for these: somebody who types and chooses quickly would land elsewhere.
  const isAsking = sought !== asked || isPending;
  const rows = isAsking ? [] : data;
  return (
    <Select
      {...field}
      aria-label={word('find.name')}
      placeholder={word('find.what')}
      leftSection={<IconSearch size={16} aria-hidden />}
      data={kinds.flatMap((kind) => {
        const items = rows.filter((row) => row.kind === kind).map(({ id, label }) => ({ value: id, label }));
        return items.length === 0 ? [] : [{ group: word(`find.${kind}`), items }];
      })}
      filter={({ options }) => options}
      renderOption={({ option }) => <FoundName row={rows.find(({ id }) => id === option.value)} />}
      value={null}
      onChange={(id) => visit(rows.find((row) => row.id === id))}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={word(emptyBecause())}
      maxLength={MAX_LENGTH}
      comboboxProps={{ withinPortal: false }}
      flex={1}
      searchable
    />
  );

  function emptyBecause(): PageWord {
    if (!isEnoughToFind(asked)) return 'find.how';
    if (isAsking) return 'state.loading';
    return isError ? 'state.unreachable' : 'find.none';
  }

  function visit(row: Found | undefined): void {
    if (row === undefined) return;
    setTyped('');
    onDone?.();
    void go(`${places[row.kind]}/${row.id}`);
    // The keys are those of the page again.
    document.getElementById('content')?.focus();
  }
}

/** A contact and a sale with whose they are: there are several of the same name. */
function FoundName({ row }: { row: Found | undefined }): ReactElement | null {
  if (row === undefined) return null;
  return (
    <div>
      <Text size="sm">{row.label}</Text>
      {row.kind !== 'customer' && (
        <Text size="xs" c="dimmed">
          {row.customerName}
        </Text>
      )}
    </div>
  );
}
