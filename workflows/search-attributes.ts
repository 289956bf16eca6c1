// Temporal must know our search attributes before a workflow sets one.
import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { attributes } from './messages';

/** gRPC's status code. */
const ALREADY_EXISTS = 6;

/** Known already is known. */
export async function ensureSearchAttributes({ operatorService }: Connection, namespace: string): Promise<void> {
  const { INDEXED_VALUE_TYPE_DATETIME, INDEXED_VALUE_TYPE_KEYWORD } = temporal.api.enums.v1.IndexedValueType;
  for (const { name, type } of Object.values(attributes)) {
    const indexed = type === 'DATETIME' ? INDEXED_VALUE_TYPE_DATETIME : INDEXED_VALUE_TYPE_KEYWORD;
    try {
      await operatorService.addSearchAttributes({ namespace, searchAttributes: { [name]: indexed } });
    } catch (error) {
      if (!isGrpcServiceError(error) || error.code !== ALREADY_EXISTS) throw error;
    }
  }
}
