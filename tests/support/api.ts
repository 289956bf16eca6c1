// The API in the test's own process, on databases of its own, with a sign-in provider that the test can stop and read models that it can hold back.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { EventStore } from '#event-store';
import { createApi } from '../../apps/api/api';
import { ApiSettings } from '../../apps/api/api-settings';
import { setUp } from '../../deploy/local/set-up';
import { ApiClient } from '../../deploy/local/story/api-client';
import { openFollowedStore, type FollowedStore } from './followed-store';

const AUDIENCE = 'urn:tongguan:test';

export type SignIn = {
  issuer: string;
  token(subject: string): Promise<string>;
  /** Accepts connections and says nothing, or answers again. */
  hang(hanging: boolean): void;
  close(): Promise<void>;
};

export type TestApi = {
  app: NestFastifyApplication;
  url: string;
  store: EventStore;
  test: FollowedStore;
  signIn: SignIn;
  as(subject: string): Promise<ApiClient>;
  /** Another API on the same databases and the same provider, which has seen no token yet. */
  another(): Promise<string>;
  close(): Promise<void>;
};

export async function startApi(): Promise<TestApi> {
  const test = await openFollowedStore(setUp);
  const { store } = test;
  const signIn = await startSignIn();
  const apps: NestFastifyApplication[] = [];
  const start = async (): Promise<string> => {
    const environment = {
      TONGGUAN_API_PORT: '0',
      TONGGUAN_OIDC_ISSUER: signIn.issuer,
      TONGGUAN_OIDC_AUDIENCE: AUDIENCE,
    };
    const app = await createApi(store, ApiSettings.from(environment), 'silent');
    await app.listen({ port: 0, host: '127.0.0.1' });
    apps.push(app);
    return app.getUrl();
  };
  const url = await start();
  const as = async (subject: string): Promise<ApiClient> => new ApiClient(url, await signIn.token(subject));
  const administrator = await as('administrator');
  while ((await administrator.get('/v1/me')).status !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    app: apps[0]!,
    url,
    store,
    test,
    signIn,
    as,
    another: start,
    close: async () => {
      for (const app of apps) await app.close();
      await signIn.close();
      await test.close();
    },
  };
}

async function startSignIn(): Promise<SignIn> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256' }] };
  let issuer = '';
  let hanging = false;
  const server: Server = createServer((request, response) => {
    if (hanging) return;
    const answer = request.url === '/jwks' ? keys : { issuer, jwks_uri: `${issuer}/jwks` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    token: (subject) =>
      new SignJWT()
        .setProtectedHeader({ alg: 'ES256', kid: 'test', typ: 'at+jwt' })
        .setSubject(subject)
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setExpirationTime('1h')
        .sign(privateKey),
    hang: (value) => void (hanging = value),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
