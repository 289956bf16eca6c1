// Ids that follow from other ids, so that a repeated command makes nothing twice.
import { hash } from 'node:crypto';
import type { Id } from './event';

/** UUID version 5 (RFC 9562): the same namespace and name always give the same id. */
export function derivedId(namespace: Id, name: string): Id {
  const input = Buffer.concat([Buffer.from(namespace.replaceAll('-', ''), 'hex'), Buffer.from(name, 'utf8')]);
  const hex = hash('sha1', input, 'hex');
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Namespace of everything that Tongguan derives from a name instead of from another id. */
const tongguanNamespace: Id = '6f1d2a52-9f0b-5c7e-8a34-0f6f0a7c1d10';

/** The stream of a playbook is found by the playbook's key: there is one per installation and key. */
export function playbookStreamId(playbookKey: string): Id {
  return derivedId(tongguanNamespace, `playbook:${playbookKey}`);
}

/** The stream of the product catalogue: there is one per installation. */
export const catalogueStreamId: Id = derivedId(tongguanNamespace, 'catalogue');

/** The id of a command: who sent it and under which idempotency key (DESIGN: UUIDv5(caller, Idempotency-Key)). */
export function commandIdFor(callerKey: string, idempotencyKey: string): Id {
  return derivedId(derivedId(tongguanNamespace, `caller:${callerKey}`), idempotencyKey);
}
