// What surrounds every page: looks, words, data, and the way to sign in.
import { createTheme, MantineProvider, type MantineColorsTuple } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { RouterProvider } from 'react-router';
import { queryClient } from './client/queries';
import { Welcome } from './layout/welcome';
import { createRouter } from './routes';
import type { Words } from './words/loaded';
import { WordsProvider } from './words/words';

/** The colour of the mark, from light to dark. */
const gate: MantineColorsTuple = [
  '#e6f5f6',
  '#d2e8ea',
  '#a7d0d4',
  '#79b7bd',
  '#54a3aa',
  '#3c969e',
  '#2c8f98',
  '#1b7c84',
  '#0b6e77',
  '#005a63',
];

/** Dark enough for white text on it, in both schemes (WCAG 2.2 AA). */
const theme = createTheme({
  primaryColor: 'gate',
  colors: { gate },
  primaryShade: { light: 9, dark: 8 },
  autoContrast: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  headings: { fontWeight: '600' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

export function App({ words, signedIn }: { words: Words; signedIn: boolean }): ReactElement {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <WordsProvider words={words}>
        <Notifications position="top-right" />
        <QueryClientProvider client={queryClient}>{signedIn ? <Pages /> : <Welcome />}</QueryClientProvider>
      </WordsProvider>
    </MantineProvider>
  );
}

function Pages(): ReactElement {
  const [router] = useState(createRouter);
  return <RouterProvider router={router} />;
}
