// The relay: publishes how far the log is safe to read, and feeds the sinks. Any number may run; one at a time is active.
import { hostname } from 'node:os';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { connectBus } from '#messaging';
import { EventStore, runErasureSink, runSequencer, runSink } from '#event-store';
import { readModelMigrations, runReadModelSink } from '#read-model';
import { kafkaBrokers, storeSettings, temporalSettings, withKafka } from '../settings';
import { beginKafkaSink, KAFKA_SINK } from './kafka-sink';
import { repeatsSparingly } from './repeats-sparingly';
import { beginTemporalSink, TEMPORAL_SINK } from './temporal-sink';

async function main(): Promise<void> {
  const log = pino({ name: 'relay' });
  const store = await EventStore.open({
    ...storeSettings(process.env, 'tongguan relay'),
    migrations: readModelMigrations,
  });
  const { address, namespace } = temporalSettings(process.env);
  const temporal = new Client({ connection: Connection.lazy({ address }), namespace });
  const holder = `${hostname()} ${process.pid}`;
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  // Without Kafka the log is followed all the same; what is missing is sent once there is one.
  const bus = withKafka(process.env)
    ? connectBus({ brokers: kafkaBrokers(process.env), clientId: 'tongguan-relay', log })
    : undefined;
  const report = (sink: string): ((error: unknown) => void) =>
    repeatsSparingly((error) => log.error({ sink, err: error }, 'the sink stopped and is tried again every second'));
  log.info({ holder }, 'following the log');
  await Promise.all([
    runSequencer(store, holder, stop.signal, report('sequencer')),
    runErasureSink(store, holder, stop.signal, report('erasures')),
    runReadModelSink(store, holder, stop.signal, report('read-models')),
    runSink(
      store,
      TEMPORAL_SINK,
      holder,
      stop.signal,
      (lease, position) => beginTemporalSink(store, temporal, lease, position),
      report(TEMPORAL_SINK),
    ),
    bus && runSink(store, KAFKA_SINK, holder, stop.signal, beginKafkaSink(store, bus), report(KAFKA_SINK)),
  ]);
  await bus?.close();
  await store.close();
}

void main();
