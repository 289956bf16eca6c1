// The pages begin: words first, then who is signed in, then the page that was asked for.
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './styles/tongguan.css';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { speak } from './client/client';
import { completeSignIn, isSignedIn, RETURN_PATH } from './session/session';
import { loadWords, preferredLanguage } from './words/words';

async function main(): Promise<void> {
  const language = preferredLanguage();
  document.documentElement.lang = language;
  speak(language);
  const [words, signedIn] = await Promise.all([loadWords(language), signedInHere()]);
  createRoot(document.getElementById('root')!).render(<App words={words} signedIn={signedIn} />);
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

void main();
