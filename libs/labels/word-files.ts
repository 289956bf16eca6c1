// The files of words: YAML beside the code, one entry per code with all its languages side by side, so that a translator needs nothing else.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

/** @param name without extension, below `libs/labels/words` */
export function wordsOf(name: string): unknown {
  return parse(readFileSync(join(wordsFolder(), `${name}.yaml`), 'utf8'), { uniqueKeys: true });
}

/**
 * All files of a folder as one.
 * @throws Error when two of them have words of the same name
 */
export function wordsBelow(folder: string): { [name: string]: unknown } {
  const words = new Map<string, unknown>();
  for (const file of readdirSync(join(wordsFolder(), folder)).sort()) {
    const entries = wordsOf(`${folder}/${file.replace(/\.yaml$/, '')}`) as { [name: string]: unknown };
    for (const [name, word] of Object.entries(entries)) {
      if (words.has(name)) throw new Error(`${name} stands in ${folder}/${file} and in another file there`);
      words.set(name, word);
    }
  }
  return Object.fromEntries(words);
}

/** The YAML files stay where they were written; compiled code finds them from the root of the project. */
function wordsFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'libs', 'labels', 'words');
  }
  throw new Error('the folder libs/labels/words is not there');
}
