// The frame of every page: where one can go, who one is, and what has happened to the connection.
import {
  ActionIcon,
  AppShell,
  Box,
  Burger,
  Group,
  Menu,
  NavLink,
  ScrollArea,
  Text,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHome, IconInbox, IconLanguage, IconLogout, IconMoonStars, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, type ReactElement } from 'react';
import { NavLink as RouterLink, Outlet, useLocation, useNavigation } from 'react-router';
import { me, staffNames } from '../client/queries';
import { signOut } from '../session/session';
import { chooseLanguage, languageNames, otherLanguage, useWords } from '../words/words';
import type { PageWord } from '../words/page-words';
import { Connection } from './connection';
import { Loading } from './loading';
import { Mark } from './mark';

type Place = { to: string; word: PageWord; icon: typeof IconHome };

const places: Place[] = [
  { to: '/', word: 'place.today', icon: IconHome },
  { to: '/inbox', word: 'place.inbox', icon: IconInbox },
];

export function Shell(): ReactElement {
  const { word } = useWords();
  const [opened, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  const { state } = useNavigation();
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
          <Person />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={word('place.menu')}>
        <ScrollArea>
          {places.map(({ to, word: key, icon: Icon }) => (
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
        <Connection />
        <Box maw={1440} mx="auto">
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </Box>
      </AppShell.Main>
    </AppShell>
  );
}

function Person(): ReactElement {
  const { word, label, language } = useWords();
  const { data: self } = useQuery(me);
  const { data: names } = useQuery(staffNames);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const name = self === undefined ? '' : (names?.get(self.id) ?? '');
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={word('person.menu')}>
          <IconUserCircle size={24} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name} {self?.roles.map((role) => label('role', role)).join(' · ')}
        </Menu.Label>
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
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {word('sign-in.leave')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
