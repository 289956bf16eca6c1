// Every part is killed with -9 in the middle of the story, one after another: it still ends, each event once on Kafka.
import { tellStory } from '../../deploy/local/story/story';
import { killPart, pidOf, type PartName } from '../support/killing';
import { expectLogOnKafka } from '../support/log-on-kafka';
import { startProduct, type Product } from '../support/product';

jest.setTimeout(300_000);

/** Before which step what is killed: among commands, between the rounds of an approval, and while time is waited for. */
const kills = new Map<number, PartName>([
  [7, 'api'],
  [13, 'relay'],
  [20, 'PostgreSQL'],
  [27, 'Temporal'],
  [33, 'Kafka'],
  [40, 'worker'],
  [46, 'notifier'],
  [50, 'relay'],
  [61, 'worker'],
  [63, 'Kafka'],
  [64, 'notifier'],
]);

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.remove());

it('of api, relay, PostgreSQL, Temporal, Kafka, worker and notifier', async () => {
  const said: string[] = [];
  const killed: [PartName, number][] = [];
  const lived = await tellStory(product, {
    say: (line) => said.push(line),
    beforeStep: async (step) => {
      const part = kills.get(step);
      if (part === undefined) return;
      killed.push([part, await killPart(product, part)]);
    },
  });
  if (lived.unexpected > 0) throw new Error(said.join('\n'));
  expect(lived).toMatchObject({ steps: 68, refusals: 18, unexpected: 0 });
  expect(killed.map(([part]) => part)).toEqual([...kills.values()]);
  for (const [part, pid] of killed) expect([part, pidOf(product, part)]).not.toEqual([part, pid]);
  await expectLogOnKafka(product);
});
