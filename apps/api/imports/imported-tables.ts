// What a row of an imported table asks for: whose row it is, and the commands that make it so.
import {
  canonicalJson,
  commandIdFor,
  contactDecider,
  contactFields,
  customerClasses,
  customerDecider,
  customerFields,
  derivedId,
  type ContactCommand,
  type ContactEvent,
  type ContactProfile,
  type ContactState,
  type CustomerClass,
  type CustomerCommand,
  type CustomerEvent,
  type CustomerProfile,
  type CustomerState,
  type Decider,
  type DomainEvent,
  type Id,
  type JsonObject,
} from '#domain';
import { profileBody } from '../customers/profile-body';
import type { Stored } from '../customers/stored-profile';
import { OneOf, OutsideCode, Uuid } from '../http/fields';
import type { ProfileTable } from './profile-columns';
import type { BadCell } from './sheet-rows';

class CustomerRow extends profileBody<CustomerProfile>(customerFields) {
  @Uuid({ optional: true }) id?: Id;
  @OutsideCode({ optional: true }) code?: string;
  @OneOf(customerClasses, { optional: true }) class?: CustomerClass;
  @Uuid({ optional: true }) accountManager?: Id;
}
class ContactRow extends profileBody<ContactProfile>(contactFields) {
  @Uuid({ optional: true }) id?: Id;
  @OutsideCode({ optional: true }) code?: string;
  @Uuid({ optional: true }) customerId?: Id;
  @OutsideCode({ optional: true }) customerCode?: string;
}

/** A row is of what `id` names, else of what its number where it comes from stands for. */
export type OwnId = { id?: Id; code?: string };

/** No command when everything in the row is stored already; `bad`: what is wrong with it before any rule is asked. */
type Asked<Command> = { commands: Command[]; bad?: Omit<BadCell, 'line'> };

export type ImportedTable<Row extends OwnId, State, Command, Event extends DomainEvent> = {
  table: ProfileTable;
  row: new () => Row;
  decider: Decider<State, Command, Event>;
  /** @param columns those that the file has: what stands in others stays as it is */
  asks(row: Row, stored: Stored<State> | undefined, columns: readonly string[]): Asked<Command>;
};

export const customerTable: ImportedTable<CustomerRow, CustomerState, CustomerCommand, CustomerEvent> = {
  table: 'customers',
  row: CustomerRow,
  decider: customerDecider,
  asks({ id: _id, code: _code, class: customerClass, accountManager: accountManagerId, ...profile }, stored, columns) {
    if (stored === undefined) {
      return { commands: [{ type: 'RegisterCustomer', ...profile, class: customerClass, accountManagerId }] };
    }
    const { state } = stored;
    const merged = mergedProfile(stored.profile, profile, columns);
    const commands: CustomerCommand[] = [];
    if (merged !== undefined) commands.push({ type: 'ChangeCustomerProfile', ...merged });
    if (customerClass !== undefined && customerClass !== state.class) {
      commands.push({ type: 'ClassifyCustomer', class: customerClass, reason: 'import' });
    }
    if (accountManagerId !== undefined && accountManagerId !== state.accountManagerId) {
      commands.push({ type: 'AssignAccountManager', accountManagerId });
    }
    return { commands };
  },
};

export const contactTable: ImportedTable<ContactRow, ContactState, ContactCommand, ContactEvent> = {
  table: 'contacts',
  row: ContactRow,
  decider: contactDecider,
  asks({ id: _id, code: _code, customerId: named, customerCode, ...person }, stored, columns) {
    const ofCode = customerCode === undefined ? undefined : idOfCode('customer', customerCode);
    const customerId = named ?? ofCode ?? stored?.state.customerId;
    if (customerId === undefined) return { commands: [], bad: { column: 'customerCode', problem: 'required' } };
    if (stored === undefined) return { commands: [{ type: 'RegisterContact', customerId, ...person }] };
    const merged = mergedProfile(stored.profile, person, columns);
    const commands: ContactCommand[] = merged === undefined ? [] : [{ type: 'ChangeContact', ...merged }];
    if (stored.state.customerId === customerId) return { commands };
    // Whoever goes to another organisation is there a new contact: what was said belongs to the one before.
    return { commands, bad: { column: 'customerCode', problem: 'another-customer' } };
  },
};

/** One of the two is there. */
export function idOf({ decider }: { decider: { streamType: string } }, { id, code }: OwnId): Id {
  return id ?? idOfCode(decider.streamType, code!);
}

function idOfCode(type: string, code: string): Id {
  return derivedId(commandIdFor('import', `${type}:${code}`), 'stream');
}

/** The stored profile with the columns of the file over it; `undefined` when that is what is stored. */
function mergedProfile<Profile extends { name: string }>(
  stored: JsonObject,
  row: Profile,
  columns: readonly string[],
): Profile | undefined {
  const kept = Object.entries(stored).filter(([name]) => !columns.includes(name));
  const merged = { ...Object.fromEntries(kept), ...row };
  return canonicalJson(merged) === canonicalJson(stored) ? undefined : merged;
}
