// The first visit: where one's work is, a few steps along the places of one's own role, with the example data in sight. Shown on the
// page it speaks of, until it was walked or put away; the person's menu brings it back.
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import type { ReactElement } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import type { StaffRole } from '#domain';
import { me } from '../client/queries';
import type { PageWord } from '../words/page-words';
import { useWords } from '../words/words';

type Step = { to: string; text: PageWord; roles: readonly StaffRole[] };

const steps: readonly Step[] = [
  { to: '/', text: 'tour.today', roles: ['account-manager', 'supervisor'] },
  { to: '/', text: 'tour.begin', roles: ['auditor', 'administrator'] },
  { to: '/board', text: 'tour.board', roles: ['account-manager', 'supervisor'] },
  { to: '/inbox', text: 'tour.inbox', roles: ['supervisor'] },
  { to: '/customers', text: 'tour.customers', roles: ['account-manager', 'supervisor'] },
  { to: '/after-sales', text: 'tour.after-sales', roles: ['account-manager'] },
  { to: '/reports', text: 'tour.reports', roles: ['supervisor'] },
  { to: '/audit', text: 'tour.audit', roles: ['auditor', 'administrator'] },
  { to: '/admin/playbooks', text: 'tour.playbooks', roles: ['administrator'] },
  { to: '/admin/health', text: 'tour.health', roles: ['administrator'] },
];

const WALKED = 'walked';

/** How far this browser has come: the number of the step, or that it was walked. */
function useTour(): [at: string, go: (at: string) => void] {
  const [at, go] = useLocalStorage<string>({
    key: 'tongguan.tour',
    defaultValue: '0',
    getInitialValueInEffect: false,
  });
  return [at, go];
}

/** Begins it anew, where it begins for the reader. */
export function useTourAgain(): () => void {
  const { data: self } = useQuery(me);
  const visit = useNavigate();
  const [, go] = useTour();
  return () => {
    go('0');
    const [first] = stepsOf(self?.roles ?? []);
    if (first !== undefined) void visit(first.to);
  };
}

function stepsOf(roles: readonly StaffRole[]): Step[] {
  const mine = steps.filter((step) => step.roles.some((role) => roles.includes(role)));
  // Whoever has several roles is told of a page once.
  return mine.filter(({ to }, index) => mine.findIndex((step) => step.to === to) === index);
}

export function Tour({ roles }: { roles: readonly StaffRole[] }): ReactElement | null {
  const { word } = useWords();
  const visit = useNavigate();
  const [at, go] = useTour();
  const { pathname } = useLocation();
  const mine = stepsOf(roles);
  const number = Number(at);
  const step = mine[number];
  if (at === WALKED || step === undefined) return null;
  // Of any other page it would speak of what is not there.
  if (step.to !== pathname) return null;
  const isLast = number === mine.length - 1;
  const show = (next: number): void => {
    go(String(next));
    void visit(mine[next]!.to);
  };
  return (
    <Alert
      component="section"
      role="region"
      aria-label={word('tour.name')}
      color="teal"
      mb="md"
      withCloseButton
      closeButtonLabel={word('tour.leave')}
      onClose={() => go(WALKED)}
    >
      <Stack gap="xs">
        <Text size="sm" aria-live="polite">
          <Text span fw={600} size="sm">
            {word('tour.step', { number: number + 1, of: mine.length })}
          </Text>{' '}
          {word(step.text)}
        </Text>
        <Group gap="xs">
          {number > 0 && (
            <Button size="xs" variant="default" onClick={() => show(number - 1)}>
              {word('tour.back')}
            </Button>
          )}
          <Button size="xs" onClick={() => (isLast ? go(WALKED) : show(number + 1))}>
            {word(isLast ? 'tour.end' : 'tour.next')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
