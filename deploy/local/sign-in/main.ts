// The sign-in process of the local run. It knows the example people only, and asks for no password: it listens on loopback.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import type { Provider } from 'oidc-provider';
import { Pool } from 'pg';
import { exampleStaff } from '../example';
import { choicePage, consentPage } from './pages';
import { SIGN_IN_TABLES } from './postgres-adapter';
import { createProvider, type Person, type SignInSecrets } from './provider';

/** A form with one field; more is no sign-in. */
const MAX_FORM_BYTES = 4096;

async function main(): Promise<void> {
  const issuer = new URL(setting('TONGGUAN_OIDC_ISSUER'));
  const webOrigin = setting('TONGGUAN_WEB_ORIGIN');
  const pool = new Pool({ connectionString: setting('TONGGUAN_SIGN_IN_DATABASE_URL'), max: 4 });
  // A server that restarts drops idle connections; the next query opens another.
  pool.on('error', () => undefined);
  await pool.query(SIGN_IN_TABLES);
  const people = new Map(
    exampleStaff.map(({ subject, name, email, about }): [string, Person] => [subject, { subject, name, email, about }]),
  );
  const provider = createProvider(issuer.origin, webOrigin, pool, await secretsOf(pool), people);
  const others = provider.callback();
  const server = createServer((request, response) => {
    const uid = /^\/interaction\/[\w-]+$/.test(request.url ?? '');
    if (!uid) return void others(request, response);
    interact(provider, people, request, response).catch((error: unknown) => {
      response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`This sign-in cannot go on (${(error as Error).message}). Begin again where you came from.`);
    });
  });
  server.listen(Number(issuer.port), issuer.hostname);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
}

/** Shows who can sign in, takes the choice, and has a program on this machine confirmed by the person (RFC 8252). */
async function interact(
  provider: Provider,
  people: ReadonlyMap<string, Person>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt } = await provider.interactionDetails(request, response);
  const consents = prompt.name === 'consent';
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(consents ? consentPage() : choicePage([...people.values()]));
    return;
  }
  if (consents) {
    return provider.interactionFinished(request, response, { consent: {} }, { mergeWithLastSubmission: true });
  }
  const login = new URLSearchParams(await bodyOf(request)).get('login') ?? '';
  const person = people.get(login);
  if (person === undefined) throw new Error('nobody of this name is known here');
  await provider.interactionFinished(request, response, { login: { accountId: person.subject } });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > MAX_FORM_BYTES) throw new Error('the form is too large');
  }
  return body;
}

/** Made once and kept, so that tokens stay valid over a restart. */
async function secretsOf(pool: Pool): Promise<SignInSecrets> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: randomBytes(8).toString('hex') };
  const fresh: SignInSecrets = {
    jwks: { keys: [key] },
    cookieKeys: [randomBytes(32).toString('hex')],
  };
  await pool.query(`INSERT INTO sign_in_secret VALUES ('keys', $1) ON CONFLICT DO NOTHING`, [JSON.stringify(fresh)]);
  const { rows } = await pool.query<{ value: SignInSecrets }>(`SELECT value FROM sign_in_secret WHERE name = 'keys'`);
  return rows[0]!.value;
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; npm start sets it`);
  return value;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
