// Lengths of time as a playbook writes them: `3wd`, `2wh`, `2w`, `14d`, `-90d`, `6mo`, `1y`, `36h`, `30m`, `20s`.

export type DurationUnit = 'wd' | 'wh' | 'w' | 'd' | 'mo' | 'y' | 'h' | 'm' | 's';
export type ParsedDuration = { amount: number; unit: DurationUnit };

/** Four digits: 9999 days are 27 years, longer than any agreement of the trade. */
const DURATION = /^(-?\d{1,4})(wd|wh|w|d|mo|y|h|m|s)$/;

export function isDuration(text: string): boolean {
  return DURATION.test(text);
}

/** Throws when the text is none: a validated playbook holds only durations. */
export function parseDuration(text: string): ParsedDuration {
  const match = DURATION.exec(text);
  if (match === null) throw new Error(`not a duration: ${text} (write 3wd, 2wh, 2w, 14d, 6mo, 1y, 36h, 30m or 20s)`);
  return { amount: Number(match[1]), unit: match[2] as DurationUnit };
}
