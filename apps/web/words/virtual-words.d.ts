// What vite.config.ts makes of the catalogue.
declare module 'virtual:words/*' {
  const words: { labels: import('../../../libs/labels').Words; pages: { [word: string]: string } };
  export default words;
}
