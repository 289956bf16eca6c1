// The owner of a sales process at a terminal: reads a playbook, checks it, publishes it.
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { validatePlaybook, type PlaybookProblem } from '#domain';
import { filled, labelOf, type Language } from '#labels';
import { readPlaybook, wholePlaybook, writtenPlaybook } from '#playbooks';
import type { Client } from './client';

type Terminal = {
  language: () => Language;
  connect: () => Promise<Client>;
  print: (line: string) => void;
  /** What was asked for does not go, and why was printed. */
  refuse: () => void;
};

export function addPlaybookCommands(cli: Command, terminal: Terminal): void {
  const { print, refuse } = terminal;
  const playbook = cli.command('playbook').description('sales processes: read, check and publish them');

  playbook
    .command('show')
    .description('the published playbook as YAML, to be changed and published again')
    .argument('<key>', 'key of the playbook')
    .option('--version <number>', 'an earlier version than the latest')
    .action(async (key: string, { version }: { version?: string }) => {
      const client = await terminal.connect();
      const query = version === undefined ? '' : `?version=${encodeURIComponent(version)}`;
      const answer = await client.get(`/v1/playbooks/${encodeURIComponent(key)}${query}`);
      print(writtenPlaybook((answer as { definition: unknown }).definition).trimEnd());
    });

  playbook
    .command('check')
    .description('is this a playbook one can sell by? Every problem with its line; nothing is sent')
    .argument('<file>', 'the playbook, in YAML or JSON')
    .action((file: string) => {
      const { problems, key } = checked(file, terminal.language());
      for (const line of problems) print(line);
      if (problems.length > 0) refuse();
      else print(filled(labelOf('cli', 'sound', terminal.language()), { file, key }));
    });

  playbook
    .command('publish')
    .description('checks the playbook and publishes it as the next version (administrators)')
    .argument('<file>', 'the playbook, in YAML or JSON')
    .action(async (file: string) => {
      const { document, problems, key } = checked(file, terminal.language());
      for (const line of problems) print(line);
      if (problems.length > 0) return refuse();
      const client = await terminal.connect();
      const answer = await client.send(`/v1/playbooks/${encodeURIComponent(key)}/versions`, { document });
      const [event] = (answer as { events: { data: { version: number } }[] }).events;
      const version = String(event?.data.version);
      print(filled(labelOf('cli', 'published', terminal.language()), { key, version }));
    });
}

/** Throws when the file is no YAML at all, with line and column. */
function checked(file: string, language: Language): { document: object; key: string; problems: string[] } {
  const { document: written, lineOf } = readPlaybook(readFileSync(file, 'utf8'));
  const document = wholePlaybook(written);
  const validated = validatePlaybook(document);
  // Of a playbook that differs from another, places count in the whole; what stands in the file has other places.
  const place = document === written ? (path: string) => `${file}:${lineOf(path)}` : () => file;
  const problems = 'problems' in validated ? validated.problems : [];
  const { key = '' } = (document ?? {}) as { key?: string };
  return {
    document: document as object,
    key,
    problems: problems.map((problem) => `${place(problem.path)}: ${inWords(problem, language)}`),
  };
}

/** In English every problem has a sentence of its own, which says the way out. */
function inWords({ path, code, message }: PlaybookProblem, language: Language): string {
  return language === 'en' ? message : `${path}：${labelOf('problem', code, language)}（${message}）`;
}
