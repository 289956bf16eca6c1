// What a command may know of other streams: their folded states, each with the version it was folded to.
import type { CatalogueState } from './catalogue/catalogue-stream';
import type { ContactState } from './contact/contact';
import type { CustomerState } from './customer/customer';
import type { Id } from './event';
import type { OpportunityState } from './opportunity/opportunity-state';
import type { PlaybookState } from './playbook/playbook-stream';
import type { StaffState } from './staff/staff';

/** A stream that does not exist has no entry. */
export type FactStates = {
  staff: ReadonlyMap<Id, StaffState>;
  customer: ReadonlyMap<Id, CustomerState>;
  contact: ReadonlyMap<Id, ContactState>;
  opportunity: ReadonlyMap<Id, OpportunityState>;
  playbook: ReadonlyMap<Id, PlaybookState>;
  catalogue: ReadonlyMap<Id, CatalogueState>;
};

/** No facts at all: for commands that need none, and for the first round of `factsNeeded`. */
export const noFacts: FactStates = {
  staff: new Map(),
  customer: new Map(),
  contact: new Map(),
  opportunity: new Map(),
  playbook: new Map(),
  catalogue: new Map(),
};
