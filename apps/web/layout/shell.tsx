// The frame of every page: where one can go, who one is, and what has happened to the connection.
import {
  AppShell,
  Box,
  Burger,
  Group,
  Menu,
  NavLink,
  ScrollArea,
  Text,
  UnstyledButton,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconBook2,
  IconBuilding,
  IconChartBar,
  IconGift,
  IconHeartHandshake,
  IconHome,
  IconInbox,
  IconLanguage,
  IconLayoutKanban,
  IconLogout,
  IconMoonStars,
  IconPackage,
  IconSettings,
  IconRoute,
  IconSchool,
  IconShieldSearch,
  IconUserCircle,
  IconUserShare,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState, type ReactElement } from 'react';
import { NavLink as RouterLink, Outlet, useLocation, useNavigation } from 'react-router';
import { followChanges } from '../client/live';
import { me, staffNames } from '../client/queries';
import { signOut } from '../session/session';
import { chooseLanguage, languageNames, otherLanguage } from '../words/loaded';
import { useWords } from '../words/words';
import type { StaffRole } from '#domain';
import type { PageWord } from '../words/page-words';
import { Connection } from './connection';
import { Find } from './find';
import { Loading } from './loading';
import { Mark } from './mark';
import { Tour, useTourAgain } from './tour';

type Place = {
  to: string;
  word: PageWord;
  icon: typeof IconHome;
  /** Whose place it is; everybody's when left out. */
  roles?: readonly StaffRole[];
  /** Who comes to it from another of their places. */
  notFor?: StaffRole;
};

const places: Place[] = [
  { to: '/', word: 'place.today', icon: IconHome },
  { to: '/board', word: 'place.board', icon: IconLayoutKanban },
  { to: '/inbox', word: 'place.inbox', icon: IconInbox },
  { to: '/customers', word: 'place.customers', icon: IconBuilding },
  { to: '/after-sales', word: 'place.after-sales', icon: IconHeartHandshake },
  { to: '/gifts', word: 'place.gifts', icon: IconGift },
  { to: '/training', word: 'place.training', icon: IconSchool },
  { to: '/reports', word: 'place.reports', icon: IconChartBar },
  { to: '/audit', word: 'place.audit', icon: IconShieldSearch, roles: ['auditor', 'administrator'] },
  // Auditors read these; they stand among what administrators look after.
  { to: '/admin/catalogue', word: 'admin.catalogue', icon: IconPackage, roles: ['auditor'], notFor: 'administrator' },
  { to: '/admin/playbooks', word: 'admin.playbooks', icon: IconBook2, roles: ['auditor'], notFor: 'administrator' },
  { to: '/admin', word: 'place.admin', icon: IconSettings, roles: ['administrator'] },
];

export function Shell(): ReactElement {
  const { word } = useWords();
  const [opened, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  const { state } = useNavigation();
  const answers = useLive();
  const { data: self } = useQuery(me);
  const has = (role: StaffRole): boolean => self?.roles.includes(role) === true;
  const mine = places.filter(
    ({ roles, notFor }) => (roles === undefined || roles.some(has)) && (notFor === undefined || !has(notFor)),
  );
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a className="skip" href="#content">
        {word('skip.to-content')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" gap="sm" wrap="nowrap" justify="space-between">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={word('place.menu')} />
            <Mark />
            <Text fw={600}>{word('product.name')}</Text>
          </Group>
          <Find />
          <Person />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={word('place.menu')}>
        <ScrollArea>
          {mine.map(({ to, word: key, icon: Icon }) => (
            <NavLink
              key={to}
              component={RouterLink}
              to={to}
              onClick={close}
              active={to === '/' ? pathname === '/' : pathname.startsWith(to)}
              label={word(key)}
              leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
            />
          ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} aria-busy={state === 'loading'}>
        {state === 'loading' && <div className="on-its-way after-a-moment" aria-hidden />}
        <Connection answers={answers} />
        <Box maw={1440} mx="auto">
          {self !== undefined && <Tour roles={self.roles} />}
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </Box>
      </AppShell.Main>
    </AppShell>
  );
}

/** Follows what changes while a page is open, and says whether the server answers. */
function useLive(): boolean {
  const queries = useQueryClient();
  const [answers, tell] = useState(true);
  useEffect(() => {
    const stop = new AbortController();
    void followChanges(queries, stop.signal, tell);
    return () => stop.abort();
  }, [queries]);
  return answers;
}

function Person(): ReactElement {
  const { word, label, language } = useWords();
  const { data: self } = useQuery(me);
  const { data: names } = useQuery(staffNames);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const again = useTourAgain();
  const name = self === undefined ? '' : (names?.get(self.id) ?? '');
  const roles = self?.roles.map((role) => label('role', role)).join(' · ') ?? '';
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className="person" aria-label={`${word('person.menu')} ${name} ${roles}`}>
          <Text span size="sm" visibleFrom="sm">
            {name}{' '}
            <Text span size="xs" c="dimmed">
              {roles}
            </Text>
          </Text>
          <IconUserCircle size={24} stroke={1.6} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name} {roles}
        </Menu.Label>
        {self !== undefined && (
          <Menu.Item
            component={RouterLink}
            to={`/admin/staff/${self.id}`}
            leftSection={<IconUserShare size={16} aria-hidden />}
          >
            {word('person.deputies')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconLanguage size={16} aria-hidden />}
          onClick={() => chooseLanguage(otherLanguage(language))}
        >
          {languageNames[otherLanguage(language)]}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconMoonStars size={16} aria-hidden />}
          onClick={() => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark')}
        >
          {word('person.colours')}
        </Menu.Item>
        <Menu.Item leftSection={<IconRoute size={16} aria-hidden />} onClick={again}>
          {word('tour.again')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {word('sign-in.leave')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
