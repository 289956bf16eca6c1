// Every limit of the opportunity, by name and with its reason.

/** A level with more people than this is a department, not a step of a decision; it also bounds the fold. */
export const MAX_CONTACTS_PER_LEVEL = 50;

/** Longer free text belongs in a document; this is two printed pages. */
export const MAX_TEXT_LENGTH = 4000;

/** Titles are shown in lists; longer ones are cut there anyway. */
export const MAX_TITLE_LENGTH = 200;

/** An offer is read by people before they approve it. */
export const MAX_OFFER_LINES = 200;

/** 100 billion yuan: above any real offer, and every product with a quantity still fits a double exactly. */
export const MAX_AMOUNT_FEN = 10_000_000_000_000;

export const MAX_QUANTITY = 1_000_000;

/** Twenty years: no agreement of the trade runs longer. */
export const MAX_TERM_MONTHS = 240;

/** Whole discount in basis points: 10,000 is free of charge. */
export const MAX_DISCOUNT_BP = 10_000;

/** Objections that one opportunity can hold; more means that it was lost long ago. */
export const MAX_OBJECTIONS = 200;

/** Approval requests of one opportunity, open and closed; bounds the fold. */
export const MAX_APPROVALS = 500;

/** Those who sign for the customer. */
export const MAX_SIGNATORIES = 10;

/** Parked for longer than this is lost; it can be reopened. */
export const MAX_PARKED_DAYS = 730;
