// The command line: a client of the API like any other, signed in by device code.
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { staffLanguages, type Missing } from '#domain';
import { missingLabel, type Language } from '#labels';
import { ApiProblem, connect, openClient, type Client } from './client';
import { describeProblem } from './describe';
import { terminalLanguage } from './language';
import { addPlaybookCommands } from './playbook';

/** 1: refused or wrong. 2: used wrongly or not reachable. */
const REFUSED = 1;
const FAILED = 2;

function program(): Command {
  const cli = new Command('tongguan')
    .description('Tongguan on the command line')
    .option('--api <url>', 'address of the API', process.env['TONGGUAN_API_URL'] ?? 'http://127.0.0.1:7400')
    .addOption(
      new Option('--language <language>', 'in which refusals are told')
        .choices([...staffLanguages])
        .default(terminalLanguage(process.env)),
    )
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : FAILED))
    .showHelpAfterError();
  const language = (): Language => cli.opts<{ language: Language }>().language;
  const api = (): string => cli.opts<{ api: string }>().api.replace(/\/$/, '');

  cli
    .command('status')
    .description('how far the log goes, and what waits for whom')
    .option('--holders', 'also which process feeds what (for auditors and administrators)')
    .action(async ({ holders }: { holders?: true }) => {
      const client = holders === true ? await connect(api(), language(), say) : openClient(api(), language());
      print(describeStatus((await client.get(holders === true ? '/v1/status' : '/status')) as Status));
    });

  const imports = cli
    .command('import')
    .description('customers or contacts from a CSV file (UTF-8) or a spreadsheet (.xlsx)');
  for (const kind of ['customers', 'contacts'] as const) {
    imports
      .command(kind)
      .argument('<file>', 'the file; its first line names the columns')
      .action(async (file: string) => {
        const client = await connect(api(), language(), say);
        const answer = await client.upload(`/v1/imports/${kind}`, readFileSync(file), ({ stage, done, of }) =>
          say(`${stage} ${done} of ${of}`),
        );
        const { created, changed, unchanged, refused } = answer as ImportAnswer;
        print(`${created} created, ${changed} changed, ${unchanged} unchanged, ${refused.length} refused`);
        for (const cell of refused) print(`  ${cellLabel(cell, language())}`);
        if (refused.length > 0) process.exitCode = REFUSED;
      });
  }

  cli
    .command('pass-gate')
    .description('take an opportunity through a gate, or learn what is missing')
    .argument('<opportunity>', 'id of the opportunity')
    .argument('<gate>', 'key of the gate')
    .action(async (opportunity: string, gate: string) => {
      const client = await connect(api(), language(), say);
      const path = `/v1/opportunities/${encodeURIComponent(opportunity)}/gates/${encodeURIComponent(gate)}/pass`;
      const { version } = (await client.send(path)) as { version: number };
      print(`${gate} is passed (version ${version})`);
    });

  cli
    .command('verify')
    .description('recompute the hash chain of a stream from its stored bytes')
    .argument('<type>', 'opportunity, customer, contact, staff, follow-up-plan or playbook')
    .argument('<id>', 'id of the stream')
    .action(async (type: string, id: string) => {
      const client = await connect(api(), language(), say);
      const path = `/v1/streams/${encodeURIComponent(type)}/${encodeURIComponent(id)}/verification`;
      const { events, brokenAt, head } = (await client.get(path)) as {
        events: number;
        brokenAt?: number;
        head: string;
      };
      if (brokenAt === undefined) return print(`${events} events, unbroken, head ${head}`);
      print(`BROKEN at version ${brokenAt} of ${events}; whole up to ${head}`);
      process.exitCode = REFUSED;
    });

  for (const { name, sink, does } of refills) {
    cli
      .command(name)
      .description(does)
      .action(async () => {
        const client = await connect(api(), language(), say);
        await client.send(`/v1/sinks/${sink}/refill`);
        print(`${sink} follows the log from its beginning; tongguan status tells how far it has come`);
      });
  }

  const connected = (): Promise<Client> => connect(api(), language(), say);
  const refuse = (): void => void (process.exitCode = REFUSED);
  addPlaybookCommands(cli, { language, connect: connected, print, refuse });
  return cli;
}

const refills = [
  { name: 'rehydrate', sink: 'temporal', does: 'fill Temporal again from the log, as after it was lost' },
  { name: 'rebuild', sink: 'read-models', does: 'make the read models again from the log' },
] as const;

type Cell = { line: number; column: string; problem: Missing['problem'] };

function cellLabel({ line, column, problem }: Cell, language: Language): string {
  const key = column === '' ? `line ${line}` : `line ${line}, column ${column}`;
  return missingLabel({ what: 'field', key, problem }, language);
}

type ImportAnswer = {
  created: number;
  changed: number;
  unchanged: number;
  refused: Cell[];
};

type Status = {
  drawn: number;
  published: number;
  sequencer?: string;
  sinks: { sink: string; waiting: number; heldBy?: string; trouble?: string; troubleSince?: string }[];
};

function describeStatus({ drawn, published, sequencer, sinks }: Status): string {
  const lines = sinks.map(({ sink, waiting, heldBy, trouble, troubleSince }) => {
    const state = trouble === undefined ? `fed by ${heldBy ?? 'nobody'}` : `${trouble} since ${troubleSince}`;
    return `${sink.padEnd(14)} ${waiting} events wait; ${state}`;
  });
  return [`log            ${published} of ${drawn} published; sequencer ${sequencer ?? 'nobody'}`, ...lines].join('\n');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const cli = program();
cli.parseAsync().catch(async (error: unknown) => {
  const { language } = cli.opts<{ language: Language }>();
  say(error instanceof ApiProblem ? await describeProblem(error, language) : (error as Error).message);
  process.exitCode = error instanceof ApiProblem ? REFUSED : FAILED;
});
