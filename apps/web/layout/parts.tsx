// The parts of a page as tabs; the address remembers which of them was looked at.
import { Box, Tabs } from '@mantine/core';
import { Suspense, type ComponentType, type ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import { useInSight } from './in-sight';
import { Loading } from './loading';

type Part = { key: string; title: string; Content: ComponentType };

export function Parts({ parts }: { parts: readonly Part[] }): ReactElement {
  const [query, setQuery] = useSearchParams();
  const shown = parts.find(({ key }) => key === query.get('part')) ?? parts[0]!;
  const row = useInSight<HTMLDivElement>('[aria-selected=true]', shown.key);
  const show = (part: string | null): void =>
    setQuery(
      (before) => {
        before.set('part', part ?? parts[0]!.key);
        return before;
      },
      { replace: true },
    );
  return (
    <Tabs value={shown.key} onChange={show} mt="lg" keepMounted={false}>
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
