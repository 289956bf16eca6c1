// Approver groups that administrators enter staff for, as the newest playbooks call them.
import { useQuery } from '@tanstack/react-query';
import { playbooks } from '../client/queries';
import type { Choice } from '../forms/schema-fields';
import { useWords } from '../words/words';

export function useApproverGroups(): Choice[] {
  const { of } = useWords();
  const { data = [] } = useQuery(playbooks);
  const titles = new Map(data.flatMap(({ approverGroups }) => approverGroups.map(({ key, title }) => [key, title])));
  return [...titles].map(([value, title]) => ({ value, label: of(title, value) }));
}

/** One that no playbook asks any more goes by its key. */
export function useApproverGroupName(): (key: string) => string {
  const groups = useApproverGroups();
  return (key) => groups.find(({ value }) => value === key)?.label ?? key;
}
