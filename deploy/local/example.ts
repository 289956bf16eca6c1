// The example company that a local run begins with: its staff, its playbooks, and group customers with their people.
import type { CustomerClass, StaffLanguage, StaffRole } from '#domain';

export type ExampleStaff = {
  /** `sub` at the local sign-in. */
  subject: string;
  name: string;
  email: string;
  language: StaffLanguage;
  roles: StaffRole[];
  groups?: string[];
  superior?: string;
  /** What they do, in both languages, where one chooses whom to sign in as. */
  about: string;
};

/** Superiors before those below them. */
export const exampleStaff: readonly ExampleStaff[] = [
  {
    subject: 'administrator',
    name: '管理员',
    email: 'administrator@example.test',
    language: 'zh-CN',
    roles: ['administrator'],
    about: '管理员工、销售方法与各部件 · staff, playbooks, health of the parts',
  },
  {
    subject: 'auditor',
    name: '审计员',
    email: 'auditor@example.test',
    language: 'zh-CN',
    roles: ['auditor'],
    about: '查阅全部记录，不改动 · reads everything, changes nothing',
  },
  {
    subject: 'director',
    name: '钱总监',
    email: 'director@example.test',
    language: 'zh-CN',
    roles: ['supervisor'],
    about: '主管的上级，审批第二轮 · above the supervisor, second rounds',
  },
  {
    subject: 'supervisor',
    name: '孙主管',
    email: 'supervisor@example.test',
    language: 'zh-CN',
    roles: ['supervisor'],
    superior: 'director',
    about: '审批下属的报价与请求 · decides what account managers ask',
  },
  {
    subject: 'pricing',
    name: '李定价',
    email: 'pricing@example.test',
    language: 'zh-CN',
    roles: ['supervisor'],
    groups: ['pricing'],
    superior: 'director',
    about: '定价组，审批折扣 · pricing group, decides discounts',
  },
  {
    subject: 'manager',
    name: '周经理',
    email: 'manager@example.test',
    language: 'zh-CN',
    roles: ['account-manager'],
    superior: 'supervisor',
    about: '客户经理，中文 · sells, in Chinese',
  },
  {
    subject: 'manager-en',
    name: 'Morgan Wu',
    email: 'manager-en@example.test',
    language: 'en',
    roles: ['account-manager'],
    superior: 'supervisor',
    about: '客户经理，英文 · sells, in English',
  },
];

export type ExampleCustomer = {
  key: string;
  name: string;
  class: CustomerClass;
  industry: string;
  region: string;
  headcount: number;
  accountManager: string;
  contacts: readonly { key: string; name: string; post: string; mobile: string }[];
};

export const exampleCustomers: readonly ExampleCustomer[] = [
  {
    key: 'donghai',
    name: '东海制造集团',
    class: 'A',
    industry: 'manufacturing',
    region: '310000',
    headcount: 5200,
    accountManager: 'manager',
    contacts: [
      { key: 'user', name: '赵工', post: '车间信息员', mobile: '13900000001' },
      { key: 'purchaser', name: '吴采购', post: '采购部经理', mobile: '13900000002' },
      { key: 'expert', name: '郑工', post: '信息中心主任', mobile: '13900000003' },
      { key: 'influencer', name: '冯副总', post: '副总经理', mobile: '13900000004' },
      { key: 'decision-maker', name: '陈总', post: '总经理', mobile: '13900000005' },
    ],
  },
  {
    key: 'beiling',
    name: '北岭物流',
    class: 'B',
    industry: 'logistics',
    region: '120000',
    headcount: 860,
    accountManager: 'manager',
    contacts: [
      { key: 'user', name: '褚调度', post: '调度员', mobile: '13900000011' },
      { key: 'purchaser', name: '卫主管', post: '行政主管', mobile: '13900000012' },
      { key: 'expert', name: '蒋工', post: '网络工程师', mobile: '13900000013' },
      { key: 'influencer', name: '沈经理', post: '运营经理', mobile: '13900000014' },
      { key: 'decision-maker', name: '韩总', post: '董事长', mobile: '13900000015' },
    ],
  },
  {
    key: 'nanhu',
    name: '南湖学院',
    class: 'C',
    industry: 'education',
    region: '330400',
    headcount: 1400,
    accountManager: 'manager-en',
    contacts: [
      { key: 'user', name: '杨老师', post: '教务员', mobile: '13900000021' },
      { key: 'decision-maker', name: '朱校长', post: '校长', mobile: '13900000022' },
    ],
  },
];
