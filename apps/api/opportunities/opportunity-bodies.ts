// Bodies of the commands of an opportunity. Paths carry the ids; what a rule decides is not checked here.
import {
  absenceReasons,
  endReasons,
  lossReasons,
  MAX_AMOUNT_FEN,
  MAX_DISCOUNT_BP,
  MAX_OFFER_DOCUMENTS,
  MAX_OFFER_LINES,
  MAX_QUANTITY,
  MAX_SIGNATORIES,
  MAX_TERM_MONTHS,
  MAX_TITLE_LENGTH,
  moveReasons,
  objectionTypes,
  type AbsenceReason,
  type EndReason,
  type JsonObject,
  type LossReason,
  type MoveReason,
  type ObjectionType,
} from '#domain';
import {
  AnyObject,
  Code,
  ContentAddresses,
  DateText,
  InstantText,
  ListOf,
  OneOf,
  Text,
  Uuid,
  Uuids,
  Whole,
} from '../http/fields';

const someId = '7f0c2a4e-5d1b-5c3f-9a86-2b1d4e6f8a90';

export class OpenOpportunityBody {
  @Uuid({ example: someId }) customerId!: string;
  @Code({ example: 'group-customer' }) playbookKey!: string;
  @Whole(1, 1_000_000, { optional: true, description: 'The latest published version when left out.' })
  playbookVersion?: number;
  @Uuid({ optional: true, description: 'The caller when left out.' }) ownerId?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, example: '总部专线' }) title!: string;
  @Code({ optional: true, example: 'hotline' }) channel?: string;
  @Whole(0, MAX_AMOUNT_FEN, { optional: true, example: 1_200_000 }) expectedAmountFen?: number;
  @DateText({ optional: true, example: '2026-12-31' }) expectedCloseOn?: string;
}

export class PlaceContactBody {
  @Uuid({ example: someId }) contactId!: string;
  @Code({ example: 'user' }) level!: string;
}

export class TakeContactOffBody extends PlaceContactBody {
  @OneOf(['left-company', 'changed-post', 'mistake']) reason!: 'left-company' | 'changed-post' | 'mistake';
}

export class MoveContactBody {
  @Uuid({ example: someId }) contactId!: string;
  @Code({ example: 'influencer', description: 'The level on which the contact sits until now.' }) from!: string;
  @Code({ example: 'decision-maker' }) to!: string;
  @OneOf(moveReasons) reason!: MoveReason;
}

export class CompleteActionBody {
  @Uuid({ optional: true, description: 'For actions that are due once per person.' }) contactId?: string;
  @AnyObject({ optional: true, example: { need: 'latent' }, description: 'Answers to the form of the action.' })
  answers?: JsonObject;
}

export class CorrectActionBody {
  @Uuid({ optional: true }) contactId?: string;
  @AnyObject({ example: { need: 'explicit' } }) answers!: JsonObject;
  @Text() reason!: string;
}

export class ReasonBody {
  @Text({ example: '客户要求' }) reason!: string;
}

export class GoBackBody extends ReasonBody {
  @Code({ example: 'influencer' }) to!: string;
}

export class RaiseObjectionBody {
  @Code({ example: 'user' }) level!: string;
  @Uuid({ optional: true }) contactId?: string;
  @Text({ example: '现在不需要' }) words!: string;
}
export class ObjectionTypeBody {
  @OneOf(objectionTypes) objectionType!: ObjectionType;
}
export class ObjectionTruthBody {
  @Text() truth!: string;
}
export class ObjectionMeasureBody {
  @Code({ example: 'probe-subtly' }) measure!: string;
  @Text({ optional: true }) note?: string;
}
export class NoteBody {
  @Text({ optional: true }) note?: string;
}

