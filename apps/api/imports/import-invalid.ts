// A file with wrong cells as a problem: each with its line and column, and nothing of the file is stored.
import { problemOf, ProblemError } from '../http/problem';
import type { BadCell } from './sheet-rows';

export function importInvalid(bad: readonly BadCell[]): ProblemError {
  const missing = bad.map(({ line, column, problem, suppliedBy = [] }) => ({
    what: 'field' as const,
    key: column === '' ? `line ${line}` : `line ${line}, column ${column}`,
    problem,
    suppliedBy,
  }));
  return new ProblemError({ ...problemOf(422, 'IMPORT_INVALID'), missing });
}
