// The group profile 集团单位资料表 (S14), field by field as on the form.
import { industries } from './industries';
import type { FieldProblem, ProfileField, ProfileOf } from './profile-field';
import { profileProblems } from './profile-field';

/** Whether, and how, the organisation pays its people back for their telephones. */
export const reimbursementKinds = ['none', 'full', 'fixed-amount', 'up-to-a-limit', 'by-post'] as const;

export const customerFields = [
  {
    key: 'name',
    part: 'basic',
    kind: 'title',
    kept: 'sealed',
    example: '东海制造集团',
    required: true,
  },
  {
    key: 'address',
    part: 'basic',
    kind: 'text',
    kept: 'sealed',
    example: '上海市临港新片区 1 号',
  },
  {
    key: 'phone',
    part: 'basic',
    kind: 'phone',
    kept: 'sealed',
    example: '021-55550000',
  },
  {
    key: 'fax',
    part: 'basic',
    kind: 'fax',
    kept: 'sealed',
    example: '021-55550009',
    incidental: true,
  },
  {
    key: 'legalRepresentative',
    part: 'basic',
    kind: 'title',
    kept: 'people',
    example: '陈东海',
  },
  {
    key: 'communicationsLead',
    part: 'basic',
    kind: 'title',
    kept: 'people',
    example: '郑工',
  },
  {
    key: 'website',
    part: 'basic',
    kind: 'website',
    kept: 'sealed',
    example: 'https://donghai.example',
    incidental: true,
  },
  {
    key: 'headcount',
    part: 'basic',
    kind: 'people',
    kept: 'data',
    example: 5200,
  },
  {
    key: 'contactName',
    part: 'contact',
    kind: 'title',
    kept: 'people',
    example: '吴采购',
  },
  {
    key: 'contactPost',
    part: 'contact',
    kind: 'title',
    kept: 'people',
    example: '采购部经理',
  },
  {
    key: 'contactPhone',
    part: 'contact',
    kind: 'phone',
    kept: 'people',
    example: '13900000002',
  },
  {
    key: 'contactHobbies',
    part: 'contact',
    kind: 'title',
    kept: 'people',
    example: '羽毛球',
    incidental: true,
  },
  {
    key: 'handsets',
    part: 'contact',
    kind: 'count',
    kept: 'data',
    example: 4100,
  },
  {
    key: 'chinaMobileHandsets',
    part: 'contact',
    kind: 'count',
    kept: 'data',
    example: 2600,
  },
  {
    key: 'chinaUnicomHandsets',
    part: 'contact',
    kind: 'count',
    kept: 'data',
    example: 1300,
  },
  {
    key: 'phsHandsets',
    part: 'contact',
    kind: 'count',
    kept: 'data',
    example: 200,
    incidental: true,
  },
  {
    key: 'telephoneReimbursement',
    part: 'contact',
    kind: 'one-of',
    values: reimbursementKinds,
    kept: 'data',
    example: 'up-to-a-limit',
  },
  {
    key: 'region',
    part: 'region',
    kind: 'region',
    kept: 'data',
    example: '310115',
  },
  {
    key: 'areaAddress',
    part: 'region',
    kind: 'text',
    kept: 'sealed',
    example: '临港新片区环湖西二路',
    incidental: true,
  },
  {
    key: 'postcode',
    part: 'region',
    kind: 'postcode',
    kept: 'data',
    example: '201306',
  },
  {
    key: 'industry',
    part: 'class',
    kind: 'code',
    known: industries,
    kept: 'data',
    example: 'manufacturing',
  },
  {
    key: 'unifiedPayment',
    part: 'class',
    kind: 'flag',
    kept: 'data',
    example: true,
  },
  {
    key: 'informationProducts',
    part: 'class',
    kind: 'codes',
    kept: 'data',
    example: ['vpmn', 'ip-private-line'],
  },
  {
    key: 'groupProductUse',
    part: 'class',
    kind: 'text',
    kept: 'sealed',
    example: 'VPMN 已使用两年',
  },
  {
    key: 'channel',
    part: 'class',
    kind: 'code',
    kept: 'data',
    example: 'hotline',
    incidental: true,
  },
  {
    key: 'anniversary',
    part: 'other',
    kind: 'anniversary',
    kept: 'data',
    example: '06-18',
  },
  {
    key: 'businessScope',
    part: 'other',
    kind: 'text',
    kept: 'sealed',
    example: '装备制造',
  },
  {
    key: 'communicationsBudgetFen',
    part: 'other',
    kind: 'fen',
    kept: 'data',
    example: 120_000_000,
  },
  {
    key: 'vatNumber',
    part: 'other',
    kind: 'taxpayer-number',
    kept: 'sealed',
    example: '91310000MA1FL0000N',
  },
  {
    key: 'registeredCapitalFen',
    part: 'other',
    kind: 'fen',
    kept: 'data',
    example: 50_000_000_000,
  },
  {
    key: 'annualTurnoverFen',
    part: 'other',
    kind: 'fen',
    kept: 'data',
    example: 380_000_000_000,
  },
  {
    key: 'annualProfitFen',
    part: 'other',
    kind: 'profit',
    kept: 'data',
    example: 21_000_000_000,
  },
  {
    key: 'other',
    part: 'other',
    kind: 'text',
    kept: 'sealed',
    example: '每年三月招标',
    incidental: true,
  },
] as const satisfies readonly ProfileField[];

export type CustomerProfile = ProfileOf<typeof customerFields>;

const handsetsByNetwork = ['chinaMobileHandsets', 'chinaUnicomHandsets', 'phsHandsets'] as const;

/** What is wrong with a group profile: field by field, and where fields contradict each other. */
export function customerProfileProblems(profile: CustomerProfile): FieldProblem[] {
  const problems = profileProblems(customerFields, profile);
  const counted = handsetsByNetwork.map((key) => profile[key] ?? 0).reduce((sum, count) => sum + count, 0);
  const { handsets } = profile;
  if (problems.length > 0 || handsets === undefined || counted <= handsets) return problems;
  return [{ key: 'handsets', problem: 'fewer-than-by-network', limit: counted }];
}
