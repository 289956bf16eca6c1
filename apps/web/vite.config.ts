// Builds the pages into dist/web, with the words of each language as a part of its own.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

type Labels = typeof import('../../libs/labels');

const WORDS = 'virtual:words/';

/** Below this, compressing saves less than it costs. */
const WORTH_COMPRESSING_BYTES = 1024;

/** One catalogue for pages and API: read as the API reads it, from its compiled library. */
function words(): Plugin {
  const { labelsIn, pageWordsIn } = createRequire(import.meta.url)('../../dist/libs/labels/index.js') as Labels;
  return {
    name: 'words',
    resolveId: (id) => (id.startsWith(WORDS) ? `\0${id}` : undefined),
    load: (id) => {
      if (!id.startsWith(`\0${WORDS}`)) return undefined;
      const language = id.slice(WORDS.length + 1) as Parameters<typeof pageWordsIn>[0];
      const all = { labels: labelsIn(language), pages: pageWordsIn(language) };
      // As a string: a browser reads JSON faster than the same as a program.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(all))})`;
    },
  };
}

/** The first picture has the mark in it, before anything is fetched for it. */
function marked(): Plugin {
  const mark = readFileSync(join(import.meta.dirname, 'public', 'favicon.svg'), 'utf8');
  return { name: 'marked', transformIndexHtml: (html) => html.replace('<!-- the mark -->', mark) };
}

/** What `first` sends for is named in the page itself: it comes while `first` is still on its way, but after what the first picture needs. */
function sentFor(): Plugin {
  return {
    name: 'sent-for',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
        const begin = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith('/begin.tsx')));
        if (begin === undefined) throw new Error('begin.tsx is not a part of its own: nothing can send for it early');
        return [begin.fileName, ...begin.imports]
          .filter((name) => !html.includes(name))
          .map((name) => ({
            tag: 'link',
            injectTo: 'head' as const,
            attrs: { rel: 'modulepreload', href: `/${name}`, crossorigin: true, fetchpriority: 'low' },
          }));
      },
    },
  };
}

/** Once here instead of at every answer; of the files as they were written, after everything else has changed them. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((each) => each.startsWith('assets/'))) {
        const file = join(dir, name);
        const source = readFileSync(file);
        if (source.length < WORTH_COMPRESSING_BYTES) continue;
        writeFileSync(`${file}.br`, brotliCompressSync(source));
        writeFileSync(`${file}.gz`, gzipSync(source, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [words(), marked(), sentFor(), compressed()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    reportCompressedSize: false,
    // Nothing inline: the policy of the pages forbids data in the place of scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Chromium compiles the whole file beside the page, while it comes, instead of each function in the page's own time.
        postBanner: '//# allFunctionsCalledOnLoad',
        codeSplitting: {
          // Few files: each one waits for a connection and for the way there and back.
          groups: [
            { name: 'first', test: /[\\/]web[\\/](first|pages|words[\\/](loaded|filled))\.ts$/, priority: 2 },
            { name: 'frame', test: /[\\/]web[\\/]begin\.tsx$/, priority: 1 },
            { name: 'shared', minShareCount: 2 },
          ],
        },
      },
    },
  },
});
