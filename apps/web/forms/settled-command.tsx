// Two people at the same thing: what one typed rests on a version, and when another has changed the very thing meanwhile, both are
// shown and the person settles it. What others did elsewhere in the same history is no conflict and is passed over.
import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { JsonObject } from '#domain';
import { send } from '../client/client';
import { isConflict, useCommand, type Accepted, type Command } from '../client/commands';
import { staffNames } from '../client/queries';
import { dateTime } from '../shown/values';
import { useWords } from '../words/words';
import { useDraft } from './draft';

type Entry = {
  type: string;
  version: number;
  at: string;
  line: string;
  by: { kind: string; id?: string };
  data: JsonObject;
};
type Conflict = { command: Command; version: number; entries: Entry[] };

export type Settles = {
  /** The version that is shown now. */
  version: number;
  /** Where the history is read: `/v1/…/timeline`. */
  timeline: string;
  /** Events that change what the form is about. */
  concerns: readonly string[];
  /** Which of those events, where the same happens to several things of one history; all of them when left out. */
  isAbout?: (data: JsonObject) => boolean;
};

type Asked = Partial<Settles> & {
  /** Under which name what is typed is kept. */
  draft: string;
  onAccepted: (accepted: Accepted) => void;
  /** What was typed is given up for what is there. */
  onGivenUp: () => void;
};

export type SettledCommand = {
  send: (command: Command) => void;
  /** With the first thing that is typed: it rests on what was there when the form was opened, also after a reload. */
  begin: () => void;
  /** What was typed is given up: what is typed next rests on what is shown then. */
  end: () => void;
  error: Error | null;
  isPending: boolean;
  dialog: ReactElement | null;
};

export function useSettledCommand({
  draft,
  version,
  timeline,
  concerns,
  isAbout = () => true,
  onAccepted,
  onGivenUp,
}: Asked): SettledCommand {
  const [since, keepSince, dropSince] = useDraft<number | undefined>(`${draft}.since`, undefined);
  // What a form begins with was read when it was opened, whatever is shown around it by now.
  const [opened, setOpened] = useState(version);
  const [conflict, setConflict] = useState<Conflict>();
  // While it is read what the conflict is about, nobody is told of one: mostly there is none.
  const [isMeeting, setMeeting] = useState(false);
  const command = useCommand({
    onAccepted: (accepted) => {
      dropSince();
      setOpened(accepted.version);
      setConflict(undefined);
      onAccepted(accepted);
    },
  });

  const sendOn = (sent: Command, on: number | undefined): void =>
    command.mutate(
      { ...sent, seenVersion: on },
      {
        onError: (error) => {
          setMeeting(true);
          void meet(error, sent, on)
            .catch(() => undefined)
            .finally(() => setMeeting(false));
        },
      },
    );

  /** Reads what happened since; sends again at once when none of it is about this. */
  async function meet(error: Error, sent: Command, on = 0): Promise<void> {
    if (!isConflict(error) || timeline === undefined || concerns === undefined) return;
    const found = await entriesAfter(timeline, on);
    const now = found.at(-1)?.version ?? on;
    const entries = found.filter(({ type, data }) => concerns.includes(type) && isAbout(data));
    if (entries.length === 0 && now > on) sendOn(sent, now);
    else setConflict({ command: sent, version: now, entries });
  }

  return {
    send: (sent) => sendOn(sent, since ?? opened),
    begin: () => {
      if (since === undefined && opened !== undefined) keepSince(opened);
    },
    end: dropSince,
    error: conflict !== undefined || isMeeting ? null : command.error,
    isPending: command.isPending || isMeeting,
    dialog:
      conflict === undefined ? null : (
        <ConflictDialog
          entries={conflict.entries}
          sending={command.isPending}
          onMine={() => sendOn(conflict.command, conflict.version)}
          onTheirs={() => {
            dropSince();
            setOpened(version);
            setConflict(undefined);
            command.reset();
            onGivenUp();
          }}
          onClose={() => setConflict(undefined)}
        />
      ),
  };
}

function ConflictDialog({
  entries,
  sending,
  onMine,
  onTheirs,
  onClose,
}: {
  entries: readonly Entry[];
  sending: boolean;
  onMine: () => void;
  onTheirs: () => void;
  onClose: () => void;
}): ReactElement {
  const { word, language, label } = useWords();
  const { data: names } = useQuery(staffNames);
  const who = ({ by }: Entry): string =>
    by.kind === 'staff' ? (names?.get(by.id ?? '') ?? '…') : label('process', by.kind);
  return (
    <Modal opened onClose={onClose} title={word('conflict.title')} withCloseButton={false}>
      <Stack>
        <Text size="sm">{word('conflict.text')}</Text>
        <List size="sm" spacing="xs">
          {entries.map((entry) => (
            <List.Item key={entry.version}>
              {entry.line}
              <Text size="xs" c="dimmed">
                {who(entry)} · {dateTime(language, entry.at)}
              </Text>
            </List.Item>
          ))}
        </List>
        <Group>
          <Button onClick={onMine} loading={sending}>
            {word('conflict.mine')}
          </Button>
          <Button variant="default" onClick={onTheirs}>
            {word('conflict.theirs')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {word('conflict.go-on')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

async function entriesAfter(timeline: string, version: number): Promise<Entry[]> {
  const response = await send(`${timeline}?after=${version}&limit=200`);
  return ((await response.json()) as { items: Entry[] }).items;
}
