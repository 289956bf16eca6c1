// Histories of workflows as Temporal keeps them, recorded once and replayed against every later build.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { cloneFolder } from '../../deploy/local/folders';

export type History = temporal.api.history.v1.IHistory;
export type RecordedHistory = { name: string; workflowId: string; history: History };

/** Set to anything, the tests that drive processes write their histories; do so whenever a workflow is changed on purpose. */
const RECORD = 'TONGGUAN_RECORD_HISTORIES';

const { History: HistoryMessage } = temporal.api.history.v1;

const folder = (): string => join(cloneFolder(), 'tests', 'replay', 'histories');

/** Does nothing unless asked to record. */
export async function record(client: Client, name: string, workflowId: string): Promise<void> {
  if (process.env[RECORD] === undefined) return;
  const bytes = HistoryMessage.encode(await client.workflow.getHandle(workflowId).fetchHistory()).finish();
  mkdirSync(folder(), { recursive: true });
  writeFileSync(join(folder(), `${name}.${workflowId.replace(':', '.')}.pb.gz`), gzipSync(bytes, { level: 9 }));
}

export function recordedHistories(): RecordedHistory[] {
  return readdirSync(folder()).map((file) => {
    const [name = '', type, id] = file.split('.');
    const history = HistoryMessage.decode(gunzipSync(readFileSync(join(folder(), file))));
    return { name, workflowId: `${type}:${id}`, history };
  });
}
