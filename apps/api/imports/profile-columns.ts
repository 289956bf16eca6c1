// Columns of the tables that profiles are imported from and exported to: the fields of the form, and whose row it is.
import { contactFields, customerFields, isNumberKind, type JsonObject, type ProfileField } from '#domain';
import { labelOf, type Language } from '#labels';
import type { Columns } from './sheet-rows';

/** Columns besides those of the form. Their words are those of the command's field; without one the key itself is the heading. */
const besides = {
  customers: [['id'], ['code'], ['class', 'class'], ['accountManager', 'accountManagerId']],
  contacts: [['id'], ['code'], ['customerId', 'customerId'], ['customerCode']],
} as const;

export type ProfileTable = keyof typeof besides;

const fieldsOf: { [Table in ProfileTable]: readonly ProfileField[] } = {
  customers: customerFields,
  contacts: contactFields,
};

/** What may stand in the header of a file: keys, or headings in either language. */
export function profileColumns(table: ProfileTable): Columns {
  const fields = fieldsOf[table];
  const keysOf = (holds: (field: ProfileField) => boolean): string[] => fields.filter(holds).map(({ key }) => key);
  const heads = (['zh-CN', 'en'] as const).flatMap((language) => [
    // People's names once stood under the word for those of organisations, and such files are still about.
    [labelOf('field', 'name', language), 'name'] as const,
    ...headings(table, language).map(({ key, heading }) => [heading, key] as const),
  ]);
  return {
    texts: [
      ...besides[table].map(([key]) => key),
      ...keysOf(({ kind }) => !isNumberKind(kind) && kind !== 'flag' && kind !== 'codes'),
    ],
    numbers: keysOf(({ kind }) => isNumberKind(kind)),
    flags: keysOf(({ kind }) => kind === 'flag'),
    lists: keysOf(({ kind }) => kind === 'codes'),
    names: new Map(heads),
  };
}

/** Without `code` columns: where a thing came from is not kept, its id is what finds it again. */
export function exportedColumns(table: ProfileTable): string[] {
  const own = besides[table].map(([key]) => key).filter((key) => key !== 'code' && key !== 'customerCode');
  return [...own, ...fieldsOf[table].map(({ key }) => key)];
}

export function headingOf(table: ProfileTable, key: string, language: Language): string {
  return headings(table, language).find((each) => each.key === key)?.heading ?? key;
}

function headings(table: ProfileTable, language: Language): { key: string; heading: string }[] {
  const others = besides[table].map(([key, word]) => ({
    key,
    heading: word === undefined ? key : labelOf('field', word, language),
  }));
  const wordOf = (key: string): string => (table === 'contacts' && key === 'name' ? 'personName' : key);
  return [...others, ...fieldsOf[table].map(({ key }) => ({ key, heading: labelOf('field', wordOf(key), language) }))];
}

/** A value as a cell that reads back as the same value. */
export function cellOf(value: JsonObject[string]): string | number | undefined {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? value.filter((code) => typeof code === 'string').join(' ') : undefined;
}
