// Colleagues whom a form can name: those who work here now.
import { useQuery } from '@tanstack/react-query';
import { optionsField } from '../../forms/command-form';
import type { SchemaProperty } from '../../forms/schema-fields';
import { everybody } from './queries';

/** @param not the one whom the form is about */
export function useColleagues(not?: string): SchemaProperty {
  const { data: staff = [] } = useQuery(everybody);
  const others = staff.filter(({ id, active }) => active && id !== not);
  return optionsField(others.map(({ id, name }) => ({ value: id, label: name ?? id.slice(0, 8) })));
}
