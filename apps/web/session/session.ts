// Who is signed in here: code flow with PKCE at the OpenID provider that the page was served with, renewed until one signs out.
// Invariant: tokens live as long as the tab; a new tab asks the provider, which remembers.
import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';

type SignInSettings = { issuer: string; clientId: string };

/** Where the provider sends people back to. */
export const RETURN_PATH = '/signed-in';

function settings(): SignInSettings {
  const text = document.querySelector<HTMLMetaElement>('meta[name=tongguan-sign-in]')?.content ?? '{}';
  return JSON.parse(text) as SignInSettings;
}

const { issuer, clientId } = settings();

const manager = new UserManager({
  authority: issuer,
  client_id: clientId,
  redirect_uri: `${window.location.origin}${RETURN_PATH}`,
  post_logout_redirect_uri: `${window.location.origin}/`,
  response_type: 'code',
  scope: 'openid profile email offline_access',
  userStore: new WebStorageStateStore({ store: window.sessionStorage }),
  stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
  automaticSilentRenew: true,
});

let renewing: Promise<User | null> | undefined;

/** Renewed in the background, and here after a sleep; nothing where nobody is signed in or the session has ended. */
export async function accessToken(): Promise<string | undefined> {
  const user = await manager.getUser();
  if (user?.expired !== true) return user?.access_token;
  if (user.refresh_token === undefined) return undefined;
  renewing ??= manager
    .signinSilent()
    .catch(() => null)
    .finally(() => (renewing = undefined));
  return (await renewing)?.access_token;
}

export async function isSignedIn(): Promise<boolean> {
  return (await accessToken()) !== undefined;
}

/** Leaves for the provider, and comes back to where one was. */
export function signIn(returnTo: string = here()): Promise<void> {
  return manager.signinRedirect({ state: returnTo });
}

/** After the provider has sent the person back: the place to go on at. */
export async function completeSignIn(): Promise<string> {
  const user: User = await manager.signinCallback().then((found) => {
    if (found === undefined) throw new Error('the provider sent nobody');
    return found;
  });
  return typeof user.state === 'string' && user.state.startsWith('/') ? user.state : '/';
}

export function signOut(): Promise<void> {
  return manager.signoutRedirect();
}

function here(): string {
  const { pathname, search } = window.location;
  return pathname === RETURN_PATH ? '/' : `${pathname}${search}`;
}
