// The status of a sale in the colour that it has everywhere.
import { Badge, type BadgeProps } from '@mantine/core';
import type { ReactElement } from 'react';
import type { OpportunityView } from '../client/views';
import { useWords } from '../words/words';

type Status = OpportunityView['status'];

const colours: { [S in Status]: string } = {
  open: 'teal',
  parked: 'yellow',
  won: 'green',
  lost: 'red',
  withdrawn: 'gray',
};

export function SaleStatus({ status, ...looks }: { status: Status } & Pick<BadgeProps, 'size'>): ReactElement {
  const { label } = useWords();
  return (
    <Badge {...looks} variant="light" color={colours[status]}>
      {label('opportunity-status', status)}
    </Badge>
  );
}
