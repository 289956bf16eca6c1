// What is looked after here, each on a page of its own; shown on all of them.
import { Button, Group } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, useLocation } from 'react-router';
import { useInSight } from '../../layout/in-sight';
import { useWords } from '../../words/words';

const places = ['staff', 'catalogue', 'playbooks', 'health'] as const;

export function AdminPlaces(): ReactElement {
  const { word } = useWords();
  const { pathname } = useLocation();
  const row = useInSight<HTMLDivElement>('[aria-current]', pathname);
  return (
    <Group ref={row} component="nav" gap={4} wrap="nowrap" className="places" aria-label={word('place.admin')}>
      {places.map((place) => {
        const isHere = pathname.startsWith(`/admin/${place}`);
        return (
          <Button
            key={place}
            component={Link}
            to={`/admin/${place}`}
            size="xs"
            variant={isHere ? 'default' : 'subtle'}
            aria-current={isHere ? 'page' : undefined}
          >
            {word(`admin.${place}`)}
          </Button>
        );
      })}
    </Group>
  );
}
