// The member profile 集团成员资料表 (S15), field by field as on the form. Purpose-bound and minimal: a year of birth instead of an
// age that goes stale, and no field for family or health.
import type { ProfileField, ProfileOf } from '../customer/profile-field';

export const sexes = ['female', 'male'] as const;

/** Who somebody is in their group 成员类型; what the form offers. */
export const memberTypes = ['leader', 'key-person', 'liaison', 'member'] as const;
export type MemberType = (typeof memberTypes)[number];

export const contactFields = [
  {
    key: 'name',
    part: 'person',
    kind: 'title',
    kept: 'sealed',
    example: '李主任',
    required: true,
  },
  {
    key: 'mobile',
    part: 'person',
    kind: 'mobile',
    kept: 'sealed',
    example: '13900000000',
  },
  {
    key: 'sex',
    part: 'person',
    kind: 'one-of',
    values: sexes,
    kept: 'sealed',
    example: 'female',
    incidental: true,
  },
  {
    key: 'birthYear',
    part: 'person',
    kind: 'year',
    kept: 'sealed',
    example: 1985,
    incidental: true,
  },
  {
    key: 'department',
    part: 'work',
    kind: 'title',
    kept: 'sealed',
    example: '信息中心',
  },
  {
    key: 'post',
    part: 'work',
    kind: 'title',
    kept: 'sealed',
    example: '主任',
  },
  {
    key: 'officePhone',
    part: 'work',
    kind: 'phone',
    kept: 'sealed',
    example: '021-55550000',
  },
  {
    key: 'homePhone',
    part: 'person',
    kind: 'phone',
    kept: 'sealed',
    example: '021-66660000',
    incidental: true,
  },
  {
    key: 'email',
    part: 'work',
    kind: 'email',
    kept: 'sealed',
    example: 'li@donghai.example',
  },
  {
    key: 'reimbursedFen',
    part: 'work',
    kind: 'fen',
    kept: 'sealed',
    example: 20_000,
  },
  {
    key: 'memberType',
    part: 'work',
    kind: 'code',
    known: memberTypes,
    kept: 'data',
    example: 'key-person',
  },
] as const satisfies readonly ProfileField[];

export type ContactProfile = ProfileOf<typeof contactFields>;
