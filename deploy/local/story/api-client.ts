// A client of the HTTP API as one signed-in person.
import { randomUUID } from 'node:crypto';

export type Answer<Body = Record<string, unknown>> = { status: number; version?: number; body: Body };
export type SendOptions = { key?: string; ifMatch?: number };

export class ApiClient {
  constructor(
    private readonly apiUrl: string,
    private readonly accessToken: string,
  ) {}

  /** @param options `known`: the version that one has; the same is answered with 304 and no body */
  get<Body = Record<string, unknown>>(path: string, { known }: { known?: number } = {}): Promise<Answer<Body>> {
    const condition = known === undefined ? {} : { 'if-none-match': `"${known}"` };
    return this.request<Body>(path, { headers: { ...this.headers(), ...condition } });
  }

  /** Sends a command. The same key again is the same command again. */
  send<Body = Record<string, unknown>>(
    path: string,
    body: unknown = {},
    { key = randomUUID(), ifMatch }: SendOptions = {},
  ): Promise<Answer<Body>> {
    const headers = {
      ...this.headers(),
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
    };
    return this.request<Body>(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** Sends a file as it is; `headers` say what it is. */
  upload<Body = Record<string, unknown>>(
    path: string,
    bytes: Uint8Array<ArrayBuffer>,
    headers: { [name: string]: string },
  ): Promise<Answer<Body>> {
    const all = { ...this.headers(), 'idempotency-key': randomUUID(), ...headers };
    return this.request<Body>(path, { method: 'POST', headers: all, body: bytes });
  }

  /** The bytes of an answer that is no JSON. */
  async download(path: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
    const response = await fetch(`${this.apiUrl}${path}`, { headers: this.headers() });
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  private headers(): { [name: string]: string } {
    return { authorization: `Bearer ${this.accessToken}` };
  }

  private async request<Body>(path: string, init: RequestInit): Promise<Answer<Body>> {
    const response = await fetch(`${this.apiUrl}${path}`, init);
    const text = await response.text();
    const etag = /^"(\d+)"$/.exec(response.headers.get('etag') ?? '')?.[1];
    return {
      status: response.status,
      version: etag === undefined ? undefined : Number(etag),
      body: (text === '' ? {} : JSON.parse(text)) as Body,
    };
  }
}
