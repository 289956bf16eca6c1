// The pages begin: who is signed in, then the page that was asked for.
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { speak } from './client/client';
import { me, queryClient } from './client/queries';
import { completeSignIn, isSignedIn, RETURN_PATH } from './session/session';
import type { Words } from './words/loaded';

export async function begin(loading: Promise<Words>): Promise<void> {
  const [words, signedIn] = await Promise.all([loading, signedInHere()]);
  speak(words.language);
  if (signedIn) void queryClient.prefetchQuery(me);
  const root = createRoot(document.getElementById('root')!);
  // In slices between which the browser can paint and listen.
  startTransition(() => root.render(<App words={words} signedIn={signedIn} />));
}

/** Coming back from the provider ends at the place where one had begun. */
async function signedInHere(): Promise<boolean> {
  if (window.location.pathname !== RETURN_PATH) return isSignedIn();
  try {
    const place = await completeSignIn();
    window.history.replaceState(null, '', place);
    return true;
  } catch {
    window.history.replaceState(null, '', '/');
    return isSignedIn();
  }
}
