// Codes: short keys that playbooks and lists define, readable by machines, never personal.

/** 64 characters name anything that a list can hold. */
const CODE = /^[a-z0-9][a-z0-9-]{0,63}$/;

export function isCode(text: string): boolean {
  return CODE.test(text);
}
