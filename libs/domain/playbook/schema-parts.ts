// What the JSON Schemas of playbooks and of the catalogue are put together from.

/** Keys are codes: they stand in events for ever. */
export const key = { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' };

const text = { type: 'string', minLength: 1, maxLength: 400 };

/** A text in both languages. */
export const label = closed({ 'zh-CN': text, en: text }, ['zh-CN', 'en']);

/** An object with exactly these properties. */
export function closed(properties: object, required: string[]): object {
  return { type: 'object', properties, required, additionalProperties: false };
}

export function list(items: object, minItems: number, maxItems: number): object {
  return { type: 'array', items, minItems, maxItems };
}
