// A new version of a playbook, or a new playbook, out of a file: its faults by their places, else what would change.
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { PlaybookDefinition } from '#domain';
import { documentIn } from '../../client/document-file';
import { playbook } from '../../client/queries';
import { ProblemAlert } from '../../forms/problem-alert';
import { Loading } from '../../layout/loading';
import { useWords } from '../../words/words';
import { DifferentParts } from './compared';
import { NewVersion } from './new-version';
import { tellPlaybook } from './playbook-told';
import { checkedVersion } from './queries';

type Found = { version: number; definition: PlaybookDefinition };

/** The file says which playbook it is. */
function addressOf({ key }: { key?: unknown }): string {
  return `/v1/playbooks/${encodeURIComponent(typeof key === 'string' && key !== '' ? key : '-')}`;
}

async function check(file: File): Promise<Found> {
  const document = await documentIn(file);
  const { version } = await checkedVersion(addressOf(document), document);
  return { version, definition: document as PlaybookDefinition };
}

export function NewPlaybook(): ReactElement {
  const { word } = useWords();
  return (
    <NewVersion
      how={word('playbook.how')}
      kinds={word('playbook.kinds')}
      accept=".json,.yaml,.yml,application/json"
      check={check}
      command={({ version, definition }) => ({
        path: `${addressOf(definition)}/versions`,
        body: { document: definition },
        seenVersion: version - 1,
      })}
      show={(found) => <Change {...found} />}
    />
  );
}

function Change({ version, definition }: Found): ReactElement {
  const words = useWords();
  const { word, of } = words;
  const { key, title } = definition;
  const isNew = version === 1;
  const { data: inForce, error } = useQuery({ ...playbook(key, version - 1), enabled: !isNew });
  if (isNew) return <Text size="sm">{word('playbook.is-new', { title: of(title, key), key })}</Text>;
  if (error !== null) return <ProblemAlert error={error} />;
  if (inForce === undefined) return <Loading />;
  return (
    <Stack>
      <Text size="sm">{word('playbook.of-which', { title: of(inForce.title, key), version: version - 1 })}</Text>
      <DifferentParts
        before={tellPlaybook(words, inForce)}
        now={tellPlaybook(words, definition)}
        names={[word('compared.version-number', { version: version - 1 }), word('publish.this-file')]}
      />
    </Stack>
  );
}
