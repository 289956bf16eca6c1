// One missing thing in words: what it is, its name, and what is wrong with it.
import type { Missing } from '#domain';
import { codesOf, labelOf } from './catalogue';
import type { Language } from './language';

/**
 * @param title what the thing is called where its key is a playbook's; else the key itself
 * @param besides what belongs to it, by name
 */
export function missingLabel(
  { what, key, problem }: Pick<Missing, 'what' | 'key' | 'problem'>,
  language: Language,
  title?: string,
  besides: readonly string[] = [],
): string {
  const wrong = problemLabel(problem ?? 'missing', language);
  const name = what === 'field' ? (title ?? fieldLabel(key, language)) : nameOf(what, title ?? key, language);
  if (language === 'zh-CN') return `${name}：${wrong}${besides.length === 0 ? '' : `（${besides.join('、')}）`}`;
  return `${name} ${wrong}${besides.length === 0 ? '' : ` (${besides.join(', ')})`}`;
}

/** A cell of a file, as imports name it. */
const CELL = /^line (\d+)(?:, column (.+))?$/;

/** The last name of a path that has words; `lines.0.quantity` is the quantity. The path itself when none has. */
export function fieldLabel(path: string, language: Language): string {
  const [, line, column] = CELL.exec(path) ?? [];
  if (line !== undefined) {
    const name = column === undefined ? '' : labelOf('field', column, language);
    if (language === 'zh-CN') return `第 ${line} 行${name === '' ? '' : `“${name}”列`}`;
    return `Line ${line}${name === '' ? '' : `, column “${name}”`}`;
  }
  const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;
  const label = labelOf('field', name, language);
  // Of a document whose members are no fields of ours the whole path is the name.
  if (label === name || !codesOf('field').includes(path.split('.')[0]!))
    return language === 'zh-CN' ? `字段 ${path}` : `Field ${path}`;
  const place = path.split('.').find((part) => /^\d+$/.test(part));
  if (place === undefined) return label;
  return language === 'zh-CN' ? `第 ${Number(place) + 1} 项的${label}` : `${label} (no. ${Number(place) + 1})`;
}

/** Ids say nothing to people, nor does the one key of a thing that there is one of. */
function nameOf(what: Missing['what'], name: string, language: Language): string {
  const silent = name === what || name === 'caller' || /^([0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64})$/.test(name);
  if (silent) return labelOf('what', what, language);
  const kind = what === 'right' ? labelOf('field', 'group', language) : labelOf('what', what, language);
  return language === 'zh-CN' ? `${kind}“${name}”` : `${kind} “${name}”`;
}

/** What is wrong with a thing, by itself. */
export function problemLabel(problem: string, language: Language): string {
  if (codesOf('problem').includes(problem)) return labelOf('problem', problem, language);
  const refusal = problem.toUpperCase().replaceAll('-', '_');
  return labelOf('refusal', refusal, language);
}
