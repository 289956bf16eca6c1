// Progress of a start: one line per part when it begins to take time, and one when it is there.

export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const from = Date.now();
  process.stderr.write(`… ${what}\n`);
  try {
    const result = await work();
    process.stderr.write(`✓ ${what} (${((Date.now() - from) / 1000).toFixed(1)} s)\n`);
    return result;
  } catch (error) {
    process.stderr.write(`✗ ${what}\n`);
    throw error;
  }
}
