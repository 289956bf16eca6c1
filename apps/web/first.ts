// What is fetched first, and small: it sends for the words, for the page that was asked for and for the program that draws it, all at once.
import './styles/components.css';
import './styles/tongguan.css';
import { fetchPageAt } from './pages';
import { loadWords, preferredLanguage } from './words/loaded';

const language = preferredLanguage();
document.documentElement.lang = language;
const words = loadWords(language);
fetchPageAt(window.location.pathname);
// The first picture is painted before the program keeps the browser busy.
requestAnimationFrame(() => setTimeout(() => void import('./begin').then(({ begin }) => begin(words))));
