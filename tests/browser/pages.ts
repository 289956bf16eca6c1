// The pages there are, of the product that runs here, each with who looks at it: for screenshots and for checks of all pages.
import { exampleId } from '../../deploy/local/set-up';
import { signIn } from '../../deploy/local/story/sign-in';
import { ApiClient } from '../../deploy/local/story/api-client';
import type { Running } from '../../deploy/local/state';

export type PageToSee = { name: string; subject: string; path: string };

const saleParts = ['gate', 'contacting', 'needs', 'competition', 'objections', 'offer', 'agreement', 'story'];

/** Of everything with a page of its own the one of which the example says most. */
export async function allPages({ issuer, apiUrl }: Running): Promise<PageToSee[]> {
  const { accessToken } = await signIn(issuer, 'manager');
  const client = new ApiClient(apiUrl, accessToken);
  type Rows = { items: { id: string; version: number; status: string; customerId: string }[] };
  const customerId = exampleId('customer', 'donghai');
  const { body } = await client.get<Rows>(`/v1/opportunities?limit=200&customerId=${customerId}`);
  const longest = (status: string): string | undefined =>
    body.items.filter((row) => row.status === status).sort((a, b) => b.version - a.version)[0]?.id;
  const under = (id: string | undefined, name: string, parts: readonly string[]): PageToSee[] =>
    id === undefined
      ? []
      : parts.map((part) => ({
          name: `${name}-${part}`,
          subject: 'manager',
          path: `/opportunities/${id}?part=${part}`,
        }));
  return [
    { name: 'today', subject: 'manager', path: '/' },
    ...under(longest('open'), 'sale', saleParts),
    ...under(longest('won'), 'won', ['offer', 'agreement']),
    { name: 'training', subject: 'manager', path: '/training' },
    { name: 'customers', subject: 'manager', path: '/customers' },
    ...['overview', 'profile', 'people', 'contribution', 'sales', 'leads', 'story'].map((part) => ({
      name: `customer-${part}`,
      subject: 'manager',
      path: `/customers/${customerId}?part=${part}`,
    })),
    { name: 'import', subject: 'manager', path: '/customers/import' },
    { name: 'after-sales', subject: 'manager', path: '/after-sales' },
    { name: 'gifts', subject: 'manager', path: '/gifts' },
    { name: 'log', subject: 'auditor', path: '/audit' },
    { name: 'readings', subject: 'auditor', path: '/audit?part=readings' },
    { name: 'stream', subject: 'auditor', path: `/audit/customer/${customerId}` },
    { name: 'board', subject: 'supervisor', path: '/board' },
    { name: 'reports', subject: 'supervisor', path: '/reports' },
    { name: 'inbox', subject: 'supervisor', path: '/inbox' },
    { name: 'health', subject: 'administrator', path: '/admin/health' },
    { name: 'catalogue', subject: 'administrator', path: '/admin/catalogue' },
    { name: 'playbooks', subject: 'administrator', path: '/admin/playbooks' },
    { name: 'playbook', subject: 'administrator', path: '/admin/playbooks/group-customer' },
    {
      name: 'playbooks-compared',
      subject: 'administrator',
      path: '/admin/playbooks/group-customer-top-down?with=group-customer@1',
    },
    { name: 'staff', subject: 'administrator', path: '/admin/staff' },
    { name: 'member', subject: 'administrator', path: `/admin/staff/${exampleId('staff', 'manager')}` },
  ];
}
