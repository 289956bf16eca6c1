// The words of a reminder in both languages. A name that was erased is left out, and the letter still reads.
import { standardWeek, type Instant, type ReminderKind, type StaffLanguage } from '#domain';
import type { ReminderMessage } from '#messaging';
import type { Subject } from './subject-of';

export type Words = { subject: string; text: string };

export function letterOf(reminder: ReminderMessage, subject: Subject, language: StaffLanguage): Words {
  const words = wording[language];
  const about = [subject.customer, subject.title].filter((each) => each !== undefined && each !== '').join(' · ');
  const what = subject.what?.[language];
  const headline = words.headline[reminder.kind](what ?? '');
  const facts: [string, string | undefined][] = [
    [words.customer, subject.customer],
    [words.opportunity, subject.title],
    [words.gate, subject.gate?.[language]],
    [words.contact, subject.contact],
    [words.due, reminder.dueAt === undefined ? undefined : localTime(reminder.dueAt, language)],
  ];
  const lines = facts.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [`${label}${value}`]));
  return {
    subject: about === '' ? headline : `${headline} — ${about}`,
    text: [headline, '', ...lines, '', words.foot(reminder.stream.id)].join('\n'),
  };
}

function localTime(instant: Instant, language: StaffLanguage): string {
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: standardWeek.zone } as const;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, format).format(new Date(instant));
}

type Wording = {
  headline: { [K in ReminderKind]: (what: string) => string };
  customer: string;
  opportunity: string;
  gate: string;
  contact: string;
  due: string;
  foot(id: string): string;
};

const wording: { [L in StaffLanguage]: Wording } = {
  'zh-CN': {
    headline: {
      'follow-up-due': (what) => `售后维系到期：${what}`,
      'follow-up-late': (what) => `售后维系逾期：${what}`,
      'follow-up-escalated': (what) => `下属的售后维系逾期未办：${what}`,
      'deadline-late': (what) => `已到期限，尚未完成：${what}`,
      'deadline-escalated': (what) => `逾期上报：${what}`,
      'approval-asked': (what) => `请您审批：${what}`,
      'opportunity-woken': () => '搁置的商机已到恢复日期',
    },
    customer: '集团客户：',
    opportunity: '商机：',
    gate: '关卡：',
    contact: '联系人：',
    due: '期限：',
    foot: (id) => `通关 · 编号 ${id}\n此邮件由系统发出，请勿回复。`,
  },
  en: {
    headline: {
      'follow-up-due': (what) => `Follow-up due: ${what}`,
      'follow-up-late': (what) => `Follow-up late: ${what}`,
      'follow-up-escalated': (what) => `A follow-up below you is late: ${what}`,
      'deadline-late': (what) => `Past its deadline and still open: ${what}`,
      'deadline-escalated': (what) => `Escalated to you as late: ${what}`,
      'approval-asked': (what) => `Your approval is asked for: ${what}`,
      'opportunity-woken': () => 'A parked opportunity has come to its date',
    },
    customer: 'Customer: ',
    opportunity: 'Opportunity: ',
    gate: 'Gate: ',
    contact: 'Contact: ',
    due: 'Due: ',
    foot: (id) => `Tongguan · id ${id}\nThis message was sent by the system; please do not reply.`,
  },
};
