// The reporting line: who is above whom.
import type { Id } from '../event';
import type { StaffState } from './staff';

/** The superior `steps` above a member of staff (1 is their own); `undefined` where the line ends or is not known. */
export function superiorAt(staffId: Id, steps: number, staff: ReadonlyMap<Id, StaffState>): Id | undefined {
  let id: Id | undefined = staffId;
  for (let step = 0; step < steps && id !== undefined; step++) id = staff.get(id)?.superiorId;
  return id;
}

/** Everybody above, nearest first, as far as the line is known. A line never closes on itself; if it did, this would still end. */
export function superiorsAbove(staffId: Id, staff: ReadonlyMap<Id, StaffState>): Id[] {
  const line: Id[] = [];
  for (
    let id = staff.get(staffId)?.superiorId;
    id !== undefined && !line.includes(id);
    id = staff.get(id)?.superiorId
  ) {
    line.push(id);
  }
  return line;
}
