// The parts of a page as tabs; the address remembers which of them was looked at.
import { Box, Tabs } from '@mantine/core';
import { Suspense, type ComponentType, type ReactElement } from 'react';
import { useAddress } from './address';
import { useInSight } from './in-sight';
import { Loading } from './loading';

type Part = { key: string; title: string; Content: ComponentType };

export function Parts({ parts }: { parts: readonly Part[] }): ReactElement {
  const [chosen, choose] = useAddress();
  const shown = parts.find(({ key }) => key === chosen('part')) ?? parts[0]!;
  const row = useInSight<HTMLDivElement>('[aria-selected=true]', shown.key);
  return (
    <Tabs value={shown.key} onChange={(part) => choose({ part })} mt="lg" keepMounted={false}>
      <Tabs.List ref={row}>
        {parts.map(({ key, title }) => (
          <Tabs.Tab key={key} value={key}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Box pt="md">
        {parts.map(({ key, Content }) => (
          <Tabs.Panel key={key} value={key}>
            <Suspense fallback={<Loading />}>
              <Content />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Box>
    </Tabs>
  );
}
