// Which page stands at which address; each is fetched when it is first opened.
import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Broken } from './layout/broken';
import { Shell } from './layout/shell';

function page(path: string, load: () => Promise<{ Page: ComponentType }>): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).Page }) };
}

export const router = createBrowserRouter([
  {
    path: '/',
    Component: Shell,
    errorElement: <Broken />,
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <Broken />,
        children: [
          page('', () => import('./pages/today/page')),
          page('opportunities/:id', () => import('./pages/opportunity/page')),
          page('inbox', () => import('./pages/inbox/page')),
          page('*', () => import('./pages/nowhere')),
        ],
      },
    ],
  },
]);
