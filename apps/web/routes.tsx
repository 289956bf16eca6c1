// The addresses inside the frame that surrounds every page.
import { createBrowserRouter, redirect, type DataRouter, type RouteObject } from 'react-router';
import { Broken } from './layout/broken';
import { Shell } from './layout/shell';
import { pages } from './pages';

/** Where one is when it is made is where one begins: coming back from the sign-in has ended by then. */
export function createRouter(): DataRouter {
  return createBrowserRouter([
    {
      path: '/',
      Component: Shell,
      errorElement: <Broken />,
      hydrateFallbackElement: <></>,
      children: [
        {
          errorElement: <Broken />,
          children: [
            { path: 'admin', loader: () => redirect('/admin/staff') },
            ...pages.map(({ path, load }): RouteObject => ({
              path,
              lazy: async () => ({ Component: (await load()).Page }),
            })),
          ],
        },
      ],
    },
  ]);
}
