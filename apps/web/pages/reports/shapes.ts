// The reports (S26): which columns each shows, in which order, and which of its figures is drawn.
export type Shape = {
  path: string;
  columns: string[];
  /** What the bars show, and of how much where it is a part of something. */
  bar: string;
  /** Grouping and period mean something for it. */
  grouped: boolean;
  /** Where it lists single sales: how many of them the page asks for; the file has all. */
  atMost?: number;
};

export const shapes = {
  funnel: {
    path: 'funnel',
    columns: ['gate', 'reached', 'passed', 'lost', 'withdrawn', 'standing', 'passedPercent'],
    bar: 'reached',
    grouped: true,
  },
  time: {
    path: 'time-per-level',
    columns: ['gate', 'sales', 'medianDays', 'p90Days', 'returned'],
    bar: 'medianDays',
    grouped: true,
  },
  standstill: {
    path: 'standstill',
    columns: ['gate', 'sales', 'late', 'passable', 'medianDays', 'longestDays', 'amountFen'],
    bar: 'sales',
    grouped: true,
  },
  'standing-still': {
    path: 'standstill/opportunities',
    columns: ['title', 'customerName', 'ownerName', 'customerClass', 'gate', 'daysAtGate', 'daysLate', 'amountFen'],
    bar: 'daysAtGate',
    grouped: false,
    atMost: 200,
  },
  objections: {
    path: 'objections',
    columns: ['type', 'measure', 'raised', 'solved', 'solvedPercent', 'medianDaysToSolve'],
    bar: 'raised',
    grouped: true,
  },
  strategies: {
    path: 'strategies',
    columns: ['strategy', 'rivalCode', 'chosen', 'won', 'lost', 'open', 'wonPercent', 'wonFen'],
    bar: 'chosen',
    grouped: true,
  },
  forecast: {
    path: 'forecast',
    columns: ['gate', 'winPercent', 'sales', 'amountFen', 'weightedFen', 'unknown', 'overdue'],
    bar: 'weightedFen',
    grouped: true,
  },
  ends: {
    path: 'ends',
    columns: ['outcome', 'reason', 'rivalCode', 'decidingFactor', 'sales', 'amountFen'],
    bar: 'sales',
    grouped: true,
  },
} as const satisfies { [name: string]: Shape };

export type ReportName = keyof typeof shapes;
export const reportNames = Object.keys(shapes) as ReportName[];
