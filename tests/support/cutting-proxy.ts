// A network between a client and PostgreSQL that can swallow one answer: the server has committed, the client never hears.
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

export type CuttingProxy = {
  /** The database's URL with the proxy's port. */
  url: string;
  /** The next request that contains these bytes reaches the server; when its answer comes, the connection breaks. */
  cutAnswerTo(request: string): Promise<void>;
  close(): Promise<void>;
};

export async function startCuttingProxy(databaseUrl: string): Promise<CuttingProxy> {
  const target = new URL(databaseUrl);
  let awaited: { request: string; cut: () => void } | undefined;
  const open = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let cutting: (() => void) | undefined;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (awaited !== undefined && bytes.includes(awaited.request)) {
        cutting = awaited.cut;
        awaited = undefined;
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (cutting === undefined) {
        client.write(bytes);
        return;
      }
      client.destroy();
      cutting();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.toString(),
    cutAnswerTo: (request) => new Promise((cut) => (awaited = { request, cut })),
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
