// A refusal for people at a terminal: what is missing, one a line, and who can supply it, by name and in their language.
import { filled, labelOf, type Language } from '#labels';
import type { ApiProblem, Client, Problem } from './client';

type Supplier = NonNullable<Problem['missing']>[number]['suppliedBy'][number];

export async function describeProblem({ problem, client }: ApiProblem, language: Language): Promise<string> {
  const { code, title, detail, note, missing = [] } = problem;
  const named = missing.some(({ suppliedBy }) => suppliedBy.some(({ staffId }) => staffId !== undefined));
  const names = named ? await staffNames(client) : new Map<string, string>();
  const nameOf = ({ staffId, role, group }: Supplier): string => {
    if (staffId !== undefined) return names.get(staffId) ?? staffId;
    return role === undefined ? filled(labelOf('cli', 'group', language), { group }) : labelOf('role', role, language);
  };
  const lines = missing.map(({ label, suppliedBy }) => {
    const who = suppliedBy.map(nameOf).join(labelOf('cli', 'or', language));
    return `  ${label}${who === '' ? '' : filled(labelOf('cli', 'supplied-by', language), { who })}`;
  });
  const headline = filled(labelOf('cli', 'refused', language), { code, title });
  return [headline, ...lines, detail, ...(note === undefined ? [] : [`(${note})`])].join('\n');
}

/** Names are a courtesy: without them the ids do. */
async function staffNames(client: Client): Promise<Map<string, string>> {
  const answer = await client.get('/v1/staff?limit=200').catch(() => ({ items: [] }));
  const { items } = answer as { items: { id: string; name: string | null }[] };
  return new Map(items.flatMap(({ id, name }): [string, string][] => (name === null ? [] : [[id, name]])));
}
