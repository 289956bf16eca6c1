// Codes: short keys that playbooks and lists define, readable by machines, never personal.

/** 64 characters name anything that a list can hold. */
const CODE = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** SHA-256, plain or keyed, in lower-case hex: what a content is found by. */
const CONTENT_ADDRESS = /^[0-9a-f]{64}$/;

export function isContentAddress(text: string): boolean {
  return CONTENT_ADDRESS.test(text);
}

export function isCode(text: string): boolean {
  return CODE.test(text);
}