export class OfferLineBody {
  @Code({ example: 'ip-line' }) productCode!: string;
  @Whole(1, MAX_QUANTITY, { example: 2 }) quantity!: number;
  @Whole(0, MAX_AMOUNT_FEN, { optional: true, example: 100_000, description: 'The list price when left out.' })
  unitPriceFen?: number;
  @Whole(0, MAX_DISCOUNT_BP, { example: 500, description: 'Basis points: 500 is 5 %.' }) discountBp!: number;
  @OneOf(['once', 'monthly']) charge!: 'once' | 'monthly';
  @Whole(1, MAX_TERM_MONTHS, { optional: true, example: 24 }) termMonths?: number;
  @Whole(0, MAX_AMOUNT_FEN, { optional: true }) unitCostFen?: number;
}
export class ReviseOfferBody {
  @ListOf(() => OfferLineBody, MAX_OFFER_LINES) lines!: OfferLineBody[];
  @DateText({ optional: true }) validUntil?: string;
  @Whole(0, 1000, { optional: true }) paymentDays?: number;
  @Text({ optional: true }) terms?: string;
  @ContentAddresses(MAX_OFFER_DOCUMENTS, { optional: true, description: 'Of documents attached to the sale.' })
  documents?: string[];
}
export class SubmitOfferBody {
  @Text({ maxLength: 64, description: 'The hash of the content that is submitted.' }) offerHash!: string;
  @Text({ optional: true }) note?: string;
}

export class RequestWaiverBody extends ReasonBody {
  @Code({ example: 'pur2' }) action!: string;
  @Uuid({ optional: true }) contactId?: string;
}
export class RequestAbsenceBody extends ReasonBody {
  @Code({ example: 'expert' }) level!: string;
  @OneOf(absenceReasons) reasonCode!: AbsenceReason;
}

/** What the decider saw: the round and the exact content. */
export class SeenBody {
  @Whole(0, 100, { example: 0 }) round!: number;
  @Text({ maxLength: 64 }) contentHash!: string;
  @Uuid({ optional: true, description: 'Whose decision it is, when it is not the caller’s own.' }) actingFor?: string;
}
export class VoteBody extends SeenBody {
  @OneOf(['approve', 'reject']) decision!: 'approve' | 'reject';
  @Text({ maxLength: 64, optional: true }) group?: string;
  @Text({ optional: true }) note?: string;
}
export class ReturnBody extends SeenBody {
  @Whole(0, 100, { optional: true, description: 'An earlier round; the submitter when left out.' }) toRound?: number;
  @Text() note!: string;
}
export class QuestionBody extends SeenBody {
  @Text() question!: string;
}
export class AnswerBody {
  @Text() answer!: string;
}
export class AddApproverBody extends SeenBody {
  @Uuid() staffId!: string;
  @Text({ optional: true }) note?: string;
}
export class HandOverBody {
  @Whole(0, 100) round!: number;
  @Text({ maxLength: 64 }) contentHash!: string;
  @Uuid() to!: string;
  @Text({ maxLength: 64, optional: true }) group?: string;
  @Text({ optional: true }) note?: string;
}

export class RecordAgreementBody {
  @Uuids(MAX_SIGNATORIES, { description: 'Contacts who signed for the customer.' }) signatoryIds!: string[];
  @Uuid({ description: 'Who signed for us.' }) signedById!: string;
  @DateText({ example: '2026-12-01' }) signedOn!: string;
  @DateText({ example: '2027-01-01' }) startsOn!: string;
  @DateText({ example: '2028-12-31' }) endsOn!: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true }) number?: string;
}

export class LoseBody {
  @OneOf(lossReasons) reason!: LossReason;
  @Code({ optional: true, example: 'unicom', description: 'Of the rivals that the playbook lists.' })
  rivalCode?: string;
  @Text({ maxLength: MAX_TITLE_LENGTH, optional: true, description: 'In words; sealed.' }) rival?: string;
  @Text({ optional: true }) note?: string;
}
export class WithdrawBody {
  @OneOf(endReasons) reason!: EndReason;
  @Text({ optional: true }) note?: string;
}
export class ParkBody extends ReasonBody {
  @InstantText({ example: '2027-01-04T01:00:00.000Z' }) until!: string;
}
export class ChangeOwnerBody extends ReasonBody {
  @Uuid() to!: string;
}

export class ChangeForecastBody extends ReasonBody {
  @Whole(0, MAX_AMOUNT_FEN, { optional: true, example: 3_600_000, description: 'Not expected any more when left out.' })
  amountFen?: number;
  @DateText({ optional: true, example: '2026-12-31' }) closeOn?: string;
}
export class ReviewBody {
  @Code({ example: 'decision-chain', description: 'Of the factors that the playbook lists.' }) decidingFactor!: string;
  @Text({ example: '应更早接触分管领导' }) lessons!: string;
}
