// The commands of the playbook guide, one after another against the API: what its owner wrote is what sales go by from then on.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Client } from '../../apps/cli/client';
import { addPlaybookCommands } from '../../apps/cli/playbook';
import { exampleId } from '../../deploy/local/set-up';
import type { ApiClient } from '../../deploy/local/story/api-client';
import { startApi, type TestApi } from '../support/api';
import { changedByTheGuide, commands, fragments } from '../support/playbook-guide';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'tongguan-guide-'));

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await api?.close();
});

/** A line of the guide, as an administrator; `> file` goes into the test's own folder. */
async function run(line: string): Promise<string> {
  const [command = '', file] = line.split(' > ');
  const said: string[] = [];
  const cli = new Command();
  addPlaybookCommands(cli, {
    language: () => 'en',
    connect: async () => clientOf(await api.as('administrator')),
    print: (text) => void said.push(text),
    refuse: () => void said.push('refused'),
  });
  const words = command.split(' ').map((word) => (word.endsWith('.yaml') ? join(folder, word) : word));
  await cli.parseAsync(words, { from: 'user' });
  if (file !== undefined) writeFileSync(join(folder, file), said.join('\n'));
  return said.join('\n');
}

/** Without the sign-in at a terminal, which has tests of its own. */
function clientOf(administrator: ApiClient): Client {
  const accepted = async (asked: Promise<{ status: number; body: unknown }>): Promise<unknown> => {
    const { status, body } = await asked;
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  };
  return {
    get: (path) => accepted(administrator.get(path)),
    send: (path, body) => accepted(administrator.send(path, body)),
    upload: () => Promise.reject(new Error('nothing is uploaded')),
  };
}

type Page = {
  playbook: { version: number };
  explanation: { gates: { gate: string; actions: { action: string; status: string }[] }[] };
};

async function opened(): Promise<string> {
  const manager = await api.as('manager');
  const sale = { customerId: exampleId('customer', 'donghai'), playbookKey: 'group-customer', title: '专线' };
  return (await manager.send<{ id: string }>('/v1/opportunities', sale)).body.id;
}

async function actionsOfUsers(id: string): Promise<{ version: number; actions: string[] }> {
  const { body } = await (await api.as('manager')).get<Page>(`/v1/opportunities/${id}`);
  const user = body.explanation.gates.find(({ gate }) => gate === 'user')!;
  return { version: body.playbook.version, actions: user.actions.map(({ action }) => action) };
}

it('shows, checks and publishes; sales under way keep the version that they began with', async () => {
  const [show = '', check = '', publish = ''] = commands;
  const before = await opened();
  await run(show);
  const file = join(folder, show.split(' > ')[1]!);
  writeFileSync(file, changedByTheGuide(readFileSync(file, 'utf8')));
  expect(await run(check)).toContain('group-customer is valid');
  expect(await run(publish)).toBe('group-customer version 2 is published.');
  await expect(run(publish)).rejects.toThrow('ALREADY_EXISTS');

  const under = await actionsOfUsers(before);
  const since = await actionsOfUsers(await opened());
  expect([under.version, since.version]).toEqual([1, 2]);
  const added = fragments.find(({ under: place }) => place === 'gates.user.actions')!.items.map(({ key }) => key);
  expect(since.actions).toEqual(expect.arrayContaining(added));
  expect(under.actions.filter((action) => added.includes(action))).toEqual([]);
  expect(await run('playbook show group-customer --version 1')).not.toContain(added[0]);
});

it('publishes nothing that is wrong', async () => {
  const file = join(folder, 'my-playbook.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('kind: closed', 'kind: leading'));
  expect(await run('playbook publish my-playbook.yaml')).toMatch(/my-playbook\.yaml:\d+: .*\nrefused$/);
});
