// Sends commands: each attempt has its key, so that sending again after a lost answer does nothing twice.
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { send } from './client';
import { Problem } from './problem';

/** What an accepted command answers. */
export type Accepted = { id: string; version: number; repeated: boolean };

export type Command = {
  /** Below the root: `/v1/…`. */
  path: string;
  body?: object;
  /** The version that was looked at; a newer one there makes this a conflict instead of a surprise. */
  seenVersion?: number;
  /** A document in place of a body. */
  file?: File;
};

export type CommandSending = UseMutationResult<Accepted, Error, Command>;

/** Everything read before may be out of date after an accepted command. */
export function useCommand({ onAccepted }: { onAccepted?: (accepted: Accepted) => void } = {}): CommandSending {
  const queries = useQueryClient();
  const attempt = useRef<{ what: string; key: string }>(undefined);
  return useMutation({
    // Without a network it fails at once and says so: nothing is sent later, when nobody looks any more.
    networkMode: 'always',
    mutationFn: async ({ path, body = {}, seenVersion, file }: Command) => {
      const what = JSON.stringify([path, body, file?.name, file?.size, file?.lastModified]);
      if (attempt.current?.what !== what) attempt.current = { what, key: crypto.randomUUID() };
      const response = await send(path, {
        method: 'POST',
        headers: {
          'content-type': file?.type ?? 'application/json',
          ...(file === undefined ? {} : { 'document-name': encodeURIComponent(file.name) }),
          'idempotency-key': attempt.current.key,
          ...(seenVersion === undefined ? {} : { 'if-match': `"${seenVersion}"` }),
        },
        body: file ?? JSON.stringify(body),
      });
      return (await response.json()) as Accepted;
    },
    onSuccess: async (accepted) => {
      attempt.current = undefined;
      remember(accepted);
      await queries.invalidateQueries();
      onAccepted?.(accepted);
    },
  });
}

/** The last thing that was written here: lists are asked for not older than that. */
let seen: string | undefined;

function remember({ id, version }: Accepted): void {
  seen = `${id}@${version}`;
}

/** For the parameter `seen` of lists. */
export function lastWritten(): string | undefined {
  return seen;
}

/** What was done here was read again with the answer. */
export function isLastWritten(id: string, version: number): boolean {
  return seen === `${id}@${version}`;
}

/** Whether somebody else was quicker. */
export function isConflict(error: Error | null): boolean {
  return error instanceof Problem && error.code === 'CONFLICT';
}
