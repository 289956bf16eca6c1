// The story of `npm run story`, with assertions: told twice on the same data, every event once on Kafka, nobody's name outside.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { tellStory, type Lived } from '../../deploy/local/story/story';
import { expectLogOnKafka } from '../support/log-on-kafka';
import { sharedProduct, type SharedProduct } from '../support/product';

jest.setTimeout(180_000);

/** Names, addresses and words that stand in the example data or are said in the story. */
const PLANTED = [
  '周经理',
  'manager@example.test',
  '赵工',
  '陈总',
  '13900000001',
  '现在不需要',
  '东海制造集团',
  '反馈良好',
];

let product: SharedProduct;
const lives: Lived[] = [];
beforeAll(async () => {
  product = await sharedProduct();
});

async function live(): Promise<Lived> {
  const said: string[] = [];
  const lived = await tellStory(product, { say: (line) => said.push(line) });
  if (lived.unexpected > 0) throw new Error(said.join('\n'));
  return lived;
}

it('to its end, and again on the same data', async () => {
  for (let time = 1; time <= 2; time++) lives.push(await live());
  expect(lives.map(({ steps, refusals, unexpected }) => ({ steps, refusals, unexpected }))).toEqual([
    { steps: 68, refusals: 18, unexpected: 0 },
    { steps: 68, refusals: 18, unexpected: 0 },
  ]);
});

it('leaves every event of the log on Kafka, once and in order', async () => {
  await expectLogOnKafka(product);
});

it('names nobody outside PostgreSQL: not in Kafka, not in Temporal, not in a log', () => {
  const files = ['kafka', 'logs', 'temporal.db', 'temporal.db-wal', 'temporal.db-shm'].flatMap((name) =>
    filesBelow(join(product.folder, name)),
  );
  expect(files.length).toBeGreaterThan(20);
  const found = files.flatMap((file) => {
    const bytes = readFileSync(file);
    return PLANTED.flatMap((word) =>
      spellings(word)
        .filter((each) => bytes.includes(each))
        .map(() => `${word} in ${file}`),
    );
  });
  expect(found).toEqual([]);
  // Looked for rightly: the mail catcher has them, and what is not personal is found.
  const mails = filesBelow(join(product.folder, 'mail.db')).map((file) => readFileSync(file));
  expect(mails.length).toBeGreaterThan(0);
  const everything = Buffer.concat(files.map((file) => readFileSync(file)));
  for (const code of ['present-solution', 'decision-maker', lives[0]!.opportunityId!]) {
    expect([code, everything.includes(code)]).toEqual([code, true]);
  }
});

/** As text, and as JSON or base64 would hide it. */
function spellings(word: string): Buffer[] {
  const escaped = [...word].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  // Base64 of a text inside others depends on where it begins: its middle is the same in one of three alignments.
  const base64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(word)])
      .toString('base64')
      .replaceAll('=', '');
    return encoded.slice(shift === 0 ? 0 : 4, -2);
  });
  return [word, escaped, ...base64.filter((each) => each.length > 6)].map((each) => Buffer.from(each));
}

function filesBelow(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}
