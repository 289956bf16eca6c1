// What the compiler knows of the API and of the words when it checks the pages: made of the description and the catalogue.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageWords } from '#labels';
import { cloneFolder } from './folders';

type Description = { paths: { [path: string]: { [method: string]: Operation } } };
type Operation = { responses?: { [status: string]: unknown } };

async function main(): Promise<void> {
  const root = cloneFolder();
  const file = join(root, 'dist', 'openapi.json');
  execFileSync(process.execPath, [join(root, 'dist', 'apps', 'api', 'describe-main.js'), file]);
  const { default: openapi, astToString } = await import('openapi-typescript');
  const description = withoutProblems(JSON.parse(readFileSync(file, 'utf8')) as Description);
  const types = astToString(await openapi(JSON.stringify(description)));
  write(join(root, 'apps', 'web', 'client', 'api.d.ts'), types);
  const names = Object.keys(pageWords()).map((name) => `\n  | '${name}'`);
  write(join(root, 'apps', 'web', 'words', 'page-words.d.ts'), `export type PageWord =${names.join('')};\n`);
}

/** Problems have one form on every route, which the pages know once. */
function withoutProblems(description: Description): Description {
  for (const operations of Object.values(description.paths)) {
    for (const operation of Object.values(operations)) {
      const accepted = Object.entries(operation.responses ?? {}).filter(([status]) => status.startsWith('2'));
      operation.responses = Object.fromEntries(accepted);
    }
  }
  return description;
}

/** Untouched where it is the same: what watches files need not begin anew. */
function write(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

void main();
