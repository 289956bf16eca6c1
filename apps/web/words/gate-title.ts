// What a gate is called where only its key and its playbook's are at hand: in lists.
import { useQuery } from '@tanstack/react-query';
import { playbooks } from '../client/queries';
import { useWords } from './words';

/** @returns a function of the gate's key; the first playbook that has such a gate names it where none is given */
export function useGateTitle(): (gate: string, playbookKey?: string) => string {
  const { of } = useWords();
  const { data: all = [] } = useQuery(playbooks);
  return (gate, playbookKey) => {
    const titled = all
      .filter(({ key }) => playbookKey === undefined || key === playbookKey)
      .flatMap(({ gates }) => gates)
      .find(({ key }) => key === gate);
    return of(titled?.title, gate);
  };
}
