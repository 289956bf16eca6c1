// Regions as patterns for LIKE.

/** 330000 is a province, 330400 a prefecture: everything whose code begins like it. */
export function within(region: string | undefined): string | undefined {
  if (region === undefined) return undefined;
  return /^\d{6}$/.test(region) ? `${region.replace(/(00){1,2}$/, '')}%` : region.replace(/[%_\\]/g, '');
}
