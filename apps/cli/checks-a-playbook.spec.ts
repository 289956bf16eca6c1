// A playbook that one cannot sell by is told with the line and the way out of every problem, before anything is sent.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Language } from '#labels';
import { cloneFolder } from '../../deploy/local/folders';
import { addPlaybookCommands } from './playbook';

const folder = mkdtempSync(join(tmpdir(), 'tongguan-playbook-'));
const file = join(folder, 'my-playbook.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const shipped = readFileSync(join(cloneFolder(), 'libs/playbooks/story.yaml'), 'utf8');

async function check(text: string, language: Language = 'en'): Promise<{ said: string[]; refused: boolean }> {
  writeFileSync(file, text);
  const said: string[] = [];
  let refused = false;
  const cli = new Command();
  addPlaybookCommands(cli, {
    language: () => language,
    connect: () => Promise.reject(new Error('nothing is sent')),
    print: (line) => void said.push(line),
    refuse: () => void (refused = true),
  });
  await cli.parseAsync(['playbook', 'check', file], { from: 'user' });
  return { said, refused };
}

function lineOf(text: string): number {
  return shipped.slice(0, shipped.indexOf(text)).split('\n').length;
}

it('says that a sound one is sound', async () => {
  expect(await check(shipped)).toEqual({ said: [`${file}: the playbook story is valid.`], refused: false });
  const overlay = readFileSync(join(cloneFolder(), 'libs/playbooks/group-customer-top-down.yaml'), 'utf8');
  expect(await check(overlay)).toMatchObject({ refused: false });
});

it('names the line and the way out, in either language', async () => {
  const spoilt = shipped.replace('level: purchaser', 'level: nobody');
  const at = `${file}:${lineOf('level: purchaser')}: `;
  expect(await check(spoilt)).toEqual({
    said: expect.arrayContaining([`${at}purchaser: there is no level nobody under levels`]),
    refused: true,
  });
  expect((await check(spoilt, 'zh-CN')).said[0]).toMatch(/gates\.2\.level：没有这个层面/);
});

it('names the line where something is missing by what is around it', async () => {
  const { said, refused } = await check(shipped.replace(/^businessTime: .*\n/m, ''));
  expect([said.length, refused]).toEqual([1, true]);
  expect(said[0]).toContain(`${file}:1: `);
});

it('says where a text is no YAML', async () => {
  await expect(check('key: [story')).rejects.toThrow(/line 1, column/);
});
