// A playbook that is another one walked in another order: what differs is written down, the rest is the other's. The result is
// one whole document, and that is what is published, read and changed from then on.
// Invariant: whatever an overlay names is there; a name that is not is an error, not a silence.

type Keyed = { key: string };
type Form = { properties?: Record<string, unknown>; required?: string[] };
type Action = Keyed & { form?: Form; sets?: Record<string, string> };
type Gate = Keyed & { actions: Action[] };
type Document = { key: string; facts: Keyed[]; gates: Gate[] } & Record<string, unknown>;

export type Overlay = {
  key: string;
  title: unknown;
  basedOn: string;
  /** Left out. A fact that is left out is asked by no form any more. */
  without?: { facts?: string[]; actions?: string[] };
  added?: {
    facts?: Keyed[];
    gates?: Gate[];
    /** By gate; they come before what is there. */
    actions?: { [gate: string]: Action[] };
  };
  /** Action → the gate where it is asked instead, after what is there. */
  moved?: { [action: string]: string };
  /** As JSON merge patch (RFC 7396): `null` takes away, lists and conditions are exchanged; lists of things with keys are written by key. */
  changed?: Record<string, unknown>;
  /** All gates, in the order in which a sale passes them. */
  order: string[];
};

export function isOverlay(document: unknown): document is Overlay {
  return typeof document === 'object' && document !== null && 'basedOn' in document;
}

export function applyOverlay(overlay: Overlay, base: unknown): unknown {
  const { key, title, without = {}, added = {}, moved = {}, changed = {}, order } = overlay;
  const document = { ...(structuredClone(base) as Document), key, title };
  for (const fact of without.facts ?? []) leaveOutFact(document, fact);
  for (const action of without.actions ?? []) takeOut(document, action);
  document.facts.push(...(added.facts ?? []));
  document.gates.push(...(added.gates ?? []));
  for (const [gate, actions] of Object.entries(added.actions ?? {}))
    entry(document.gates, gate).actions.unshift(...actions);
  for (const [action, gate] of Object.entries(moved))
    entry(document.gates, gate).actions.push(takeOut(document, action));
  const whole = merged(document, changed) as Document;
  const unordered = whole.gates.filter((gate) => !order.includes(gate.key)).map((gate) => gate.key);
  if (unordered.length > 0) throw new Error(`order: ${unordered.join(', ')} is missing`);
  return { ...whole, gates: order.map((gate) => entry(whole.gates, gate)) };
}

function takeOut({ gates }: Document, key: string): Action {
  const gate = gates.find(({ actions }) => actions.some((action) => action.key === key));
  if (gate === undefined) throw new Error(`there is no action ${key}`);
  const action = entry(gate.actions, key);
  gate.actions = gate.actions.filter((each) => each !== action);
  return action;
}

function leaveOutFact(document: Document, fact: string): void {
  entry(document.facts, fact);
  document.facts = document.facts.filter(({ key }) => key !== fact);
  for (const action of document.gates.flatMap(({ actions }) => actions)) {
    for (const [property, set] of Object.entries(action.sets ?? {})) {
      if (set !== fact) continue;
      delete action.sets![property];
      delete action.form?.properties?.[property];
      if (action.form?.required !== undefined) {
        action.form.required = action.form.required.filter((name) => name !== property);
      }
    }
    if (Object.keys(action.sets ?? {}).length === 0) delete action.sets;
  }
}

/** Half a condition and half another are no condition. */
const wholes = new Set(['when', 'passWhen']);

function merged(value: unknown, change: unknown): unknown {
  if (!isObject(change)) return change;
  if (isKeyedList(value)) {
    for (const key of Object.keys(change)) entry(value, key);
    return value.flatMap((each) => {
      const own = change[each.key];
      return own === null ? [] : own === undefined ? [each] : [merged(each, own)];
    });
  }
  const result: Record<string, unknown> = isObject(value) ? { ...value } : {};
  for (const [name, own] of Object.entries(change)) {
    if (own === null) delete result[name];
    else result[name] = wholes.has(name) ? own : merged(result[name], own);
  }
  return result;
}

function entry<T extends Keyed>(list: T[], key: string): T {
  const found = list.find((each) => each.key === key);
  if (found === undefined) throw new Error(`there is no ${key} among ${list.map((each) => each.key).join(', ')}`);
  return found;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKeyedList(value: unknown): value is Keyed[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => isObject(each) && 'key' in each);
}
