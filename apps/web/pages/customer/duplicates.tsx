// Customers that may be this one: on what ground, and merging them, for those above the account managers of both.
import { Alert, Anchor, Badge, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconUsersGroup } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useCommand } from '../../client/commands';
import { staffNames } from '../../client/queries';
import { Acting } from '../../forms/acting';
import { ProblemAlert } from '../../forms/problem-alert';
import { useWords } from '../../words/words';
import { useCustomerId } from './customer-id';
import { customer, duplicates } from './queries';

type Duplicate = { id: string; name: string | null };

export function Duplicates(): ReactElement | null {
  const { word } = useWords();
  const id = useCustomerId();
  const { data: found = [] } = useQuery(duplicates(id));
  const { data: staff } = useQuery(staffNames);
  const [merging, setMerging] = useState<Duplicate>();
  if (found.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconUsersGroup aria-hidden />} title={word('customer.duplicates')}>
      <Stack gap="xs">
        {found.map((each) => (
          <Group key={each.id} gap="xs">
            <Anchor component={Link} to={`/customers/${each.id}`} size="sm">
              {each.name ?? word('name.erased')}
            </Anchor>
            {each.grounds.map((ground) => (
              <Badge key={ground} variant="default">
                {word(`customer.duplicates.${ground}`)}
              </Badge>
            ))}
            <Text size="sm">
              {each.accountManagerId === null
                ? word('customers.keeper.nobody')
                : (staff?.get(each.accountManagerId) ?? '…')}
            </Text>
            <Acting>
              <Button size="xs" variant="default" onClick={() => setMerging(each)}>
                {word('customer.merge')}
              </Button>
            </Acting>
          </Group>
        ))}
      </Stack>
      {merging !== undefined && <Merging id={id} duplicate={merging} onDone={() => setMerging(undefined)} />}
    </Alert>
  );
}

function Merging({ id, duplicate, onDone }: { id: string; duplicate: Duplicate; onDone: () => void }): ReactElement {
  const { word } = useWords();
  const { data: survivor } = useQuery(customer(id));
  const command = useCommand({ onAccepted: onDone });
  const release = useCommand({ onAccepted: onDone });
  const body = { duplicateId: duplicate.id };
  return (
    <Modal
      opened
      onClose={onDone}
      closeButtonProps={{ 'aria-label': word('form.cancel') }}
      title={word('customer.merge')}
    >
      <Stack>
        <Text>
          {word('customer.merge.what', {
            duplicate: duplicate.name ?? word('name.erased'),
            survivor: survivor?.name ?? word('name.erased'),
          })}
        </Text>
        <ProblemAlert error={command.error ?? release.error} />
        <Group justify="flex-end">
          {command.error !== null && (
            <Button
              variant="default"
              loading={release.isPending}
              onClick={() => release.mutate({ path: `/v1/customers/${id}/merge/release`, body })}
            >
              {word('customer.merge.release')}
            </Button>
          )}
          <Button variant="default" onClick={onDone}>
            {word('form.cancel')}
          </Button>
          <Button
            color="red"
            loading={command.isPending}
            onClick={() => command.mutate({ path: `/v1/customers/${id}/merge`, body })}
          >
            {word('customer.merge')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
