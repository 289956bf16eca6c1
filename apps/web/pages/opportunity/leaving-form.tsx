// The ways out of a gate that need a word: back, to rest until a date, lost, given up.
import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCommand } from '../../client/commands';
import { problemsByField, ProblemAlert } from '../../forms/problem-alert';
import { useDraft } from '../../forms/draft';
import { useCodes } from '../../words/codes';
import { useWords } from '../../words/words';
import { pathOf, useSale } from './sale';

export type Leaving = { kind: 'go-back'; to: string } | { kind: 'park' | 'lose' | 'withdraw' };

/** When the day begins that a parked sale wakes on, where the business is. */
const WAKES_AT = 'T09:00:00+08:00';

export function LeavingForm({ leaving, onDone }: { leaving: Leaving; onDone: () => void }): ReactElement {
  const { word, of, label } = useWords();
  const sale = useSale();
  const { kind } = leaving;
  const [note, keepNote, dropNote] = useDraft(`${sale.view.id}.${kind}`, '');
  const [reason, setReason] = useState<string | null>(null);
  const [until, setUntil] = useState('');
  const [rival, setRival] = useState<string | null>(null);
  const reasons = useCodes(kind === 'lose' ? 'loss-reason' : 'end-reason');
  const command = useCommand({
    onAccepted: () => {
      dropNote();
      onDone();
    },
  });
  const problems = problemsByField(command.error);
  const rivals = sale.definition.outcomes?.rivals ?? [];
  const submit = (): void => {
    const body = {
      'go-back': { to: leaving.kind === 'go-back' ? leaving.to : '', reason: note },
      park: { until: until === '' ? '' : new Date(`${until}${WAKES_AT}`).toISOString(), reason: note },
      lose: { reason, rivalCode: rival ?? undefined, note: note === '' ? undefined : note },
      withdraw: { reason, note: note === '' ? undefined : note },
    }[kind];
    command.mutate({ path: pathOf(sale, `/${kind}`), body });
  };
  return (
    <Modal opened onClose={onDone} title={word(`leaving.${kind}`)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack>
          {(kind === 'lose' || kind === 'withdraw') && (
            <Select
              label={label('field', 'reason')}
              data={reasons}
              value={reason}
              onChange={setReason}
              error={problems['reason']}
              withAsterisk
            />
          )}
          {kind === 'lose' && rivals.length > 0 && (
            <Select
              label={label('field', 'rivalCode')}
              data={rivals.map(({ key, title }) => ({ value: key, label: of(title, key) }))}
              value={rival}
              onChange={setRival}
              error={problems['rivalCode']}
              clearable
            />
          )}
          {kind === 'park' && (
            <TextInput
              type="date"
              label={word('leaving.until')}
              value={until}
              onChange={(event) => setUntil(event.target.value)}
              error={problems['until']}
              withAsterisk
            />
          )}
          <Textarea
            label={word(kind === 'go-back' || kind === 'park' ? 'leaving.reason' : 'leaving.note')}
            autosize
            minRows={2}
            value={note}
            onChange={(event) => keepNote(event.target.value)}
            error={problems[kind === 'go-back' || kind === 'park' ? 'reason' : 'note']}
            withAsterisk={kind === 'go-back' || kind === 'park'}
          />
          <ProblemAlert error={command.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onDone}>
              {word('form.cancel')}
            </Button>
            <Button type="submit" loading={command.isPending} color={kind === 'lose' ? 'red' : undefined}>
              {word('form.do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
