// What a report is asked with over HTTP: grouping, filters, a period in days, and the form of the answer.
import {
  customerClasses,
  reportGroups,
  staffLanguages,
  startOfDate,
  type CustomerClass,
  type LocalDate,
  type ReportGroup,
  type StaffLanguage,
} from '#domain';
import type { ReportFilter } from '#read-model';
import { Code, DateText, OneOf, Uuid } from '../http/fields';
import { invalidRequest } from '../http/problem';

const DAY_MS = 86_400_000;

export const reportForms = ['json', 'csv'] as const;

export class ReportQuery {
  @OneOf(reportGroups, { optional: true, description: 'What rows are put together by; everything when left out.' })
  by: ReportGroup = 'all';
  @Uuid({ optional: true, description: 'Sales of this owner.' }) ownerId?: string;
  @OneOf(customerClasses, { optional: true }) customerClass?: CustomerClass;
  @Code({ optional: true, example: '330000', description: 'A province or prefecture means everything in it.' })
  region?: string;
  @Code({ optional: true, example: 'group-customer' }) playbookKey?: string;
  @DateText({ optional: true, description: 'The first day of the period.' }) from?: LocalDate;
  @DateText({ optional: true, description: 'The last day of the period.' }) to?: LocalDate;
  @OneOf(reportForms, { optional: true }) format: (typeof reportForms)[number] = 'json';
  @OneOf(staffLanguages, { optional: true, description: 'Of the first line of a CSV file.' })
  language: StaffLanguage = 'zh-CN';
}

/** Days are those of the company's clocks; the last one counts to its end. */
export function filterOf({ from, to, by, ownerId, customerClass, region, playbookKey }: ReportQuery): ReportFilter {
  if (from !== undefined && to !== undefined && to < from)
    throw invalidRequest([{ key: 'to', problem: 'before-from' }]);
  return {
    by,
    ownerId,
    customerClass,
    region,
    playbookKey,
    from: from === undefined ? undefined : startOfDate(from),
    to: to === undefined ? undefined : new Date(Date.parse(startOfDate(to)) + DAY_MS).toISOString(),
  };
}
