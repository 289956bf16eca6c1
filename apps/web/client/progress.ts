// Sends what takes longer than a moment and hears how far it is: one JSON document a line, the last one is the answer or the problem.
import { send } from './client';
import { Problem, Unreachable, type ProblemDocument } from './problem';

export type Progress = { stage: 'checking' | 'judging' | 'storing'; done: number; of: number };

type Line<Answer> = Progress | { answer: Answer } | { problem: ProblemDocument };

export async function sendFile<Answer>(
  path: string,
  file: File,
  onProgress: (progress: Progress) => void,
): Promise<Answer> {
  const headers = { accept: 'application/x-ndjson', 'content-type': mediaTypeOf(file) };
  const response = await send(path, { method: 'POST', headers, body: file });
  for await (const line of linesOf(response)) {
    const told = JSON.parse(line) as Line<Answer>;
    if ('answer' in told) return told.answer;
    if ('problem' in told) throw new Problem(told.problem);
    onProgress(told);
  }
  throw new Unreachable('the answer broke off');
}

/** Systems do not agree on what they call a file of values with commas between them; its name says it. */
export function mediaTypeOf({ name }: File): string {
  return name.toLowerCase().endsWith('.xlsx')
    ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    : 'text/csv';
}

async function* linesOf({ body }: Response): AsyncGenerator<string> {
  if (body === null) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
