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

/** A device code takes eight; more lead in a circle. */
const MAX_STEPS = 16;

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

/** Confirms the code that a terminal shows, as the person would in their browser. */
export async function confirmDevice(verificationUri: string, subject: string): Promise<void> {
  await browse(new URL(verificationUri), subject);
}

/** What a browser and a person do with the provider's pages: cookies, redirects, forms, the choice of who one is. */
async function browse(start: URL, subject: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = start;
  let form: URLSearchParams | undefined;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    if (url.href.startsWith(REDIRECT)) return url;
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      cookies.set(name!, value!);
    }
    const page = await response.text();
    if (response.status >= 400) throw new Error(`${url.pathname} answered ${response.status}: ${page}`);
    const location = response.headers.get('location');
    form = location === null ? filledForm(page, subject) : undefined;
    if (location === null && form === undefined) return url;
    url = new URL(location ?? /<form[^>]*action="([^"]+)"/.exec(page)?.[1] ?? url, url);
  }
  throw new Error('the provider leads in a circle');
}

/** Hidden fields as they stand, and the person where one is chosen; `undefined` for a page without a form. */
function filledForm(page: string, subject: string): URLSearchParams | undefined {
  if (!page.includes('<form')) return undefined;
  const fields = new URLSearchParams();
  for (const [input] of page.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    if (name !== undefined) fields.set(name, /value="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  if (page.includes('name="login"')) fields.set('login', subject);
  return fields;
}
