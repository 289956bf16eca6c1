// Older shapes of events, lifted to the current one at reading. What is stored stays as it was written.
import type { JsonObject } from './event';

/** Lifts the data of one event type by one shape: from `from` to `from + 1`. */
export type Upcaster = { type: string; from: number; up(data: JsonObject): JsonObject };

export class Upcasting {
  private readonly steps = new Map<string, Upcaster>();
  private readonly shapes = new Map<string, number>();

  /** Throws unless the upcasters of a type make an unbroken row from shape 1. */
  constructor(upcasters: readonly Upcaster[]) {
    for (const upcaster of [...upcasters].sort((a, b) => a.from - b.from)) {
      const { type, from } = upcaster;
      if (from !== this.currentShape(type))
        throw new Error(`upcasters of ${type}: none leads from shape ${this.currentShape(type)}`);
      this.steps.set(`${type} ${from}`, upcaster);
      this.shapes.set(type, from + 1);
    }
  }

  /** The shape in which events of this type are written now; 1 as long as it never changed. */
  currentShape(type: string): number {
    return this.shapes.get(type) ?? 1;
  }

  /** Throws on a shape from the future: an older process must not fold what it does not understand. */
  lift(type: string, shape: number, data: JsonObject): JsonObject {
    const current = this.currentShape(type);
    if (shape > current)
      throw new Error(`${type} was stored in shape ${shape}; this version of the program knows ${current}`);
    let lifted = data;
    for (let from = shape; from < current; from++) lifted = this.steps.get(`${type} ${from}`)!.up(lifted);
    return lifted;
  }
}

/** Every change of a stored shape so far. */
export const upcasting = new Upcasting([]);
