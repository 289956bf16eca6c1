// What is laid down in a document, as people read it: its parts, the things of each part, and a line for each thing that is said of
// one. Reading one version and comparing two rest on the same lines: what reads the same is the same.
import type { PageWord } from '../../words/page-words';

export type Thing = { key: string; title: string; lines: string[] };
export type Part = { title: PageWord; things: Thing[] };

export type Compared = { before?: Thing; now?: Thing };

/** Things of one part that are not the same in both, in the order of the newer one; those that went come last. */
export function differences(before: readonly Thing[], now: readonly Thing[]): Compared[] {
  const earlier = new Map(before.map((thing) => [thing.key, thing]));
  const here = new Set(now.map(({ key }) => key));
  return [
    ...now.flatMap((thing): Compared[] => {
      const was = earlier.get(thing.key);
      if (was === undefined) return [{ now: thing }];
      return readsTheSame(was, thing) ? [] : [{ before: was, now: thing }];
    }),
    ...before.flatMap((thing): Compared[] => (here.has(thing.key) ? [] : [{ before: thing }])),
  ];
}

function readsTheSame(one: Thing, other: Thing): boolean {
  return one.title === other.title && one.lines.join('\n\n') === other.lines.join('\n\n');
}
