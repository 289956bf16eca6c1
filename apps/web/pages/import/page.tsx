// Imports customers or contacts from a file: first every row is shown with what it would make and every cell that is wrong with its
// reason; nothing is stored before that was seen and confirmed.
import {
  Alert,
  Anchor,
  Breadcrumbs,
  Button,
  Group,
  Progress,
  SegmentedControl,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconTableImport } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { sendFile, type Progress as HowFar } from '../../client/progress';
import { Acting, OpenToAuditors } from '../../forms/acting';
import { ProblemAlert } from '../../forms/problem-alert';
import { useWords } from '../../words/words';
import { FileChoice } from './file-choice';
import { Sheet, type ImportPreview } from './sheet';
import { Template } from './template';

type Table = 'customers' | 'contacts';
type Stored = { created: number; changed: number; unchanged: number; refused: { line: number; column: string }[] };

export function Page(): ReactElement {
  const { word } = useWords();
  const [query, setQuery] = useSearchParams();
  const table: Table = query.get('table') === 'contacts' ? 'contacts' : 'customers';
  return (
    <Stack>
      <Breadcrumbs>
        <Anchor component={Link} to="/customers" size="sm">
          {word('place.customers')}
        </Anchor>
      </Breadcrumbs>
      <Title order={1} size="h2">
        {word('import.title')}
      </Title>
      <OpenToAuditors>
        <Acting>
          <SegmentedControl
            aria-label={word('import.of-what')}
            value={table}
            onChange={(value) => setQuery({ table: value }, { replace: true })}
            data={[
              { value: 'customers', label: word('import.customers') },
              { value: 'contacts', label: word('import.contacts') },
            ]}
            style={{ alignSelf: 'flex-start' }}
          />
          <Import key={table} table={table} />
        </Acting>
      </OpenToAuditors>
    </Stack>
  );
}

function Import({ table }: { table: Table }): ReactElement {
  const { word } = useWords();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [howFar, setHowFar] = useState<HowFar>();
  const looking = useMutation({
    mutationFn: async (chosen: File) => sendFile<ImportPreview>(`/v1/imports/${table}/preview`, chosen, setHowFar),
    onSettled: () => setHowFar(undefined),
  });
  const storing = useMutation({
    mutationFn: async (chosen: File) => sendFile<Stored>(`/v1/imports/${table}`, chosen, setHowFar),
    onSettled: () => {
      setHowFar(undefined);
      return queries.invalidateQueries();
    },
  });
  const choose = (chosen: File | null): void => {
    setFile(chosen);
    storing.reset();
    if (chosen === null) looking.reset();
    else looking.mutate(chosen);
  };
  const isBusy = looking.isPending || storing.isPending;
  return (
    <Stack>
      <Text size="sm">{word(`import.how.${table}`)}</Text>
      <Group align="flex-end">
        <FileChoice
          kinds={word('import.file.kinds')}
          accept=".csv,.xlsx,text/csv"
          file={file}
          onChoose={choose}
          disabled={isBusy}
        />
        <Template table={table} />
      </Group>
      {isBusy && <Going howFar={howFar} />}
      <ProblemAlert error={looking.error ?? storing.error} />
      {looking.data !== undefined && storing.data === undefined && (
        <Looked preview={looking.data}>
          <Button
            leftSection={<IconTableImport size={16} aria-hidden />}
            disabled={looking.data.badCount > 0 || looking.data.rowCount === 0 || file === null}
            loading={storing.isPending}
            onClick={() => file !== null && storing.mutate(file)}
          >
            {word('import.confirm')}
          </Button>
        </Looked>
      )}
      {storing.data !== undefined && <Done stored={storing.data} />}
    </Stack>
  );
}

function Going({ howFar }: { howFar: HowFar | undefined }): ReactElement {
  const { word } = useWords();
  const percent = howFar === undefined || howFar.of === 0 ? 0 : Math.round((100 * howFar.done) / howFar.of);
  const stage = word(`import.stage.${howFar?.stage ?? 'checking'}`);
  return (
    <Stack gap={4} role="status">
      <Text size="sm">{stage}</Text>
      <Progress value={percent} animated aria-label={stage} />
    </Stack>
  );
}

function Looked({ preview, children }: { preview: ImportPreview; children: ReactElement }): ReactElement {
  const { word } = useWords();
  const { badCount, created, changed, unchanged } = preview;
  return (
    <Stack>
      <Alert
        color={badCount > 0 ? 'red' : 'teal'}
        role="status"
        title={badCount > 0 ? word('import.bad', { count: badCount }) : word('import.good')}
      >
        <Stack gap="sm" align="flex-start">
          <Text size="sm">
            {badCount > 0 ? word('import.bad.way') : word('import.would', { created, changed, unchanged })}
          </Text>
          {children}
        </Stack>
      </Alert>
      <Sheet preview={preview} />
    </Stack>
  );
}

function Done({ stored: { created, changed, unchanged, refused } }: { stored: Stored }): ReactElement {
  const { word } = useWords();
  return (
    <Alert color={refused.length > 0 ? 'orange' : 'teal'} role="status" title={word('import.done')}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{word('import.did', { created, changed, unchanged })}</Text>
        {refused.length > 0 && (
          <Text size="sm">
            {word('import.refused', { lines: refused.map(({ line }) => line).join(word('list.comma')) })}
          </Text>
        )}
        <Anchor component={Link} to="/customers" size="sm">
          {word('import.to-customers')}
        </Anchor>
      </Stack>
    </Alert>
  );
}
