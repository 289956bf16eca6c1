// `npm run story`: the life of one sale on the running product, told at the terminal.
import { readRunning } from '../state';
import { tellStory } from './story';

async function main(): Promise<void> {
  const running = readRunning();
  if (running === undefined) throw new Error('Tongguan is not running here. Start it in another terminal: npm start');
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const { steps, refusals, unexpected } = await tellStory(running, { say });
  say(`\nstory: ${steps} steps, ${refusals} refusals, ${unexpected} unexpected`);
  process.exit(unexpected === 0 ? 0 : 1);
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
});
