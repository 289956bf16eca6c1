// Who sits on a level of the decision chain; people are added, taken off, or the level is declared absent, which a second person decides.
import { ActionIcon, Badge, Button, Group, Menu, Popover, Select, Stack, Text, Textarea } from '@mantine/core';
import { IconUserMinus, IconUserPlus, IconUserOff } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommand } from '../../client/commands';
import { ProblemAlert, problemsByField } from '../../forms/problem-alert';
import { useCodes } from '../../words/codes';
import { useWords } from '../../words/words';
import { pathOf, useSale } from './sale';

export function PeopleOfLevel({ level }: { level: string }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const command = useCommand();
  const people = sale.view.chain[level] ?? [];
  const absent = sale.view.absentLevels.includes(level);
  const open = sale.view.status === 'open';
  return (
    <Stack gap="xs">
      <Group gap="xs" aria-label={word('people.name')} role="group">
        {absent && <Badge color="gray">{word('chain.absent')}</Badge>}
        {people.map((id) => (
          <Person key={id} id={id} level={level} />
        ))}
        {open && !absent && <AddPerson level={level} taken={people} />}
        {open && !absent && people.length === 0 && <DeclareAbsent level={level} />}
        {open && absent && (
          <Button
            size="xs"
            variant="default"
            loading={command.isPending}
            onClick={() =>
              command.mutate({
                path: pathOf(sale, `/levels/${level}/withdraw-absence`),
              })
            }
          >
            {word('people.withdraw-absence')}
          </Button>
        )}
      </Group>
      <ProblemAlert error={command.error} />
    </Stack>
  );
}

function Person({ id, level }: { id: string; level: string }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const reasons = useCodes('leave-reason');
  const command = useCommand();
  return (
    <Badge
      size="lg"
      variant="default"
      tt="none"
      rightSection={
        sale.view.status === 'open' && (
          <Menu>
            <Menu.Target>
              <ActionIcon
                size={24}
                variant="transparent"
                color="gray"
                aria-label={word('people.take-off', { name: sale.nameOf(id) })}
              >
                <IconUserMinus size={14} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {reasons.map(({ value, label }) => (
                <Menu.Item
                  key={value}
                  onClick={() =>
                    command.mutate({
                      path: pathOf(sale, '/contacts/take-off'),
                      body: { contactId: id, level, reason: value },
                    })
                  }
                >
                  {label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )
      }
    >
      {sale.nameOf(id)}
    </Badge>
  );
}

function AddPerson({ level, taken }: { level: string; taken: readonly string[] }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const [opened, setOpened] = useState(false);
  const command = useCommand({ onAccepted: () => setOpened(false) });
  const free = sale.contacts.filter(({ id }) => !taken.includes(id));
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus width={280} position="bottom-start">
      <Popover.Target>
        <Button
          size="xs"
          variant="light"
          leftSection={<IconUserPlus size={14} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {word('people.add')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Select
          label={word('people.who')}
          data={free.map(({ id }) => ({ value: id, label: sale.nameOf(id) }))}
          nothingFoundMessage={word('people.nobody-left')}
          searchable
          comboboxProps={{ withinPortal: false }}
          onChange={(contactId) =>
            contactId !== null && command.mutate({ path: pathOf(sale, '/contacts'), body: { contactId, level } })
          }
        />
        <ProblemAlert error={command.error} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** S7: a level that does not exist at this customer is left out only with a reason and a second person's consent. */
function DeclareAbsent({ level }: { level: string }): ReactElement {
  const { word, label } = useWords();
  const sale = useSale();
  const [opened, setOpened] = useState(false);
  const [reasonCode, setReasonCode] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const reasons = useCodes('absence-reason');
  const command = useCommand({ onAccepted: () => setOpened(false) });
  const problems = problemsByField(command.error);
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus width={320} position="bottom-start">
      <Popover.Target>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconUserOff size={14} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {word('people.absent')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            command.mutate({ path: pathOf(sale, '/absences'), body: { level, reasonCode, reason } });
          }}
        >
          <Stack gap="xs">
            <Text size="sm">{word('people.absent.why')}</Text>
            <Select
              label={label('field', 'reasonCode')}
              data={reasons}
              value={reasonCode}
              onChange={setReasonCode}
              error={problems['reasonCode']}
              comboboxProps={{ withinPortal: false }}
              withAsterisk
            />
            <Textarea
              label={label('field', 'reason')}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              error={problems['reason']}
              withAsterisk
            />
            <ProblemAlert error={command.error} />
            <Button type="submit" loading={command.isPending}>
              {word('people.absent.ask')}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
