// Progress of a start: a line when a step begins to take time, and one when it is done.

/** What is over sooner needs no announcement. */
const QUICK_MS = 400;

/** @param hint what takes the time, said when the step is not quick */
export async function timed<T>(what: string, work: () => Promise<T>, hint = ''): Promise<T> {
  const from = Date.now();
  const announce = setTimeout(() => process.stderr.write(`… ${what}${hint === '' ? '' : ` (${hint})`}\n`), QUICK_MS);
  try {
    const result = await work();
    process.stderr.write(`✓ ${what} (${((Date.now() - from) / 1000).toFixed(1)} s)\n`);
    return result;
  } catch (error) {
    process.stderr.write(`✗ ${what}\n`);
    throw error;
  } finally {
    clearTimeout(announce);
  }
}
