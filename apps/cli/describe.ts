// A refusal for people at a terminal: what is missing, one a line, and who can supply it, by name.
import type { ApiProblem, Client } from './client';

export async function describeProblem({ problem, client }: ApiProblem): Promise<string> {
  const { code, detail, missing = [] } = problem;
  const named = missing.some(({ suppliedBy }) => suppliedBy.some(({ staffId }) => staffId !== undefined));
  const names = named ? await staffNames(client) : new Map<string, string>();
  const lines = missing.map(({ what, key, problem: wrong, suppliedBy }) => {
    const who = suppliedBy.map(({ staffId, role, group }) =>
      staffId === undefined ? (role ?? `group ${group}`) : (names.get(staffId) ?? staffId),
    );
    return `  ${what} ${key}: ${wrong ?? 'missing'}${who.length === 0 ? '' : ` (can be supplied by ${who.join(', ')})`}`;
  });
  return [`refused: ${code}${detail === undefined ? '' : `. ${detail}`}`, ...lines].join('\n');
}

/** Names are a courtesy: without them the ids do. */
async function staffNames(client: Client): Promise<Map<string, string>> {
  const answer = await client.get('/v1/staff?limit=200').catch(() => ({ items: [] }));
  const { items } = answer as { items: { id: string; name: string | null }[] };
  return new Map(items.flatMap(({ id, name }): [string, string][] => (name === null ? [] : [[id, name]])));
}
