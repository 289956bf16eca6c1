// The versions of what is published whole: they are numbered from 1 on, and every one stays.

/** The newest first. */
export function versionsOf(latest: number): number[] {
  return Array.from({ length: latest }, (_none, index) => latest - index);
}
