// JSON Schemas (draft 2020-12) of what the topics carry; only keywords that AsyncAPI's own dialect reads the same.
import { reminderKinds, streamTypes } from '#domain';

export type JsonSchema = { [keyword: string]: unknown };

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

const id: JsonSchema = { type: 'string', format: 'uuid' };

const instant: JsonSchema = {
  type: 'string',
  description: 'UTC with milliseconds: 2026-03-02T01:00:00.000Z',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
};

const version: JsonSchema = { type: 'integer', minimum: 1 };

const stream = object({ type: { type: 'string', enum: [...streamTypes] }, id });

const caller: JsonSchema = {
  oneOf: [
    object({ kind: { type: 'string', const: 'staff' }, id }),
    object({ kind: { type: 'string', const: 'process' }, name: { type: 'string' } }),
  ],
};

/** What fits is an id, a code, an event's name or an instant; a name, a sentence or an address does not (law 12). */
const CODE_OR_ID = '^[A-Za-z0-9][A-Za-z0-9.:_-]{0,127}$';

const codeOrId: JsonSchema = { type: 'string', pattern: CODE_OR_ID };

/** An event as it is stored. Shapes only grow: readers ignore what they do not know. */
export const auditEventSchema: JsonSchema = {
  $schema: DIALECT,
  title: 'Event',
  description:
    'The stored bytes of an event. The hash of an event is SHA-256 over the hash before it in its stream (32 zero bytes ' +
    'before the first) and these bytes as they are.',
  ...object(
    {
      id: { ...id, description: 'The same as ce_id' },
      type: { type: 'string', pattern: '^[A-Z][A-Za-z]*$' },
      shape: { type: 'integer', minimum: 1, description: 'Counts the shapes that the data of this type have had' },
      stream,
      version: { ...version, description: 'Counts the events of the stream, without gaps' },
      at: instant,
      by: caller,
      command: { ...id, description: 'The command that brought it about' },
      request: { type: 'string', description: 'A keyed hash of the request, on the first event of a command' },
      facts: {
        type: 'object',
        description: 'Streams whose facts the decision read, with their versions',
        propertyNames: id,
        additionalProperties: { type: 'integer', minimum: 0 },
      },
      data: { type: 'object', description: 'Ids, codes, numbers and dates' },
      sealed: {
        ...object({ owner: id, iv: { type: 'string' }, box: { type: 'string' } }),
        description:
          'Personal fields and free text, AES-256-GCM under a key of the owner; unreadable once that is erased',
      },
    },
    ['request', 'facts', 'sealed'],
  ),
};

export const reminderSchema: JsonSchema = {
  $schema: DIALECT,
  title: 'Reminder',
  description: 'Something is due, late or asked for. Ids and codes only: whoever delivers looks names up.',
  ...object(
    {
      id: { ...id, description: 'The same reminder always has the same id, also when it comes twice' },
      kind: { type: 'string', enum: [...reminderKinds] },
      stream,
      version,
      at: instant,
      dueAt: instant,
      to: {
        ...object(
          {
            staffIds: { type: 'array', items: id },
            owner: {
              type: 'boolean',
              const: true,
              description: 'Who looks after the stream at the moment of delivery',
            },
            approvers: {
              ...object({ approvalId: id, round: { type: 'integer', minimum: 0 } }),
              description: 'Whose vote this round still waits for at the moment of delivery',
            },
            role: { type: 'string', const: 'administrator' },
          },
          ['staffIds', 'owner', 'approvers', 'role'],
        ),
        minProperties: 1,
      },
      about: { type: 'object', additionalProperties: { oneOf: [codeOrId, { type: 'number' }] } },
    },
    ['dueAt'],
  ),
};

/** All of the properties are required but these. */
function object(properties: { [name: string]: JsonSchema }, optional: readonly string[] = []): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties).filter((name) => !optional.includes(name)) };
}
