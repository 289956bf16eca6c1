// Opens an opportunity: for whom, what it is about, and by which playbook.
import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { useCommand } from '../client/commands';
import { playbookLatest, playbooks } from '../client/queries';
import { useWords } from '../words/words';
import { CustomerField, type ChosenCustomer } from './customer-field';
import { DateField } from './date-field';
import { useDraft } from './draft';
import { problemsByField, ProblemAlert } from './problem-alert';

type Draft = {
  customer?: ChosenCustomer;
  title: string;
  channel: string | null;
  yuan: number | '';
  closeOn: string;
};

type Asked = {
  /** For whom it is, where the page says so. */
  customer?: ChosenCustomer;
  onDone: () => void;
};

// eslint-disable-next-line no-restricted-syntax -- what is loaded lazily is a default export
export default function NewSale({ customer: given, onDone }: Asked): ReactElement {
  const { word, label, of } = useWords();
  const go = useNavigate();
  const { data: published = [] } = useQuery(playbooks);
  const [chosen, setPlaybook] = useState<string>();
  const playbookKey = chosen ?? published[0]?.key ?? '';
  const { data: definition } = useQuery({ ...playbookLatest(playbookKey), enabled: playbookKey !== '' });
  const [draft, keep, drop] = useDraft<Draft>(given === undefined ? 'new-sale' : `${given.id}.new-sale`, {
    customer: given,
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
    <Modal
      opened
      onClose={onDone}
      title={word('today.new-sale')}
      size="lg"
      closeButtonProps={{ 'aria-label': word('form.cancel') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const { customer, title, channel, yuan, closeOn } = draft;
          command.mutate({
            path: '/v1/opportunities',
            body: {
              customerId: customer?.id,
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
          <CustomerField
            value={draft.customer}
            onChange={(customer) => keep({ ...draft, customer })}
            error={problems['customerId']}
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
            <DateField
              label={word('sale.close')}
              value={draft.closeOn}
              onChange={(closeOn) => keep({ ...draft, closeOn })}
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
