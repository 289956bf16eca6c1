// Temporal must know our search attributes before a workflow sets one.
import type { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { attributes } from './messages';

type Attribute = (typeof attributes)[keyof typeof attributes];

/** Known already is known. */
export async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(attributes).filter(({ name }) => customAttributes[name] === undefined);
  if (missing.length > 0) await addSearchAttributes(connection, namespace, missing);
}

/** For a server that knows none of them yet. */
export async function addSearchAttributes(
  { operatorService }: Connection,
  namespace: string,
  added: readonly Attribute[] = Object.values(attributes),
): Promise<void> {
  const { INDEXED_VALUE_TYPE_DATETIME, INDEXED_VALUE_TYPE_KEYWORD } = temporal.api.enums.v1.IndexedValueType;
  const types = added.map(({ name, type }): [string, number] => [
    name,
    type === 'DATETIME' ? INDEXED_VALUE_TYPE_DATETIME : INDEXED_VALUE_TYPE_KEYWORD,
  ]);
  await operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(types) });
}
