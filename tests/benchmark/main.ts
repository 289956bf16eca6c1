// `npm run bench -- <name> [--json] [--slices N]`: one benchmark, as a table or as one JSON document.
import { benchAppend, printAppend } from './append';
import { benchCommand, printCommand } from './command';

const benchmarks: { [name: string]: (options: { slices?: number }) => Promise<{ report: object; text: string }> } = {
  append: async (options) => {
    const report = await benchAppend(options);
    return { report, text: printAppend(report) };
  },
  command: async (options) => {
    const report = await benchCommand(options);
    return { report, text: printCommand(report) };
  },
};

async function main([name, ...flags]: string[]): Promise<void> {
  const benchmark = benchmarks[name ?? ''];
  if (benchmark === undefined) {
    process.stderr.write(`usage: npm run bench -- ${Object.keys(benchmarks).join('|')} [--json] [--slices N]\n`);
    process.exitCode = 2;
    return;
  }
  const slices = flags.includes('--slices') ? Number(flags[flags.indexOf('--slices') + 1]) : undefined;
  const { report, text } = await benchmark({ slices });
  process.stdout.write(flags.includes('--json') ? `${JSON.stringify(report)}\n` : `${text}\n`);
}

void main(process.argv.slice(2));
