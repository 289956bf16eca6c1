// The register of what a contact was given or invited to: asked first, decided where it is above a limit, recorded after.
// Invariant: it is kept with the human being who gets it, so that no limit is passed by two requests at once, nor by a merge.
import type { DomainEvent, Id, Instant, LocalDate, Recorded } from '../../event';
import { localDateOf } from '../../business-time/business-time';

/** `asked` waits for an approver; `allowed` may be given; the last three are what came of it. */
export const giftStatuses = ['asked', 'allowed', 'rejected', 'withdrawn', 'given', 'declined', 'returned'] as const;
export type GiftStatus = (typeof giftStatuses)[number];

/** What came of it: handed over or attended, not accepted, or given back. */
export const giftOutcomes = ['given', 'declined', 'returned'] as const;
export type GiftOutcome = (typeof giftOutcomes)[number];

/** Of one gift, of its kind in a calendar year, of everything in a calendar year. */
export const giftLimits = ['per-gift', 'kind-per-year', 'contact-per-year'] as const;
export type GiftLimitName = (typeof giftLimits)[number];

/** A limit that a gift is above, and what it would come to. */
export type Exceeded = { limit: GiftLimitName; aboveFen: number; comesToFen: number };

/**
 * Looked up for the command, never sent by anybody: sales of the contact's customer that are not over. Each is folded; who
 * stands on the evaluation committee of a tender is known from them.
 */
type Sales = { openOpportunityIds: Id[] };

export type AskGift = Sales & {
  type: 'AskGift';
  /** Whose limits hold, in its latest version. */
  playbookKey: string;
  kind: string;
  occasion: string;
  valueFen: number;
  /** When it is to be given, or the event takes place. */
  on: LocalDate;
  /** What it is, and what for. */
  note: string;
  opportunityId?: Id;
};
export type DecideGift = Sales & {
  type: 'DecideGift';
  giftId: Id;
  decision: 'approve' | 'reject';
  note?: string;
  /** Whose decision it is, where a delegate takes it. */
  actingFor?: Id;
};
export type RecordGift = Sales & { type: 'RecordGift'; giftId: Id; outcome: GiftOutcome; on: LocalDate; note?: string };
export type WithdrawGift = { type: 'WithdrawGift'; giftId: Id };
export type GiftCommand = AskGift | DecideGift | RecordGift | WithdrawGift;

export type GiftEvent =
  | DomainEvent<
      'GiftAsked',
      {
        giftId: Id;
        kind: string;
        occasion: string;
        valueFen: number;
        on: LocalDate;
        opportunityId?: Id;
        playbook: { key: string; version: number };
        /** Limits above which somebody has to agree; none: it may be given. */
        exceeds: Exceeded[];
      }
    >
  | DomainEvent<
      'GiftDecided',
      { giftId: Id; decision: DecideGift['decision']; deciderId: Id; eyesId: Id; delegationIds?: Id[] }
    >
  | DomainEvent<'GiftRecorded', { giftId: Id; outcome: GiftOutcome; on: LocalDate }>
  | DomainEvent<'GiftWithdrawn', { giftId: Id }>;

export type Gift = {
  id: Id;
  kind: string;
  occasion: string;
  valueFen: number;
  /** When it is to be given; once it was given, when that was. */
  on: LocalDate;
  opportunityId?: Id;
  playbook: { key: string; version: number };
  exceeds: readonly Exceeded[];
  status: GiftStatus;
  askedById: Id;
  askedAt: Instant;
  /** Since when it may be given. */
  allowedOn?: LocalDate;
  decided?: { deciderId: Id; eyesId: Id; at: Instant };
};

export type Gifts = ReadonlyMap<Id, Gift>;

const giftCommands: { [C in GiftCommand['type']]: true } = {
  AskGift: true,
  DecideGift: true,
  RecordGift: true,
  WithdrawGift: true,
};

export function isGiftCommand(command: { type: string }): command is GiftCommand {
  return Object.hasOwn(giftCommands, command.type);
}

export function evolveGifts(gifts: Gifts, event: Recorded<GiftEvent>): Gifts {
  const id = event.data.giftId;
  if (event.type === 'GiftAsked') return new Map([...gifts, [id, asked(event)]]);
  const before = gifts.get(id);
  return before === undefined ? gifts : new Map([...gifts, [id, { ...before, ...changed(event) }]]);
}

function asked({ data, at, by }: Recorded<Extract<GiftEvent, { type: 'GiftAsked' }>>): Gift {
  const { giftId: id, ...said } = data;
  const allowed =
    said.exceeds.length === 0
      ? ({ status: 'allowed', allowedOn: localDateOf(at) } as const)
      : ({ status: 'asked' } as const);
  // No part of the product gives anything away: who asks is staff.
  return { id, ...said, ...allowed, askedById: by.kind === 'staff' ? by.id : '', askedAt: at };
}

function changed(event: Recorded<Exclude<GiftEvent, { type: 'GiftAsked' }>>): Partial<Gift> {
  switch (event.type) {
    case 'GiftDecided': {
      const { decision, deciderId, eyesId } = event.data;
      const decided = { deciderId, eyesId, at: event.at };
      if (decision === 'reject') return { status: 'rejected', decided };
      return { status: 'allowed', allowedOn: localDateOf(event.at), decided };
    }
    case 'GiftRecorded': {
      const { outcome, on } = event.data;
      return outcome === 'given' ? { status: outcome, on } : { status: outcome };
    }
    case 'GiftWithdrawn':
      return { status: 'withdrawn' };
  }
}
