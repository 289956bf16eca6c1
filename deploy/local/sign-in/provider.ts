// The OpenID provider of the local run: a certified library, first-party clients, access tokens for the API only.
import { Provider, type Configuration, type Grant, type JWKS, type KoaContextWithOIDC } from 'oidc-provider';
import type { Pool } from 'pg';
import { codeConfirmPage, codeInputPage, errorPage, signedInPage, signedOutPage, signOutPage } from './pages';
import { postgresAdapter } from './postgres-adapter';

export const API_AUDIENCE = 'urn:tongguan:api';

/** Programs on the user's own machine; they hold no secret. The command line signs in by device code. */
export const NATIVE_CLIENT = 'tongguan-native';

/** The pages of the product, in a browser; they hold no secret either. */
export const WEB_CLIENT = 'tongguan-web';

/** A working day: nobody is asked twice a day, and a lost token is worth little the next. */
const SESSION_SECONDS = 12 * 3600;
const ACCESS_TOKEN_SECONDS = 3600;

export type SignInSecrets = { jwks: JWKS; cookieKeys: string[] };
export type Person = {
  subject: string;
  name: string;
  email: string;
  /** What they do, for whoever chooses whom to be. */
  about: string;
};

export function createProvider(
  issuer: string,
  webOrigin: string,
  pool: Pool,
  secrets: SignInSecrets,
  people: ReadonlyMap<string, Person>,
): Provider {
  const configuration: Configuration = {
    adapter: postgresAdapter(pool),
    jwks: secrets.jwks,
    cookies: { keys: secrets.cookieKeys },
    clients: [
      {
        client_id: NATIVE_CLIENT,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://127.0.0.1/callback'],
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
        response_types: ['code'],
      },
      {
        client_id: WEB_CLIENT,
        application_type: 'web',
        token_endpoint_auth_method: 'none',
        redirect_uris: [`${webOrigin}/signed-in`],
        post_logout_redirect_uris: [`${webOrigin}/`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    // Browsers ask from the pages' own address and no other.
    clientBasedCORS: (_context, origin) => origin === webOrigin,
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    // The library's own page asks a font server on the internet.
    renderError: (context, { error, error_description: description }) => show(context, errorPage(error, description)),
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: (context, form, _out, error) => show(context, codeInputPage(form, error !== undefined)),
        userCodeConfirmSource: (context, form, _client, _device, code) => show(context, codeConfirmPage(form, code)),
        successSource: (context) => show(context, signedInPage()),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => show(context, signOutPage(form)),
        postLogoutSuccessSource: (context) => show(context, signedOutPage()),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API_AUDIENCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'tongguan',
          audience: API_AUDIENCE,
          accessTokenFormat: 'jwt',
          accessTokenTTL: ACCESS_TOKEN_SECONDS,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, subject) => {
      const person = people.get(subject);
      if (person === undefined) return undefined;
      return { accountId: subject, claims: () => ({ sub: subject, name: person.name, email: person.email }) };
    },
    // The clients are our own programs: there is nothing to consent to beyond signing in.
    loadExistingGrant: firstPartyGrant,
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      Grant: SESSION_SECONDS,
      IdToken: ACCESS_TOKEN_SECONDS,
      Interaction: 3600,
      RefreshToken: SESSION_SECONDS,
      Session: SESSION_SECONDS,
    },
    issueRefreshToken: () => Promise.resolve(true),
  };
  return new Provider(issuer, configuration);
}

function show(context: KoaContextWithOIDC, html: string): void {
  context.type = 'html';
  context.body = html;
}

async function firstPartyGrant({ oidc }: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session, provider, result } = oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const known = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  const found = known === undefined ? undefined : await provider.Grant.find(known);
  if (found !== undefined) return found;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid offline_access profile email');
  grant.addResourceScope(API_AUDIENCE, 'tongguan');
  await grant.save();
  return grant;
}
