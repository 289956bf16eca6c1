// What the API answers with, for its description: schema and example of a field stand together, so that neither drifts from the other.
import type { JsonObject } from '#domain';

/** A value: its JSON Schema, what it looks like, and whether it may be missing from its object. */
export type Described = { schema: JsonObject; example: unknown; optional?: true };

const someId = '7f0c2a4e-5d1b-5c3f-9a86-2b1d4e6f8a90';

export function id(example = someId): Described {
  return { schema: { type: 'string', format: 'uuid' }, example };
}

export function text(example: string): Described {
  return { schema: { type: 'string' }, example };
}

export function instant(example = '2026-12-01T02:00:00.000Z'): Described {
  return { schema: { type: 'string', format: 'date-time' }, example };
}

export function whole(example: number): Described {
  return { schema: { type: 'integer' }, example };
}

export function number(example: number): Described {
  return { schema: { type: 'number' }, example };
}

export function flag(example: boolean): Described {
  return { schema: { type: 'boolean' }, example };
}

export function oneOf(values: readonly string[]): Described {
  return { schema: { type: 'string', enum: [...values] }, example: values[0] };
}

/** An object whose members are the domain's to say, or a playbook's. */
export function anyObject(example: object): Described {
  return { schema: { type: 'object', additionalProperties: true }, example };
}

export function listOf({ schema, example }: Described): Described {
  return { schema: { type: 'array', items: schema }, example: [example] };
}

/** Exactly these members; the compiler compares them with the type that is answered. */
export function object<T>(members: { [K in keyof T]-?: Described }): Described {
  const entries = Object.entries<Described>(members);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
      required: entries.filter(([, { optional: mayMiss }]) => mayMiss !== true).map(([name]) => name),
      additionalProperties: false,
    },
    example: Object.fromEntries(entries.map(([name, { example }]) => [name, example])),
  };
}

export function optional(described: Described): Described {
  return { ...described, optional: true };
}

export function nullable({ schema, example }: Described): Described {
  return { schema: { anyOf: [schema, { type: 'null' }] }, example };
}
