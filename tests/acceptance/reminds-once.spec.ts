// The notifier as a process: one letter per reminder and person, in their language; passing troubles wait, lasting ones are
// put aside, and a crash between the server's yes and our record sends the same letter, not another.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { staffDecider, type Id, type StaffLanguage } from '#domain';
import { handleCommand, runSequencer, runSink } from '#event-store';
import { connectBus, DEAD_LETTER_TOPIC, type Bus, type Following } from '#messaging';
import { readModelMigrations, runReadModelSink } from '#read-model';
import { beginKafkaSink, KAFKA_SINK } from '../../apps/relay/kafka-sink';
import { cloneFolder } from '../../deploy/local/folders';
import { eventually } from '../support/eventually';
import { startKafka, type TestKafka } from '../support/kafka';
import { Sale } from '../support/sale';
import { startSmtp, type TakenLetter, type TestSmtp } from '../support/smtp';
import { environmentOf, openTestStore, type TestStore } from '../support/test-database';

jest.setTimeout(120_000);

let test: TestStore;
let kafka: TestKafka;
let smtp: TestSmtp;
let bus: Bus;
let notifier: ChildProcess;
let deadLetters: Following;
const dead: { reason: string | undefined; value: string }[] = [];
const stop = new AbortController();
let relay: Promise<unknown>;

beforeAll(async () => {
  [test, kafka, smtp] = await Promise.all([
    openTestStore({ migrations: readModelMigrations }),
    startKafka(),
    startSmtp(),
  ]);
  bus = connectBus({ brokers: kafka.brokers, clientId: 'test', log: { warn: () => undefined } });
  const report = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);
  relay = Promise.all([
    runSequencer(test.store, 'test', stop.signal, report),
    runReadModelSink(test.store, 'test', stop.signal, report),
    runSink(test.store, KAFKA_SINK, 'test', stop.signal, beginKafkaSink(test.store, bus), report),
  ]);
  await bus.ensureTopics();
  deadLetters = await bus.follow({
    groupId: 'test',
    topics: [DEAD_LETTER_TOPIC],
    handle: ({ headers, value }) => {
      dead.push({ reason: Object.entries(headers).find(([name]) => name.includes('reason'))?.[1], value });
      return Promise.resolve('done' as const);
    },
    onFatal: report,
  });
  notifier = startNotifier();
});
afterAll(async () => {
  notifier?.kill('SIGKILL');
  stop.abort();
  await relay;
  await deadLetters?.stop();
  await bus?.close();
  await smtp?.stop();
  await test?.close();
  await kafka?.remove();
});

function startNotifier(): ChildProcess {
  return spawn(process.execPath, [join(cloneFolder(), 'dist/apps/notifier/main.js')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...environmentOf(test),
      TONGGUAN_KAFKA_BROKERS: kafka.brokers.join(','),
      TONGGUAN_SMTP_URL: smtp.url,
      TONGGUAN_MAIL_FROM: 'Tongguan <tongguan@example.test>',
    },
  });
}

type Asked = { sale: Sale; address: string };

/** A sale whose supervisor is asked to consent to an absent level: one reminder. */
async function ask({
  address,
  language = 'zh-CN',
}: { address?: string; language?: StaffLanguage } = {}): Promise<Asked> {
  const sale = new Sale(test.store, { now: () => new Date().toISOString() });
  await sale.open();
  const email = address === undefined ? `${sale.supervisor}@example.test` : address || undefined;
  await person(sale.supervisor, email, language);
  await sale.do({ type: 'RequestAbsence', level: 'expert', reasonCode: 'other', reason: '无此层面' });
  return { sale, address: email ?? '' };
}

async function person(id: Id, email: string | undefined, language: StaffLanguage): Promise<void> {
  const outcome = await handleCommand(test.store, staffDecider, {
    stream: { type: 'staff', id },
    command: { type: 'ChangeStaffPerson', name: '孙主管', email, language },
    caller: { kind: 'process', name: 'setup' },
    commandId: randomUUID(),
    now: new Date().toISOString(),
  });
  if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
}

const lettersTo = (address: string): TakenLetter[] => smtp.letters.filter(({ to }) => to === address);
const letterTo = (address: string): Promise<TakenLetter> =>
  eventually(`a letter to ${address}`, async () => Promise.resolve(lettersTo(address)[0]));

it('writes to whom an approval waits for, in their language', async () => {
  const [chinese, english] = [await ask(), await ask({ language: 'en' })];
  expect((await letterTo(chinese.address)).subject).toBe('请您审批：层面不存在声明 — 集团 · 专线');
  expect((await letterTo(english.address)).subject).toBe(
    'Your approval is requested: Level declared absent — 集团 · 专线',
  );
  const { messageId } = await letterTo(chinese.address);
  expect(messageId).toMatch(/^<[0-9a-f-]{36}\.[0-9a-f-]{36}@example\.test>$/);
});

it('waits while the server asks for patience, and then sends once', async () => {
  let refused = 0;
  const patient = `patient-${randomUUID()}@example.test`;
  smtp.answer((to) => (to === patient && refused++ < 2 ? { refuse: 451 } : 'take'));
  await ask({ address: patient });
  await letterTo(patient);
  expect(refused).toBe(3);
  expect(lettersTo(patient)).toHaveLength(1);
});

it('puts aside what can never be delivered, with the reason, and goes on', async () => {
  const unknown = `unknown-${randomUUID()}@example.test`;
  smtp.answer((to) => (to === unknown ? { refuse: 550 } : 'take'));
  const [refused, without, later] = [await ask({ address: unknown }), await ask({ address: '' }), await ask()];
  await letterTo(later.address);
  const reasonOf = ({ sale }: Asked): Promise<string | undefined> =>
    eventually(`the dead letter of ${sale.id}`, async () =>
      Promise.resolve(dead.find(({ value }) => value.includes(sale.id))?.reason),
    );
  expect(await reasonOf(refused)).toBe('smtp-550');
  expect(await reasonOf(without)).toBe('no-address');
});

it('killed between the server’s yes and our record, it sends the same letter again and no other', async () => {
  const hasty = `hasty-${randomUUID()}@example.test`;
  let hangsUp = true;
  smtp.answer((to) => (to === hasty && hangsUp ? 'take-and-hang-up' : 'take'));
  await ask({ address: hasty });
  await letterTo(hasty);
  const ended = new Promise((resolve) => notifier.once('exit', resolve));
  notifier.kill('SIGKILL');
  await ended;
  hangsUp = false;
  notifier = startNotifier();
  await eventually('the letter again', async () => Promise.resolve(lettersTo(hasty).length === 2 || undefined));
  expect(new Set(lettersTo(hasty).map(({ messageId }) => messageId)).size).toBe(1);
  // Recorded now: after another start everything is known, and a later reminder shows that it was passed.
  notifier.kill('SIGTERM');
  await new Promise((resolve) => notifier.once('exit', resolve));
  notifier = startNotifier();
  await letterTo((await ask()).address);
  expect(lettersTo(hasty)).toHaveLength(2);
});

it('says nothing about what was decided meanwhile', async () => {
  notifier.kill('SIGTERM');
  await new Promise((resolve) => notifier.once('exit', resolve));
  const { sale, address } = await ask();
  const { id, round, contentHash } = [...(await sale.state()).approvals.values()].at(-1)!;
  await sale.do({ type: 'CastVote', approvalId: id, round, contentHash, decision: 'approve' }, sale.supervisor);
  notifier = startNotifier();
  await letterTo((await ask()).address);
  expect(lettersTo(address)).toEqual([]);
});
