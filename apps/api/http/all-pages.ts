// A list by id as a whole, read page by page: for files.
import type { Id } from '#domain';
import { MAX_PAGE_SIZE, type Page } from '#read-model';

export async function* allPages<Row extends { id: Id }>(read: (page: Page) => Promise<Row[]>): AsyncGenerator<Row[]> {
  for (let after: Id | undefined; ;) {
    const rows = await read({ limit: MAX_PAGE_SIZE, after });
    yield rows;
    if (rows.length < MAX_PAGE_SIZE) return;
    after = rows.at(-1)!.id;
  }
}
