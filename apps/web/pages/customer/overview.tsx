// Where a customer stands: whether it is a group customer (S1), its life cycle (S3), how well it is known, who keeps it, who it may be as well.
import { SimpleGrid, Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import { Duplicates } from './duplicates';
import { Keeping } from './keeping';
import { LifeCycle } from './life-cycle';
import { Standing } from './standing';

export function Overview(): ReactElement {
  return (
    <Stack>
      <Duplicates />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Standing />
        <LifeCycle />
        <Keeping />
      </SimpleGrid>
    </Stack>
  );
}
