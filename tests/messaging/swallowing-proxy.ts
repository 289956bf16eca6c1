// A network between clients and a broker that loses answers: the broker has done what it was asked, the client never hears.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Kafka's numbers of the requests whose answers can be lost. */
const API_KEYS = { Produce: 0, EndTxn: 26 } as const;

/** What becomes of a connection whose answer is lost. */
type Then = 'cut' | 'silent';

export type SwallowingProxy = {
  /** Where clients go, and what the broker has to advertise. */
  port: number;
  /** From now on the broker's answers to these requests are lost. */
  swallow(answersTo: keyof typeof API_KEYS, then: Then): void;
  /** From now on everything arrives; says how many answers were lost. */
  heal(): number;
  close(): Promise<void>;
};

export async function startSwallowingProxy(brokerPort: number): Promise<SwallowingProxy> {
  let lossy: { apiKey: number; then: Then } | undefined;
  let lost = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const broker = connect(brokerPort, '127.0.0.1');
    const swallowed = new Set<number>();
    for (const socket of [client, broker]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        broker.destroy();
      });
    }
    onFrames(client, (frame) => {
      if (lossy !== undefined && frame.readInt16BE(4) === lossy.apiKey) swallowed.add(frame.readInt32BE(8));
      broker.write(frame);
    });
    onFrames(broker, (frame) => {
      if (!swallowed.has(frame.readInt32BE(4))) return void client.write(frame);
      lost += 1;
      if (lossy?.then !== 'silent') client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    swallow: (answersTo, then) => {
      lossy = { apiKey: API_KEYS[answersTo], then };
      lost = 0;
    },
    heal: () => {
      lossy = undefined;
      return lost;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Whole requests or answers: four bytes of length, then that many. */
function onFrames(socket: Socket, take: (frame: Buffer) => void): void {
  let left: Buffer = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => {
    left = Buffer.concat([left, bytes]);
    while (left.length >= 4 && left.length >= 4 + left.readInt32BE(0)) {
      const end = 4 + left.readInt32BE(0);
      take(left.subarray(0, end));
      left = left.subarray(end);
    }
  });
}
