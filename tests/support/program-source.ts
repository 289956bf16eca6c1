// What a program consists of, read from its source: files, packages, and the variables that it asks its environment for.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { cloneFolder } from '../../deploy/local/folders';

const root = cloneFolder();
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

type Reached = { files: Set<string>; packages: Set<string>; settings: Set<string> };

/** Everything that runs when this file does: our files, packages, and the functions that it takes from apps/settings. */
export function reachedFrom(
  file: string,
  reached: Reached = { files: new Set(), packages: new Set(), settings: new Set() },
): Reached {
  if (reached.files.has(file)) return reached;
  reached.files.add(file);
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
  for (const { from, names } of importsOf(source)) {
    if (from.startsWith('node:')) continue;
    const target = resolved(file, from);
    if (target === undefined) reached.packages.add(packageOf(from));
    else if (target === 'apps/settings.ts') names.forEach((name) => reached.settings.add(name));
    else reachedFrom(target, reached);
  }
  return reached;
}

function packageOf(from: string): string {
  const [first, second] = from.split('/');
  return from.startsWith('@') ? `${first}/${second}` : first!;
}

/** Imports and re-exports that are left when the types are gone. */
function importsOf(source: ts.SourceFile): { from: string; names: string[] }[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    if (statement.moduleSpecifier === undefined || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : statement;
    if (clause?.isTypeOnly === true) return [];
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
    const elements = bindings !== undefined && 'elements' in bindings ? [...bindings.elements] : undefined;
    const isAllTypes = elements !== undefined && elements.length > 0 && elements.every(({ isTypeOnly }) => isTypeOnly);
    const isDefault = clause !== undefined && 'name' in clause && clause.name !== undefined;
    if (isAllTypes && !isDefault) return [];
    return [{ from: statement.moduleSpecifier.text, names: (elements ?? []).map(({ name }) => name.text) }];
  });
}

function resolved(file: string, from: string): string | undefined {
  if (from.startsWith('#')) return `libs/${from.slice(1)}/index.ts`;
  if (!from.startsWith('.')) return undefined;
  const path = relative(root, join(root, dirname(file), from));
  return [`${path}.ts`, `${path}/index.ts`].find((each) => existsSync(join(root, each))) ?? leadsNowhere(file, from);
}

/** A name handed to a function must be there; one that is read directly, `environment['NAME']`, has a default. */
export function environmentAskedFor(entry: string): { required: string[]; known: string[] } {
  const { files, settings } = reachedFrom(entry);
  const required = new Set<string>();
  const known = new Set<string>();
  const look = (node: ts.Node): void => {
    if (ts.isElementAccessExpression(node) && isVariable(node.argumentExpression)) {
      known.add(node.argumentExpression.text);
    }
    if (ts.isCallExpression(node)) for (const { text: name } of node.arguments.filter(isVariable)) required.add(name);
    ts.forEachChild(node, look);
  };
  for (const file of files) look(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest));
  for (const each of functionsOf('apps/settings.ts', settings)) look(each);
  return { required: [...required], known: [...known, ...required] };
}

function isVariable(node: ts.Node): node is ts.StringLiteral {
  return ts.isStringLiteral(node) && /^(TONGGUAN|XDG)_[A-Z_]+$/.test(node.text);
}

/** These functions of a file, and those of the same file that they call. */
function functionsOf(file: string, names: ReadonlySet<string>): ts.FunctionDeclaration[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const all = source.statements.filter((each) => ts.isFunctionDeclaration(each));
  const wanted = new Set(names);
  for (let size = -1; size !== wanted.size;) {
    size = wanted.size;
    for (const each of all.filter(({ name }) => wanted.has(name?.text ?? ''))) {
      const body = each.body?.getText() ?? '';
      for (const { name } of all) if (new RegExp(`\\b${name?.text}\\(`).test(body)) wanted.add(name!.text);
    }
  }
  return all.filter(({ name }) => wanted.has(name?.text ?? ''));
}

function leadsNowhere(file: string, from: string): never {
  throw new Error(`${file} imports ${from}, and there is no such file`);
}
