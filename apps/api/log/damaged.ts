// An event whose stored bytes cannot be read any more: somebody changed them by hand, or the disk did. It has its place among the others,
// told by what was noted when it was written, and the verification of its stream says from where on nothing is certain.
import type { Id } from '#domain';
import { id, object, whole } from '../http/described';

/** Which event it is, for whoever looks for it in a backup. */
export type Damage = { position: number; eventId: Id };

export const damage = object<Damage>({
  position: whole(1200),
  eventId: id('0c1f5a4e-7a53-5e6e-8a52-6b1f3f0f7a11'),
});
