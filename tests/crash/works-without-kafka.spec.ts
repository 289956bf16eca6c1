// Way A knows no Kafka: without it the product works and says how many events wait; back again, it gets them all, once.
import { exampleId } from '../../deploy/local/set-up';
import type { ApiClient } from '../../deploy/local/story/api-client';
import { tongguan } from '../support/command-line';
import { eventually } from '../support/eventually';
import { startKafka, type TestKafka } from '../support/kafka';
import { expectLogOnKafka } from '../support/log-on-kafka';
import { startProduct, type Product } from '../support/product';

jest.setTimeout(180_000);

let kafka: TestKafka;
let product: Product;
let manager: ApiClient;
beforeAll(async () => {
  kafka = await startKafka();
  product = await startProduct({ TONGGUAN_KAFKA_BROKERS: kafka.brokers.join(',') });
  manager = await product.as('manager');
});
afterAll(async () => {
  await product?.remove();
  await kafka?.remove();
});

async function open(client: ApiClient): Promise<number> {
  const body = { customerId: exampleId('customer', 'donghai'), playbookKey: 'story', title: '专线' };
  return (await client.send('/v1/opportunities', body)).status;
}

/** The line about Kafka, once it looks like this. */
function kafkaLine(pattern: RegExp): Promise<RegExpExecArray> {
  return eventually(`status shows ${pattern}`, async () => {
    const { stdout } = await tongguan(product, 'manager', 'status');
    return pattern.exec(stdout) ?? undefined;
  });
}

it('with Kafka stopped, commands are answered and the status counts what waits', async () => {
  await kafkaLine(/^kafka +0 events wait; fed by .+$/m);
  await kafka.kill();
  for (let sale = 0; sale < 3; sale++) expect(await open(manager)).toBe(200);
  const [, waiting] = await kafkaLine(/^kafka +([1-9]\d*) events wait; KAFKA_UNREACHABLE since \S+$/m);
  expect(Number(waiting)).toBeGreaterThanOrEqual(3);
});

it('started again, Kafka gets every event once', async () => {
  await kafka.restart();
  await kafkaLine(/^kafka +0 events wait; fed by .+$/m);
  await expectLogOnKafka(product);
});

it('where there is no Java, the product runs without Kafka and says so', async () => {
  const without = await startProduct({ PATH: '/nowhere' });
  try {
    expect(without.said()).toContain('no Kafka: there is no Java on the PATH');
    expect(await open(await without.as('manager'))).toBe(200);
  } finally {
    await without.remove();
  }
});
