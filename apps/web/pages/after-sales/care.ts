// Follow-ups as the pages show them: what has fallen due and waits, and what is still to come, each by its name in the playbook.
import { useQueries, useSuspenseQuery } from '@tanstack/react-query';
import type { Label, PlaybookDefinition } from '#domain';
import { playbook } from '../../client/queries';
import { useWords } from '../../words/words';
import { comingUntil, openPlans } from './queries';

export type PlanRow = Awaited<ReturnType<NonNullable<(typeof openPlans)['queryFn']>>>[number];

export type Care = {
  plan: PlanRow;
  item: string;
  occurrence: number;
  title: string;
  /** When it falls or fell due; put off, when it does again. */
  at: string;
  /** Until when what has fallen due is to be done, as far as that lies in the time asked for. */
  doneBy?: string;
  isOpen: boolean;
  isRenewal: boolean;
};

/** What falls due begins with this; the other waits of a plan are reminders of it. */
const FALLS_DUE = 'due:';
const TO_BE_DONE = 'late:';

/** Open follow-ups of all plans, and those to come before then, the earliest first. */
export function useCare(until: string): { plans: PlanRow[]; care: Care[] } {
  const { data: plans } = useSuspenseQuery(openPlans);
  const { data: due } = useSuspenseQuery(comingUntil(until));
  const titled = useTitles(plans);
  const open = plans.flatMap((plan) =>
    plan.open.map(({ item, occurrence, dueAt, putOffUntil }) => ({
      plan,
      item,
      occurrence,
      ...titled(plan, item),
      at: putOffUntil ?? dueAt,
      doneBy: doneBy(due, plan.id, item, occurrence),
      isOpen: true,
    })),
  );
  const coming = due.flatMap(({ streamId, key, dueAt }) => {
    const plan = plans.find(({ id }) => id === streamId);
    if (plan === undefined || !key.startsWith(FALLS_DUE)) return [];
    const { item, occurrence } = itemOf(key);
    return [{ plan, item, occurrence, ...titled(plan, item), at: dueAt, isOpen: false }];
  });
  return { plans, care: [...open, ...coming].sort((one, other) => one.at.localeCompare(other.at)) };
}

type DueRow = Awaited<ReturnType<NonNullable<ReturnType<typeof comingUntil>['queryFn']>>>[number];

/** Until when something that has fallen due is to be done. */
export function doneBy(due: readonly DueRow[], planId: string, item: string, occurrence: number): string | undefined {
  return due.find(({ streamId, key }) => streamId === planId && key === `${TO_BE_DONE}${item}:${occurrence}`)?.dueAt;
}

/** `due:f5:3`; of a report `due:complaint-progress:report-7`. */
export function itemOf(key: string): { item: string; occurrence: number } {
  const [, item = '', occurrence = ''] = key.split(':');
  return { item, occurrence: Number(occurrence) || 0 };
}

/** What a follow-up is called by a playbook, whether the calendar brought it or the customer. */
export function titleIn(definition: PlaybookDefinition | undefined, item: string): Label | undefined {
  const acts = (definition?.followUps.events ?? []).flatMap((each) => each.acts);
  return [...(definition?.followUps.items ?? []), ...acts].find(({ key }) => key === item)?.title;
}

function useTitles(plans: readonly PlanRow[]): (plan: PlanRow, item: string) => { title: string; isRenewal: boolean } {
  const { of } = useWords();
  const names = [...new Set(plans.flatMap((plan) => nameOf(plan) ?? []))];
  const read = useQueries({
    queries: names.map((name) => {
      const [key = '', version = ''] = name.split('@');
      return playbook(key, Number(version));
    }),
  });
  return (plan, item) => {
    const definition = read[names.indexOf(nameOf(plan) ?? '')]?.data;
    const from = definition?.followUps.items.find(({ key }) => key === item)?.from;
    return { title: of(titleIn(definition, item), item), isRenewal: from === 'end' };
  };
}

/** Nothing where no row of its sale could be made: its follow-ups are called by their keys then, by no other playbook's words. */
function nameOf({ playbookKey, playbookVersion }: PlanRow): string | undefined {
  return playbookKey === null || playbookVersion === null ? undefined : `${playbookKey}@${playbookVersion}`;
}
