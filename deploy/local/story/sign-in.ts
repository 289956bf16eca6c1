// Signs an example person in as a browser would: code flow with PKCE (RFC 7636), following the provider's redirects.
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { NATIVE_CLIENT } from '../sign-in/provider';

const REDIRECT = 'http://127.0.0.1/callback';

/** More redirects than this lead in a circle. */
const MAX_REDIRECTS = 10;

export type Tokens = { accessToken: string; idToken?: string };

/** The provider is on loopback, where plain HTTP leaves the machine as little as the process does. */
export async function signIn(issuer: string, subject: string): Promise<Tokens> {
  const config = await discovery(new URL(issuer), NATIVE_CLIENT, undefined, None(), {
    execute: [allowInsecureRequests],
  });
  const pkceCodeVerifier = randomPKCECodeVerifier();
  const expectedState = randomState();
  const start = buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: 'openid',
    state: expectedState,
    code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  const arrived = await browse(start, subject);
  const tokens = await authorizationCodeGrant(config, arrived, { pkceCodeVerifier, expectedState });
  return { accessToken: tokens.access_token, idToken: tokens.id_token };
}

/** What a browser does with the pages of the provider: cookies, redirects, and the choice of the person. */
async function browse(start: URL, subject: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let redirects = 0; redirects < MAX_REDIRECTS; redirects++) {
    if (url.href.startsWith(REDIRECT)) return url;
    const choosing = url.pathname.startsWith('/interaction/');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(choosing ? { method: 'POST', body: new URLSearchParams({ login: subject }) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      cookies.set(name!, value!);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${url.pathname} answered ${response.status}: ${await response.text()}`);
    url = new URL(location, url);
  }
  throw new Error('the provider redirects in a circle');
}
