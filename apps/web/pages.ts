// Which page stands at which address; each is fetched when it is first opened, the first one together with the program.
import type { ComponentType } from 'react';

type Load = () => Promise<{ Page: ComponentType }>;

/** In the router's notation; of those that fit an address, the first. */
export const pages: readonly { path: string; load: Load }[] = [
  { path: '', load: () => import('./pages/today/page') },
  { path: 'opportunities/:id', load: () => import('./pages/opportunity/page') },
  { path: 'customers', load: () => import('./pages/customers/page') },
  { path: 'customers/new', load: () => import('./pages/customers/new-page') },
  { path: 'customers/import', load: () => import('./pages/import/page') },
  { path: 'customers/:id', load: () => import('./pages/customer/page') },
  { path: 'contacts/:id', load: () => import('./pages/contact/page') },
  { path: 'after-sales', load: () => import('./pages/after-sales/page') },
  { path: 'after-sales/:id', load: () => import('./pages/after-sales/plan-page') },
  { path: 'gifts', load: () => import('./pages/gifts/page') },
  { path: 'audit', load: () => import('./pages/audit/page') },
  { path: 'audit/:type/:id', load: () => import('./pages/audit/stream-page') },
  { path: 'admin/staff', load: () => import('./pages/admin/staff-page') },
  { path: 'admin/staff/:id', load: () => import('./pages/admin/member-page') },
  { path: 'board', load: () => import('./pages/board/page') },
  { path: 'reports', load: () => import('./pages/reports/page') },
  { path: 'admin/health', load: () => import('./pages/admin/health-page') },
  { path: 'admin/catalogue', load: () => import('./pages/admin/catalogue-page') },
  { path: 'admin/playbooks', load: () => import('./pages/admin/playbooks-page') },
  { path: 'admin/playbooks/:key', load: () => import('./pages/admin/playbook-page') },
  { path: 'training', load: () => import('./pages/training/page') },
  { path: 'inbox', load: () => import('./pages/inbox/page') },
  { path: '*', load: () => import('./pages/nowhere') },
];

/** Begins to fetch the page at an address, without waiting for what draws it; whether that works is seen when it is opened. */
export function fetchPageAt(address: string): void {
  const segments = address.split('/').filter((each) => each !== '');
  const fits = (path: string): boolean => {
    const expected = path.split('/').filter((each) => each !== '');
    return (
      expected.length === segments.length &&
      expected.every((each, index) => each.startsWith(':') || each === segments[index])
    );
  };
  pages
    .find(({ path }) => fits(path))
    ?.load()
    .catch(() => undefined);
}
