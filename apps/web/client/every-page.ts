// Lists that are chosen from or counted as a whole: read page by page to the end, for what is not read cannot be chosen.

/** The most that the server gives at once. */
export const PAGE = 200;

export async function everyPage<Row>(
  read: (page: { limit: number; after?: string }) => Promise<{ items: Row[]; next?: string }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const page = await read({ limit: PAGE, after });
    rows.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return rows;
}
