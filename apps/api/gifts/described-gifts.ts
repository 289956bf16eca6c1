// What is answered about gifts and invitations, for the description of the API.
import { giftLimits, giftStatuses, type Exceeded, type Gift } from '#domain';
import type { GiftRow, GiftToDecide } from '#read-model';
import { id, instant, listOf, nullable, object, oneOf, optional, text, whole } from '../http/described';

export type GiftsOfContact = {
  version: number;
  /** Oldest first; of an erased contact without what they were. */
  items: (Gift & { note?: string })[];
  /** What counts in each calendar year: what was given or may yet be. */
  years: { year: string; countedFen: number }[];
};

const staffId = 'd49d688d-6859-5e0b-8581-38b59ed37886';
const kind = text('holiday-courtesy');
const occasion = text('mid-autumn');

const rowMembers = {
  id: id(),
  contactId: id('0c1f5a4e-7a53-5e6e-8a52-6b1f3f0f7a11'),
  contactName: nullable(text('李主任')),
  customerId: id('0e2b6a51-4c1d-5d7e-9b1a-5f3c2d1e0a99'),
  customerName: nullable(text('东海制造集团')),
  opportunityId: nullable(id()),
  playbookKey: text('group-customer'),
  kind,
  occasion,
  valueFen: whole(18_000),
  on: text('2026-12-20'),
  status: oneOf(giftStatuses),
  exceeds: listOf(oneOf(giftLimits)),
  askedById: id(staffId),
  askedByName: nullable(text('王经理')),
  askedAt: instant(),
  decidedById: nullable(id(staffId)),
  decidedForId: nullable(id(staffId)),
  decidedAt: nullable(instant()),
};
export const giftRow = object<GiftRow>(rowMembers);

export const giftToDecide = object<GiftToDecide>({ ...rowMembers, actingFor: nullable(id(staffId)) });

export const giftsOfContact = object<GiftsOfContact>({
  version: whole(3),
  items: listOf(
    object<GiftsOfContact['items'][number]>({
      id: id(),
      kind,
      occasion,
      valueFen: whole(18_000),
      on: text('2026-12-20'),
      opportunityId: optional(id()),
      playbook: object<Gift['playbook']>({ key: text('group-customer'), version: whole(1) }),
      exceeds: listOf(
        object<Exceeded>({ limit: oneOf(giftLimits), aboveFen: whole(20_000), comesToFen: whole(26_000) }),
      ),
      status: oneOf(giftStatuses),
      askedById: id(staffId),
      askedAt: instant(),
      allowedOn: optional(text('2026-12-02')),
      decided: optional(
        object<NonNullable<Gift['decided']>>({ deciderId: id(staffId), eyesId: id(staffId), at: instant() }),
      ),
      note: optional(text('茶叶一盒，年终答谢')),
    }),
  ),
  years: listOf(object<GiftsOfContact['years'][number]>({ year: text('2026'), countedFen: whole(18_000) })),
});
