// Being in touch (S13, S16–S18, S23): calls and visits with what is owed, and what one has prepared oneself by.
import { Grid, Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import { Calls } from './calls';
import { Prepared } from './prepared';
import { Visits } from './visits';

export function Contacting(): ReactElement {
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Visits />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack>
          <Calls />
          <Prepared />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
