// What is said between the product and its workflows: ids, signals, queries, task queue, search attributes.
// Invariant: ids, codes, versions and instants only; Temporal keeps all of it in the clear.
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { Id, Instant, StreamRef } from '#domain';

export const TASK_QUEUE = 'tongguan';

/** Kinds of streams that have a process of their own; the workflow's type is the same word in Temporal's spelling. */
export const workflowTypes = {
  opportunity: 'opportunity',
  'follow-up-plan': 'followUpPlan',
  customer: 'customer',
} as const;
export type ProcessStream = StreamRef & { type: keyof typeof workflowTypes };

/** The workflow that says: this Temporal was filled from the log. */
export const FILLED = { type: 'filled', workflowId: 'tongguan:filled' } as const;

export function hasProcess(ref: StreamRef): ref is ProcessStream {
  return ref.type in workflowTypes;
}

export function workflowIdOf({ type, id }: ProcessStream): string {
  return `${type}:${id}`;
}

/** What a workflow begins with, and takes along when it continues as new. */
export type Followed = {
  id: Id;
  /** The highest version that somebody has told of. */
  heard: number;
};

/** The stream has come this far: fold again. Harmless when it is late or comes twice. */
export const poke = defineSignal<[version: number]>('poke');

/** Where a process stands, as far as it has folded. */
export type WhereItStands = { version: number; phase: string; gate?: string; level?: string; dueAt?: Instant };
export const whereItStands = defineQuery<WhereItStands>('whereItStands');

/** What the list of workflows can be filtered by. */
export const attributes = {
  phase: defineSearchAttributeKey('TongguanPhase', SearchAttributeType.KEYWORD),
  gate: defineSearchAttributeKey('TongguanGate', SearchAttributeType.KEYWORD),
  owner: defineSearchAttributeKey('TongguanOwner', SearchAttributeType.KEYWORD),
  dueAt: defineSearchAttributeKey('TongguanDueAt', SearchAttributeType.DATETIME),
} as const;
