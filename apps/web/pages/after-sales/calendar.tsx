// A month of follow-ups: a grid of days where there is room, else a list of the days that have any.
import { ActionIcon, Anchor, Box, Group, Stack, Text, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { date, dayOf } from '../../shown/values';
import { useWords } from '../../words/words';
import { useCare, type Care } from './care';
import { DAY_MS } from './queries';

const WEEK = 7;
/** A Monday, from which the names of the days are counted. */
const SOME_MONDAY = Date.UTC(2024, 0, 1);

export function Calendar(): ReactElement {
  const { word, language } = useWords();
  const [query, setQuery] = useSearchParams();
  const today = dayOf(new Date().toISOString());
  const month = /^\d{4}-\d{2}$/.test(query.get('month') ?? '') ? query.get('month')! : today.slice(0, 'yyyy-mm'.length);
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const { care } = useCare(new Date(Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`)).toISOString());
  const ofDay = (day: string): Care[] => care.filter(({ at }) => dayOf(at) === day);
  const days = daysOf(first, month);
  const name = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first);
  const show = (by: number): void => setQuery({ view: 'calendar', month: monthAfter(month, by) }, { replace: true });
  return (
    <Stack>
      <Group>
        <ActionIcon variant="default" size="lg" aria-label={word('after-sales.month.before')} onClick={() => show(-1)}>
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <Title order={2} size="h4" aria-live="polite">
          {name}
        </Title>
        <ActionIcon variant="default" size="lg" aria-label={word('after-sales.month.after')} onClick={() => show(1)}>
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
      </Group>
      <Box visibleFrom="md">
        <table className="calendar" aria-label={name}>
          <thead>
            <tr>
              {Array.from({ length: WEEK }, (_, day) => (
                <th key={day} scope="col">
                  {new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
                    SOME_MONDAY + day * DAY_MS,
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: days.length / WEEK }, (_, week) => (
              <tr key={week}>
                {days.slice(week * WEEK, (week + 1) * WEEK).map((day) => (
                  <td
                    key={day}
                    data-other={day.startsWith(month) ? undefined : true}
                    data-today={day === today || undefined}
                  >
                    <Text size="xs" c="dimmed">
                      {Number(day.slice(-2))}
                    </Text>
                    <Acts care={ofDay(day)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
      <Stack hiddenFrom="md" gap="md">
        {days
          .filter((day) => day.startsWith(month) && ofDay(day).length > 0)
          .map((day) => (
            <div key={day}>
              <Text fw={500} size="sm">
                {date(language, day)}
              </Text>
              <Acts care={ofDay(day)} />
            </div>
          ))}
      </Stack>
      {!days.some((day) => ofDay(day).length > 0) && <Text c="dimmed">{word('after-sales.month.none')}</Text>}
    </Stack>
  );
}

function Acts({ care }: { care: Care[] }): ReactElement {
  const { word } = useWords();
  return (
    <Stack gap={2} component="ul" p={0} m={0} className="plain-list">
      {care.map(({ plan, item, occurrence, title, isOpen }) => (
        <li key={`${plan.id} ${item} ${occurrence}`}>
          <Anchor component={Link} to={`/after-sales/${plan.id}`} size="xs" fw={isOpen ? 600 : undefined}>
            {title} · {plan.customerName ?? word('name.erased')}
            {isOpen && ` · ${word('after-sales.waits')}`}
          </Anchor>
        </li>
      ))}
    </Stack>
  );
}

/** Whole weeks from Monday on that hold the month. */
function daysOf(first: number, month: string): string[] {
  const weekday = (new Date(first).getUTCDay() + WEEK - 1) % WEEK;
  const length = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(-2)), 0)).getUTCDate();
  const shown = Math.ceil((weekday + length) / WEEK) * WEEK;
  return Array.from({ length: shown }, (_, day) =>
    new Date(first + (day - weekday) * DAY_MS).toISOString().slice(0, 'yyyy-mm-dd'.length),
  );
}

function monthAfter(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 'yyyy-mm'.length);
}
