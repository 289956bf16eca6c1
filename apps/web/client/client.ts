// The client of the API, generated from its description: paths, parameters and bodies are checked by the compiler.
import createClient, { type Middleware } from 'openapi-fetch';
import { accessToken } from '../session/session';
import type { Language } from '../words/words';
import type { paths } from './api';
import { Problem, SignedOut, Unreachable, type ProblemDocument } from './problem';

let language: Language = 'zh-CN';

/** In which refusals and stories are told. */
export function speak(chosen: Language): void {
  language = chosen;
}

const asMyself: Middleware = {
  async onRequest({ request }) {
    const token = await accessToken();
    if (token === undefined) throw new SignedOut();
    request.headers.set('authorization', `Bearer ${token}`);
    request.headers.set('accept-language', language);
    return request;
  },
  async onResponse({ response }) {
    if (response.ok || response.status === 304) return undefined;
    throw await failureOf(response);
  },
  onError: ({ error }) => (error instanceof TypeError ? new Unreachable(error) : undefined),
};

export const api = createClient<paths>({ baseUrl: window.location.origin });
api.use(asMyself);

/** What the client lets through as an answer is one; everything else was thrown. */
export async function answered<Data>(call: Promise<{ data?: Data }>): Promise<Data> {
  const { data } = await call;
  return data as Data;
}

/** For what is no JSON: files up and down. Refused as everything else. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const token = await accessToken();
  if (token === undefined) throw new SignedOut();
  const headers = { authorization: `Bearer ${token}`, 'accept-language': language, ...(init.headers as object) };
  const response = await fetch(path, { ...init, headers }).catch((error: unknown) => {
    throw new Unreachable(error);
  });
  if (!response.ok) throw await failureOf(response);
  return response;
}

async function failureOf(response: Response): Promise<Error> {
  if (response.status === 401) return new SignedOut();
  const text = await response.text();
  try {
    return new Problem(JSON.parse(text) as ProblemDocument);
  } catch {
    return new Unreachable(text);
  }
}
