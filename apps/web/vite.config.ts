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
  plugins: [words(), compressed()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    reportCompressedSize: false,
    // Nothing inline: the policy of the pages forbids data in the place of scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
