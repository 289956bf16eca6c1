// A long import tells how far it is: one JSON document a line, the last one is the answer or the problem.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageFor } from '../http/language';
import { inWords } from '../http/problem';
import { problemFor } from '../http/problem.filter';

export const PROGRESS_MEDIA_TYPE = 'application/x-ndjson';

/** Reading and checking cells, judging rows by the rules, storing them: in this order. */
export type ImportStage = 'checking' | 'judging' | 'storing';
export type Progress = (stage: ImportStage, done: number, of: number) => void;

/** Lines between which nothing new would be seen. */
const TELL_EVERY_MS = 250;

/**
 * Runs the work. A client that accepts `application/x-ndjson` is told its progress as `{"stage","done","of"}`, then gets
 * `{"answer": …}` or `{"problem": …}`; the status is 200 in both cases, because the work begins after it was sent. Every
 * other client gets what the work answers.
 */
export async function tellingProgress<Answer>(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (progress: Progress) => Promise<Answer>,
): Promise<Answer | undefined> {
  if (request.headers.accept?.includes(PROGRESS_MEDIA_TYPE) !== true) return work(() => undefined);
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': PROGRESS_MEDIA_TYPE, 'x-request-id': request.id });
  const say = (line: object): void => void reply.raw.write(`${JSON.stringify(line)}\n`);
  let told = 0;
  const progress: Progress = (stage, done, of) => {
    if (done < of && Date.now() - told < TELL_EVERY_MS) return;
    told = Date.now();
    say({ stage, done, of });
  };
  try {
    say({ answer: await work(progress) });
  } catch (error) {
    const problem = problemFor(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'the import failed');
    say({ problem: { ...inWords(problem, languageFor(request)), instance: request.id } });
  }
  reply.raw.end();
  return undefined;
}
