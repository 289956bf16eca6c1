// Stands in Temporal for the log that it was filled from. An emptied Temporal has lost it, and is filled again.
import { condition } from '@temporalio/workflow';

/** Waits for nothing, without a timer, and never ends. */
export async function filled(): Promise<void> {
  await condition(() => false);
}
