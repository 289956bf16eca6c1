// The same trouble again is said once a minute, not once a second: a log that says one thing only hides every other.

const REPEAT_EVERY_MS = 60_000;

export function repeatsSparingly(say: (error: unknown) => void): (error: unknown) => void {
  let last = '';
  let saidAt = -Infinity;
  return (error) => {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (what === last && performance.now() - saidAt < REPEAT_EVERY_MS) return;
    last = what;
    saidAt = performance.now();
    say(error);
  };
}
