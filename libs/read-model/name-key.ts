// The name of an organisation without what is written now one way and now another: by it duplicates are found.
import { searchForm } from './search-terms';

/** Forms of organisations at the end of a name, the longer before the shorter; they say nothing about who it is. */
const FORM =
  /(股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|总公司|公司|集团|企业|colimited|coltd|limited|ltd|incorporated|inc|corporation|corp|group)$/u;

export function nameKey(name: string): string {
  let key = searchForm(name);
  for (;;) {
    const shorter = key.replace(FORM, '');
    // A name that is nothing but a form stays as it is.
    if (shorter === key || shorter === '') return key;
    key = shorter;
  }
}
