// Requests to the API: signed in by device code (RFC 8628), the session kept for the next call, readable by its user only.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  allowInsecureRequests,
  discovery,
  initiateDeviceAuthorization,
  None,
  pollDeviceAuthorizationGrant,
  refreshTokenGrant,
  type Configuration,
  type TokenEndpointResponse,
} from 'openid-client';
import type { Language } from '#labels';

export type Problem = {
  status: number;
  code: string;
  title: string;
  detail: string;
  note?: string;
  missing?: {
    key: string;
    label: string;
    problem?: string;
    suppliedBy: { staffId?: string; role?: string; group?: string }[];
  }[];
};

/** The API refused; it says what is missing and who can supply it. */
export class ApiProblem extends Error {
  constructor(
    readonly problem: Problem,
    readonly client: Client,
  ) {
    super(problem.code);
  }
}

export type Client = {
  get(path: string): Promise<unknown>;
  send(path: string, body?: object): Promise<unknown>;
  /** A table as CSV or spreadsheet; what comes back line by line until the last is told. */
  upload(path: string, file: Buffer, told: (line: Told) => void): Promise<unknown>;
};

/** How far a long import is. */
export type Told = { stage: string; done: number; of: number };

type Session = { accessToken: string; refreshToken?: string; expiresAt: number };

/** A token that is about to end would end on the way. */
const EARLY_MS = 30_000;

/** A client without sign-in, for what anybody may ask. */
export function openClient(apiUrl: string, language: Language): Client {
  return clientOf(apiUrl, { 'accept-language': language });
}

/** A signed-in client; when there is no session, the person is asked to confirm a code in the browser. */
export async function connect(apiUrl: string, language: Language, say: (line: string) => void): Promise<Client> {
  const { accessToken } = await sessionFor(apiUrl, say);
  return clientOf(apiUrl, { authorization: `Bearer ${accessToken}`, 'accept-language': language });
}

async function sessionFor(apiUrl: string, say: (line: string) => void): Promise<Session> {
  const file = sessionFile(apiUrl);
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Session) : undefined;
  if (known !== undefined && known.expiresAt - EARLY_MS > Date.now()) return known;
  const config = await providerOf(apiUrl);
  if (known?.refreshToken !== undefined) {
    const refreshed = await refreshTokenGrant(config, known.refreshToken).catch(() => undefined);
    if (refreshed !== undefined) return keep(file, refreshed);
    rmSync(file);
  }
  const asked = await initiateDeviceAuthorization(config, { scope: 'openid offline_access' });
  say(
    `Sign in: open ${asked.verification_uri_complete ?? asked.verification_uri} and confirm the code ${asked.user_code}`,
  );
  return keep(file, await pollDeviceAuthorizationGrant(config, asked));
}

/** The API says who signs in for it; a provider on loopback may be plain HTTP, any other may not. */
async function providerOf(apiUrl: string): Promise<Configuration> {
  const metadata = (await clientOf(apiUrl, {}).get('/.well-known/oauth-protected-resource')) as {
    authorization_servers: string[];
  };
  const issuer = new URL(metadata.authorization_servers[0]!);
  // Names below .localhost are this machine's own (RFC 6761).
  const onLoopback = /^(127\.0\.0\.1|\[::1\]|(.+\.)?localhost)$/.test(issuer.hostname);
  const clientId = process.env['TONGGUAN_OIDC_CLIENT'] ?? 'tongguan-native';
  return discovery(issuer, clientId, undefined, None(), { execute: onLoopback ? [allowInsecureRequests] : [] });
}

function keep(file: string, tokens: TokenEndpointResponse): Session {
  const session = {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    expiresAt: Date.now() + (tokens.expires_in ?? 0) * 1000,
  };
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(session), { mode: 0o600 });
  return session;
}

function sessionFile(apiUrl: string): string {
  const base = process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state');
  const name = createHash('sha256').update(apiUrl).digest('hex').slice(0, 12);
  return join(process.env['TONGGUAN_SESSIONS'] ?? join(base, 'tongguan', 'sessions'), `${name}.json`);
}

function clientOf(apiUrl: string, headers: { [name: string]: string }): Client {
  const request = async (path: string, init: RequestInit): Promise<unknown> => {
    const response = await fetch(`${apiUrl}${path}`, init).catch(() => {
      throw new Error(`${apiUrl} does not answer. Is it running (npm start)? Another address: --api URL.`);
    });
    const body = await response.json();
    if (!response.ok) throw new ApiProblem(body as Problem, client);
    return body;
  };
  const post = (path: string, type: string, body: string | Buffer): Promise<unknown> =>
    request(path, {
      method: 'POST',
      headers: { ...headers, 'content-type': type, 'idempotency-key': randomUUID() },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
  const upload = async (path: string, file: Buffer, told: (line: Told) => void): Promise<unknown> => {
    const spreadsheet = file.subarray(0, 2).toString('latin1') === 'PK';
    const response = await fetch(`${apiUrl}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': spreadsheet ? XLSX : 'text/csv', accept: 'application/x-ndjson' },
      body: new Uint8Array(file),
    });
    if (!response.ok || response.body === null) throw new ApiProblem((await response.json()) as Problem, client);
    for await (const line of linesOf(response.body)) {
      const { answer, problem, ...progress } = JSON.parse(line) as { answer?: unknown; problem?: Problem } & Told;
      if (problem !== undefined) throw new ApiProblem(problem, client);
      if (answer !== undefined) return answer;
      told(progress);
    }
    throw new Error('the answer broke off; send the same file again: what is stored already stays as it is.');
  };
  const client: Client = {
    get: (path) => request(path, { headers }),
    send: (path, body = {}) => post(path, 'application/json', JSON.stringify(body)),
    upload: (path, file, told) => upload(path, file, told),
  };
  return client;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
