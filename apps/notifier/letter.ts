// The words of a reminder in both languages. A name that was erased is left out, and the letter still reads.
import { standardWeek, type Instant, type StaffLanguage } from '#domain';
import { filled, labelOf, type Codes } from '#labels';
import type { ReminderMessage } from '#messaging';
import type { Subject } from './subject-of';

export type Words = { subject: string; text: string };

export function letterOf(reminder: ReminderMessage, subject: Subject, language: StaffLanguage): Words {
  const about = [subject.customer, subject.title].filter((each) => each !== undefined && each !== '').join(' · ');
  const headline = filled(labelOf('reminder', reminder.kind, language), { what: subject.what?.[language] ?? '' });
  const facts: [Codes['letter'], string | undefined][] = [
    ['customer', subject.customer],
    ['opportunity', subject.title],
    ['gate', subject.gate?.[language]],
    ['contact', subject.contact],
    ['due', reminder.dueAt === undefined ? undefined : localTime(reminder.dueAt, language)],
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${labelOf('letter', name, language)}${value}`],
  );
  return {
    subject: about === '' ? headline : `${headline} — ${about}`,
    text: [headline, '', ...lines, '', filled(labelOf('letter', 'foot', language), { id: reminder.stream.id })].join(
      '\n',
    ),
  };
}

function localTime(instant: Instant, language: StaffLanguage): string {
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: standardWeek.zone } as const;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, format).format(new Date(instant));
}
