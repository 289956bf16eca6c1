// `npm run trade-check`: every row of the source document on the running product, as a table at the terminal.
import { readRunning } from '../state';
import { checkTrade } from './trade';

async function main(): Promise<void> {
  const running = readRunning();
  if (running === undefined) throw new Error('Tongguan is not running here. Start it in another terminal: npm start');
  const { rows, working } = await checkTrade(running, (line) => void process.stdout.write(`${line}\n`));
  process.stdout.write(`\ntrade: ${working} of ${rows.length} rows work\n`);
  process.exit(working === rows.length ? 0 : 1);
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
});
