// Opens an opportunity: for whom, what it is about, and by which playbook.
import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { useCommand } from '../../client/commands';
import { customers, playbookLatest, playbooks } from '../../client/queries';
import { useDraft } from '../../forms/draft';
import { problemsByField, ProblemAlert } from '../../forms/problem-alert';
import { useWords } from '../../words/words';

type Draft = { customerId: string | null; title: string; channel: string | null; yuan: number | ''; closeOn: string };

// eslint-disable-next-line no-restricted-syntax -- what is loaded lazily is a default export
export default function NewSale({ onDone }: { onDone: () => void }): ReactElement {
  const { word, label, of } = useWords();
  const go = useNavigate();
  const { data: known } = useQuery(customers);
  const { data: published = [] } = useQuery(playbooks);
  const [chosen, setPlaybook] = useState<string>();
  const playbookKey = chosen ?? published[0]?.key ?? '';
  const { data: definition } = useQuery({ ...playbookLatest(playbookKey), enabled: playbookKey !== '' });
  const [draft, keep, drop] = useDraft<Draft>('new-sale', {
    customerId: null,
    title: '',
    channel: null,
    yuan: '',
    closeOn: '',
  });
  const command = useCommand({
    onAccepted: ({ id }) => {
      drop();
      onDone();
      void go(`/opportunities/${id}`);
    },
  });
  const problems = problemsByField(command.error);
  return (
    <Modal opened onClose={onDone} title={word('today.new-sale')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const { customerId, title, channel, yuan, closeOn } = draft;
          command.mutate({
            path: '/v1/opportunities',
            body: {
              customerId,
              playbookKey,
              title,
              ...(channel === null ? {} : { channel }),
              ...(yuan === '' ? {} : { expectedAmountFen: Math.round(yuan * 100) }),
              ...(closeOn === '' ? {} : { expectedCloseOn: closeOn }),
            },
          });
        }}
      >
        <Stack>
          <Select
            label={label('field', 'customerId')}
            data={(known ?? []).map(({ id, name }) => ({ value: id, label: name ?? id }))}
            value={draft.customerId}
            onChange={(customerId) => keep({ ...draft, customerId })}
            error={problems['customerId']}
            searchable
            withAsterisk
          />
          <TextInput
            label={label('field', 'title')}
            value={draft.title}
            onChange={(event) => keep({ ...draft, title: event.target.value })}
            error={problems['title']}
            withAsterisk
          />
          <Select
            label={label('field', 'playbookKey')}
            data={published.map(({ key, title }) => ({ value: key, label: of(title, key) }))}
            value={playbookKey === '' ? null : playbookKey}
            onChange={(value) => setPlaybook(value ?? playbookKey)}
            allowDeselect={false}
          />
          {definition?.channels !== undefined && (
            <Select
              label={label('field', 'channel')}
              data={definition.channels.map(({ key, title }) => ({ value: key, label: of(title, key) }))}
              value={draft.channel}
              onChange={(channel) => keep({ ...draft, channel })}
              error={problems['channel']}
              clearable
            />
          )}
          <Group grow align="flex-start">
            <NumberInput
              label={word('sale.amount-yuan')}
              value={draft.yuan}
              min={0}
              thousandSeparator=","
              onChange={(yuan) => keep({ ...draft, yuan: typeof yuan === 'number' ? yuan : '' })}
              error={problems['expectedAmountFen']}
            />
            <TextInput
              type="date"
              label={word('sale.close')}
              value={draft.closeOn}
              onChange={(event) => keep({ ...draft, closeOn: event.target.value })}
              error={problems['expectedCloseOn']}
            />
          </Group>
          <ProblemAlert error={command.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onDone}>
              {word('form.cancel')}
            </Button>
            <Button type="submit" loading={command.isPending}>
              {word('today.open-sale')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
