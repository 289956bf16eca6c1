// Who sits on a level of the decision chain; people are added, taken off, or the level is declared absent, which a second person decides.
import { ActionIcon, Badge, Button, Group, Menu, Popover, Select, Stack } from '@mantine/core';
import { IconUserMinus, IconUserPlus, IconUserOff } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommand } from '../../client/commands';
import { useIsReading } from '../../forms/acting';
import { textField, useCodeField } from '../../forms/command-form';
import { CommandDialog, type MenuCommand } from '../../forms/command-menu';
import { ProblemAlert } from '../../forms/problem-alert';
import { useCodes } from '../../words/codes';
import { useWords } from '../../words/words';
import { hasEnded, pathOf, useSale } from './sale';

export function PeopleOfLevel({ level }: { level: string }): ReactElement {
  const { word, of } = useWords();
  const sale = useSale();
  const command = useCommand();
  const title = sale.definition.levels.find(({ key }) => key === level)?.title;
  const people = sale.view.chain[level] ?? [];
  const absent = sale.view.absentLevels.includes(level);
  const isReading = useIsReading();
  const open = sale.view.status === 'open' && !isReading;
  const running = !hasEnded(sale.view) && !isReading;
  return (
    <Stack gap="xs">
      <Group
        gap="xs"
        aria-label={word('list.line', { what: word('people.name'), value: of(title, level) })}
        role="group"
      >
        {absent && <Badge color="gray">{word('chain.absent')}</Badge>}
        {people.map((id) => (
          <Person key={id} id={id} level={level} />
        ))}
        {running && !absent && <AddPerson level={level} taken={people} />}
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
  const isReading = useIsReading();
  const reasons = useCodes('leave-reason');
  const command = useCommand();
  return (
    <Badge
      size="lg"
      variant="default"
      className="as-written"
      rightSection={
        !hasEnded(sale.view) &&
        !isReading && (
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
  const [chosen, choose] = useState<string | null>(null);
  // It stays open: a level often has several people.
  const command = useCommand({ onAccepted: () => choose(null) });
  const free = useFreeContacts(taken);
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
          data={free}
          value={chosen}
          nothingFoundMessage={word('people.nobody-left')}
          searchable
          defaultDropdownOpened
          comboboxProps={{ withinPortal: false }}
          onChange={(contactId) => {
            choose(contactId);
            if (contactId !== null) command.mutate({ path: pathOf(sale, '/contacts'), body: { contactId, level } });
          }}
        />
        <ProblemAlert error={command.error} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Who may still be added, by name and post; whoever sits on another level already comes last, and it is said. */
function useFreeContacts(taken: readonly string[]): { value: string; label: string }[] {
  const { word, of } = useWords();
  const { contacts, view, definition, nameOf } = useSale();
  const levelsOf = (id: string): string[] =>
    definition.levels.filter(({ key }) => view.chain[key]?.includes(id)).map(({ key, title }) => of(title, key));
  const free = contacts.filter(({ id }) => !taken.includes(id)).map((each) => ({ ...each, levels: levelsOf(each.id) }));
  return free
    .sort((one, other) => Number(one.levels.length > 0) - Number(other.levels.length > 0))
    .map(({ id, post, levels }) => ({
      value: id,
      label: [
        nameOf(id),
        ...(post === null || post === undefined ? [] : [post]),
        ...(levels.length === 0 ? [] : [word('people.sits-on', { level: levels.join(word('list.comma')) })]),
      ].join(' · '),
    }));
}

/** S7: a level that does not exist at this customer is left out only with a reason and a second person's consent. */
function DeclareAbsent({ level }: { level: string }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const codeField = useCodeField();
  const [opened, setOpened] = useState(false);
  const command: MenuCommand = {
    draft: `${sale.view.id}.absent.${level}`,
    path: pathOf(sale, '/absences'),
    title: word('people.absent'),
    about: word('people.absent.why'),
    fields: { reasonCode: codeField('absence-reason'), reason: textField },
    required: ['reasonCode', 'reason'],
    toBody: (answers) => ({ ...answers, level }),
  };
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        leftSection={<IconUserOff size={14} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {word('people.absent')}
      </Button>
      {opened && <CommandDialog command={command} onClose={() => setOpened(false)} />}
    </>
  );
}
