// `npm run trade-check` on a product of its own: every row that it has works, by real calls and a refusal that was provoked.
import { checkTrade } from '../../deploy/local/trade/trade';
import { startProduct, type Product } from '../support/product';

jest.setTimeout(300_000);

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.remove());

it('every row works', async () => {
  const said: string[] = [];
  const { rows, working } = await checkTrade(product, (line) => said.push(line));
  if (working < rows.length) throw new Error(said.join('\n'));
  expect(rows).toEqual(Array.from({ length: 26 }, (_, n) => `S${n + 1}`));
});
