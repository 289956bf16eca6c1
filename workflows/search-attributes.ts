// Temporal must know our search attributes before a workflow sets one.
import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { attributes } from './messages';

/** gRPC's status codes. */
const INVALID_ARGUMENT = 3;
const ALREADY_EXISTS = 6;

/** A server's parts hear of a new attribute one after another, within its cache's refresh of 10 seconds. */
const KNOWN_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 500;

/** Known already is known. Returns once the server takes them in queries: a workflow that sets one earlier has to try again. */
export async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  await addSearchAttributes(connection, namespace);
  const query = Object.values(attributes)
    .map(({ name }) => `${name} IS NULL`)
    .join(' AND ');
  const deadline = Date.now() + KNOWN_WITHIN_MS;
  for (;;) {
    try {
      await connection.workflowService.countWorkflowExecutions({ namespace, query });
      return;
    } catch (error) {
      // A server without visibility queries knows them at once.
      if (!isGrpcServiceError(error) || (error.code as number) !== INVALID_ARGUMENT || Date.now() > deadline) return;
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  }
}

async function addSearchAttributes({ operatorService }: Connection, namespace: string): Promise<void> {
  const { INDEXED_VALUE_TYPE_DATETIME, INDEXED_VALUE_TYPE_KEYWORD } = temporal.api.enums.v1.IndexedValueType;
  for (const { name, type } of Object.values(attributes)) {
    const indexed = type === 'DATETIME' ? INDEXED_VALUE_TYPE_DATETIME : INDEXED_VALUE_TYPE_KEYWORD;
    try {
      await operatorService.addSearchAttributes({ namespace, searchAttributes: { [name]: indexed } });
    } catch (error) {
      if (!isGrpcServiceError(error) || (error.code as number) !== ALREADY_EXISTS) throw error;
    }
  }
}
