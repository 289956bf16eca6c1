// A new version of the catalogue, out of a table or a document: wrong cells are shown where they stand, else what would change.
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconFileDownload } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Catalogue } from '#domain';
import { send } from '../../client/client';
import { documentIn } from '../../client/document-file';
import { saveAs } from '../../client/download';
import { mediaTypeOf } from '../../client/progress';
import { useWords } from '../../words/words';
import { Sheet, type Preview } from '../import/sheet';
import { catalogueFile } from './catalogue-file';
import { tellCatalogue } from './catalogue-told';
import { DifferentParts } from './compared';
import { NewVersion } from './new-version';
import { checkedVersion, type CatalogueView } from './queries';

/** Of a table also what was read; the catalogue is there when there is a version that it would become. */
type Found = { version?: number; catalogue?: Catalogue; preview?: Preview };

async function check(file: File): Promise<Found> {
  if (/\.json$/i.test(file.name)) {
    const document = await documentIn(file);
    return { ...(await checkedVersion('/v1/catalogue', document)), catalogue: document as Catalogue };
  }
  const headers = { 'content-type': mediaTypeOf(file) };
  const response = await send('/v1/catalogue/import/preview', { method: 'POST', headers, body: file });
  const preview = (await response.json()) as Preview & Found;
  return { version: preview.version, catalogue: preview.catalogue, preview };
}

export function NewCatalogue({ inForce }: { inForce: CatalogueView }): ReactElement {
  const words = useWords();
  const { word } = words;
  const { version } = inForce;
  return (
    <NewVersion
      how={word('catalogue.how')}
      kinds={word('catalogue.kinds')}
      accept=".csv,.xlsx,.json,text/csv,application/json"
      check={check}
      command={(found) => ({
        path: '/v1/catalogue/versions',
        body: { document: found.catalogue },
        seenVersion: version,
      })}
      beside={
        <Button
          variant="default"
          leftSection={<IconFileDownload size={16} aria-hidden />}
          onClick={() => saveAs(catalogueFile(inForce), `catalogue-${version}.csv`)}
        >
          {word('catalogue.download', { version })}
        </Button>
      }
      show={({ catalogue, preview }) =>
        catalogue === undefined ? (
          preview !== undefined && <WrongCells preview={preview} />
        ) : (
          <DifferentParts
            before={tellCatalogue(words, inForce)}
            now={tellCatalogue(words, catalogue)}
            names={[word('compared.version-number', { version }), word('publish.this-file')]}
          />
        )
      }
    />
  );
}

function WrongCells({ preview }: { preview: Preview }): ReactElement {
  const { word } = useWords();
  return (
    <Stack>
      <Alert color="red" role="status" title={word('import.bad', { count: preview.badCount })}>
        <Text size="sm">{word('import.bad.way')}</Text>
      </Alert>
      <Sheet preview={preview} />
    </Stack>
  );
}
