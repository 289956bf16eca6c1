// A service outside the product that reads the audit topic: what it has seen of each stream, in what order.
import { randomUUID } from 'node:crypto';
import { AUDIT_TOPIC, connectBus, type Bus, type Following } from '#messaging';

export type AuditReader = {
  /** Event ids in the order they came, by stream. */
  seen: ReadonlyMap<string, readonly string[]>;
  count(): number;
  /** What its client stopped at, every time that another had to go on. */
  troubles: readonly string[];
  stop(): Promise<void>;
};

const AGAIN_AFTER_MS = 250;

/** Follows under read_committed from the beginning; when its client gives up, another goes on with the same group. */
export function readAudit(brokers: string[]): AuditReader {
  const seen = new Map<string, string[]>();
  const groupId = `outside-${randomUUID()}`;
  // Delivered again after a lost commit of its own offset is the reader's doing: told apart by where the message lies.
  const places = new Set<string>();
  const troubles: string[] = [];
  let stopped = false;
  let current: { bus: Bus; following?: Following } | undefined;
  const follow = async (): Promise<void> => {
    if (stopped) return;
    const bus = connectBus({ brokers, clientId: 'outside', log: { warn: () => undefined } });
    current = { bus };
    try {
      current.following = await bus.follow({
        groupId,
        topics: [AUDIT_TOPIC],
        handle: ({ partition, offset, value }) => {
          const place = `${partition}:${offset}`;
          if (!places.has(place)) {
            places.add(place);
            const { id, stream } = JSON.parse(value) as { id: string; stream: { id: string } };
            seen.set(stream.id, [...(seen.get(stream.id) ?? []), id]);
          }
          return Promise.resolve('done' as const);
        },
        onFatal: (error) => void again(bus, error),
      });
    } catch (error) {
      await again(bus, error);
    }
  };
  const again = async (bus: Bus, trouble: unknown): Promise<void> => {
    troubles.push(`${new Date().toISOString()} ${String(trouble)}`);
    await bus.close();
    setTimeout(() => void follow(), AGAIN_AFTER_MS);
  };
  void follow();
  return {
    seen,
    troubles,
    count: () => [...seen.values()].reduce((sum, ids) => sum + ids.length, 0),
    stop: async () => {
      stopped = true;
      await current?.following?.stop();
      await current?.bus.close();
    },
  };
}
