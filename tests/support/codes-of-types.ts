// Which string values the types of the source allow, asked of the TypeScript compiler itself.
import { join } from 'node:path';
import ts from 'typescript';
import { cloneFolder } from '../../deploy/local/folders';

/** Member → the literals of its union, of an object type that a file exports. */
export function literalsOf(file: string, typeName: string): Map<string, string[]> {
  const { checker, exported } = opened(file);
  const type = checker.getDeclaredTypeOfSymbol(exported(typeName));
  return new Map(type.getProperties().map((property) => [property.name, stringsOf(checker.getTypeOfSymbol(property))]));
}

/** Name → members, of every list of string constants that a file exports. */
export function constantListsOf(file: string): Map<string, string[]> {
  const { checker, all } = opened(file);
  const lists = all().flatMap((symbol): [string, string[]][] => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    if (!(target.flags & ts.SymbolFlags.Variable)) return [];
    const type = checker.getTypeOfSymbol(target);
    if (!checker.isTupleType(type)) return [];
    const members = checker.getTypeArguments(type as ts.TypeReference);
    return members.every((each) => each.isStringLiteral()) ? [[symbol.name, members.flatMap(stringsOf)]] : [];
  });
  return new Map(lists);
}

function stringsOf(type: ts.Type): string[] {
  if (type.isStringLiteral()) return [type.value];
  if (type.isUnion()) return type.types.flatMap(stringsOf);
  throw new Error('a type that should be a union of strings is open');
}

type Opened = { checker: ts.TypeChecker; exported: (name: string) => ts.Symbol; all: () => ts.Symbol[] };

const openedFiles = new Map<string, Opened>();

function opened(file: string): Opened {
  const known = openedFiles.get(file);
  if (known !== undefined) return known;
  const root = cloneFolder();
  const path = join(root, file);
  const program = ts.createProgram([path], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    types: [],
    baseUrl: root,
    paths: { '#*': ['./libs/*/index.ts'] },
  });
  const checker = program.getTypeChecker();
  const all = (): ts.Symbol[] => checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path)!)!);
  const exported = (name: string): ts.Symbol => {
    const symbol = all().find((each) => each.name === name);
    if (symbol === undefined) throw new Error(`${file} exports no ${name}`);
    return symbol;
  };
  openedFiles.set(file, { checker, exported, all });
  return { checker, exported, all };
}
