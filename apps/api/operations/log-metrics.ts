// How far the log and its sinks are, for Prometheus: read when it asks.
import { Gauge, type Registry } from 'prom-client';
import { logStatus, type EventStore, type LogStatus } from '#event-store';

export function collectLogMetrics(store: EventStore, registry: Registry): void {
  let reading: Promise<LogStatus> | undefined;
  /** Gauges are collected side by side: one reading serves all of them. */
  const shared = (): Promise<LogStatus> => (reading ??= logStatus(store).finally(() => (reading = undefined)));
  const gauge = (
    name: string,
    help: string,
    labelNames: string[],
    show: (status: LogStatus, to: Gauge) => void,
  ): void => {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        const status = await shared();
        this.reset();
        show(status, this);
      },
    });
  };
  gauge('tongguan_log_drawn_position', 'Position of the last event that was drawn.', [], ({ drawn }, to) =>
    to.set(drawn),
  );
  gauge('tongguan_log_published_position', 'Position up to which the log may be read.', [], ({ published }, to) =>
    to.set(published),
  );
  gauge('tongguan_sink_waiting_events', 'Events that wait for a sink, 100000 at most.', ['sink'], ({ sinks }, to) => {
    for (const { sink, waiting } of sinks) to.set({ sink }, waiting);
  });
  gauge(
    'tongguan_sink_in_trouble',
    '1 while a sink stands still, by the reason.',
    ['sink', 'trouble'],
    ({ sinks }, to) => {
      for (const { sink, trouble } of sinks) if (trouble !== undefined) to.set({ sink, trouble }, 1);
    },
  );
}
