// What the parts of the product say of themselves, as one list: who works, who is behind, who stands still.
import type { paths } from '../../client/api';

export type Status = paths['/v1/status']['get']['responses'][200]['content']['application/json'];
export type Ready = { log: boolean; keys: boolean };

export type Health = 'well' | 'late' | 'halted' | 'nobody' | 'unknown';

export type PartHealth = {
  /** Its name in the catalogue: `health.part.…`. */
  part: string;
  health: Health;
  waiting?: number;
  /** Since when the oldest waits, or the part stands still. */
  since?: string;
  /** A code; its way out is in the catalogue. */
  trouble?: string;
  heldBy?: string;
};

/** What waits longer is seen by those who work with the product. */
const LATE_MS = 30_000;

export function healthOf(ready: Ready | undefined, status: Status | undefined, now: number): PartHealth[] {
  const databases = (['log', 'keys'] as const).map((part): PartHealth => ({
    part,
    health: ready === undefined ? 'unknown' : ready[part] ? 'well' : 'halted',
    trouble: ready?.[part] === false ? 'POSTGRES' : undefined,
  }));
  if (status === undefined) return databases;
  const { drawn, published, sequencer, sinks, mail } = status;
  return [
    ...databases,
    {
      part: 'sequencer',
      health: fed(sequencer),
      waiting: drawn - published,
      heldBy: sequencer,
      trouble: unfed(sequencer),
    },
    ...sinks.map(({ sink, waiting, oldestWaitingAt, heldBy, trouble, troubleSince }): PartHealth => {
      const isLate = oldestWaitingAt !== undefined && now - Date.parse(oldestWaitingAt) > LATE_MS;
      const health = trouble !== undefined ? 'halted' : heldBy === undefined ? 'nobody' : isLate ? 'late' : 'well';
      const since = troubleSince ?? oldestWaitingAt;
      return { part: sink, health, waiting, since, heldBy, trouble: trouble ?? unfed(heldBy) };
    }),
    ...(mail === undefined
      ? []
      : [
          {
            part: 'mail',
            health: mail.dead > 0 ? ('late' as const) : ('well' as const),
            trouble: mail.dead > 0 ? 'DEAD_LETTERS' : undefined,
          },
        ]),
  ];
}

function fed(holder: string | undefined): Health {
  return holder === undefined ? 'nobody' : 'well';
}

function unfed(holder: string | undefined): string | undefined {
  return holder === undefined ? 'NO_RELAY' : undefined;
}
