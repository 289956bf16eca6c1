// What the columns of reports are called, for people: the first line of a CSV file.
import type { Label } from '#domain';

const labels = {
  group: { 'zh-CN': '分组', en: 'Group' },
  id: { 'zh-CN': '商机编号', en: 'Opportunity' },
  title: { 'zh-CN': '商机', en: 'Title' },
  customerName: { 'zh-CN': '集团客户', en: 'Group customer' },
  ownerId: { 'zh-CN': '客户经理', en: 'Account manager' },
  customerClass: { 'zh-CN': '客户分类', en: 'Customer class' },
  gate: { 'zh-CN': '关卡', en: 'Gate' },
  level: { 'zh-CN': '层级', en: 'Level' },
  since: { 'zh-CN': '进入时间', en: 'Since' },
  daysAtGate: { 'zh-CN': '停留天数', en: 'Days at the gate' },
  dueAt: { 'zh-CN': '应离开时间', en: 'Due' },
  daysLate: { 'zh-CN': '超期天数', en: 'Days late' },
  passable: { 'zh-CN': '可通过', en: 'Passable' },
  amountFen: { 'zh-CN': '金额（分）', en: 'Amount (fen)' },
  sales: { 'zh-CN': '商机数', en: 'Opportunities' },
  late: { 'zh-CN': '超期数', en: 'Late' },
  medianDays: { 'zh-CN': '天数中位数', en: 'Median days' },
  longestDays: { 'zh-CN': '最长天数', en: 'Longest, days' },
  p90Days: { 'zh-CN': '天数九成位', en: '90th percentile, days' },
  returned: { 'zh-CN': '退回过', en: 'Came back' },
  reached: { 'zh-CN': '到达', en: 'Reached' },
  passed: { 'zh-CN': '通过', en: 'Passed' },
  lost: { 'zh-CN': '丢单', en: 'Lost' },
  withdrawn: { 'zh-CN': '撤回', en: 'Withdrawn' },
  standing: { 'zh-CN': '停留中', en: 'Standing there' },
  passedPercent: { 'zh-CN': '通过率（%）', en: 'Passed (%)' },
  type: { 'zh-CN': '异议类型', en: 'Kind of objection' },
  measure: { 'zh-CN': '措施', en: 'Measure' },
  raised: { 'zh-CN': '提出', en: 'Raised' },
  solved: { 'zh-CN': '化解', en: 'Solved' },
  solvedPercent: { 'zh-CN': '化解率（%）', en: 'Solved (%)' },
  medianDaysToSolve: { 'zh-CN': '化解天数中位数', en: 'Median days to solve' },
  strategy: { 'zh-CN': '竞争策略', en: 'Competitive strategy' },
  chosen: { 'zh-CN': '选用', en: 'Chosen' },
  won: { 'zh-CN': '赢单', en: 'Won' },
  open: { 'zh-CN': '进行中', en: 'Open' },
  wonPercent: { 'zh-CN': '赢单率（%）', en: 'Won (%)' },
  wonFen: { 'zh-CN': '赢单金额（分）', en: 'Won (fen)' },
  winPercent: { 'zh-CN': '赢率（%）', en: 'Chance (%)' },
  weightedFen: { 'zh-CN': '加权金额（分）', en: 'Weighted (fen)' },
  unknown: { 'zh-CN': '金额未知', en: 'Amount unknown' },
  overdue: { 'zh-CN': '已过预计日期', en: 'Past the expected date' },
  outcome: { 'zh-CN': '结果', en: 'Outcome' },
  reason: { 'zh-CN': '原因', en: 'Reason' },
  rivalCode: { 'zh-CN': '对手', en: 'Rival' },
  decidingFactor: { 'zh-CN': '决定因素', en: 'Deciding factor' },
} satisfies { [column: string]: Label };

export type ReportColumn = keyof typeof labels;

export function columnLabel(column: ReportColumn, language: keyof Label): string {
  return labels[column][language];
}
