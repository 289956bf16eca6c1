// The arrows of the house go one way: apps → workflows → event-store, read-model, messaging, labels → domain → nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { cloneFolder } from '../../deploy/local/folders';

const root = cloneFolder();
const folders = ['apps', 'libs', 'workflows', 'deploy'].filter((folder) => existsSync(join(root, folder)));

/** Packages without I/O, clock or random; of `node:crypto` the domain takes hashes only. */
const purePackages = ['ajv', 'ajv-formats', 'luxon', 'node:crypto'];
const pureCrypto = ['createHash', 'hash'];

/** What every process reads from its environment. */
const SHARED_BY_APPS = 'apps/settings';

type Import = { file: string; from: string; names: string[]; typeOnly: boolean };

function importsOf(file: string, text: string): Import[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement): Import[] => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    if (statement.moduleSpecifier === undefined || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    const bindings = clause?.namedBindings;
    const names =
      bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements.map((each) => each.name.text) : [];
    const typeOnly = ts.isImportDeclaration(statement) && clause?.isTypeOnly === true;
    return [{ file, from: statement.moduleSpecifier.text, names, typeOnly }];
  });
}

/** Where an import leads: `libs/domain`, `apps/api`, or the name of a package. */
function target({ file, from }: Import): string {
  if (from.startsWith('#')) return `libs/${from.slice(1)}`;
  if (!from.startsWith('.')) return from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : from.split('/')[0]!;
  return room(relative(root, join(dirname(join(root, file)), from)));
}

function room(path: string): string {
  const [top, name] = path.split('/');
  return top === 'workflows' || top === 'deploy' || top === 'tests' ? top : `${top}/${name}`;
}

function brokenArrow(each: Import): string | undefined {
  const here = room(each.file);
  const there = target(each);
  const said = `${each.file} imports ${each.from}`;
  if (here === there) return undefined;
  if (each.from.startsWith('.') && there.startsWith('libs/'))
    return `${said}: a library is entered by its index (#name)`;
  if (here === 'apps/web' && /^(libs|apps|workflows|deploy)\b/.test(there) && !each.typeOnly)
    return `${said}: a browser gets types of the house and no code`;
  if (there.startsWith('apps/') && there !== SHARED_BY_APPS) return `${said}: nobody imports an app`;
  if (there === 'kafkajs' && here !== 'libs/messaging') return `${said}: kafkajs stays behind its port`;
  if (here === 'libs/domain') return domainArrow(each, there, said);
  if (here.startsWith('libs/') && (there === 'workflows' || there === 'deploy'))
    return `${said}: libraries do not know it`;
  if (here.startsWith('libs/') && there.startsWith('libs/') && !['libs/domain', 'libs/event-store'].includes(there)) {
    return `${said}: of libraries, others build on the domain and the store only`;
  }
  if (['libs/event-store', 'libs/labels'].includes(here) && there !== 'libs/domain' && there.startsWith('libs/'))
    return `${said}: ${here} builds on the domain only`;
  if (
    each.file.endsWith('/workflow.ts') &&
    there !== '@temporalio/workflow' &&
    !each.typeOnly &&
    !each.from.endsWith('/messages')
  ) {
    return `${said}: a workflow imports @temporalio/workflow, ../messages and types`;
  }
  return undefined;
}

function domainArrow(each: Import, there: string, said: string): string | undefined {
  if (!purePackages.includes(there)) return `${said}: the domain imports nothing but ${purePackages.join(', ')}`;
  const impure = there === 'node:crypto' ? each.names.filter((name) => !pureCrypto.includes(name)) : [];
  return impure.length === 0 ? undefined : `${said}: ${impure.join(', ')} is not pure`;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.spec.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('/testing/'));
}

it('in every file', () => {
  const imports = folders
    .flatMap(sourceFiles)
    .flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.map(brokenArrow).filter((broken) => broken !== undefined)).toEqual([]);
});

it.each([
  ['libs/domain/a.ts', "import { Client } from 'pg';"],
  ['libs/domain/a.ts', "import { randomUUID } from 'node:crypto';"],
  ['libs/domain/a.ts', "export * from '../event-store/append';"],
  ['libs/event-store/a.ts', "import { decide } from '../domain/decider';"],
  ['libs/event-store/a.ts', "import { project } from '#read-model';"],
  ['libs/labels/a.ts', "import { EventStore } from '#event-store';"],
  ['libs/domain/a.ts', "import { labelOf } from '#labels';"],
  ['libs/read-model/a.ts', "import { main } from '../../apps/api/main';"],
  ['apps/web/a.tsx', "import { explain } from '#domain';"],
  ['apps/relay/a.ts', "import { Kafka } from 'kafkajs';"],
  ['workflows/opportunity/workflow.ts', "import { handleCommand } from '#event-store';"],
])('%s is caught at %s', (file, text) => {
  expect(importsOf(file, text).map(brokenArrow)).toEqual([expect.any(String)]);
});
