// Which version of the offer is shown, and with which other one it is compared.
import { Group, Select } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { date } from '../../shown/values';
import { useWords } from '../../words/words';
import type { OfferVersion } from './queries';

export type Shown = {
  shown: OfferVersion;
  against?: OfferVersion;
  /** By its number. */
  show: (revision: number) => void;
  compare: (revision: number) => void;
};

/** The latest, whichever that is by now, until an earlier one is asked for. */
export function useVersionChoice(
  versions: readonly OfferVersion[],
  latest: OfferVersion | undefined,
): Shown | undefined {
  const [earlier, setEarlier] = useState<number>();
  const [other, compare] = useState<number>();
  const shown = versions.find(({ revision }) => revision === earlier) ?? latest;
  if (shown === undefined) return undefined;
  const asked = versions.find((each) => each.revision === other && each !== shown);
  return {
    shown,
    against: asked ?? usuallyComparedWith(versions, shown),
    show: (revision) => setEarlier(revision === latest?.revision ? undefined : revision),
    compare,
  };
}

/** What was approved last; where that is this one or nothing, the one before it. */
export function usuallyComparedWith(versions: readonly OfferVersion[], shown: OfferVersion): OfferVersion | undefined {
  return (
    versions.find((each) => each.approved && each.revision !== shown.revision) ??
    versions.find(({ revision }) => revision + 1 === shown.revision)
  );
}

export function VersionChoice({
  versions,
  choice: { shown, against, show, compare },
}: {
  versions: readonly OfferVersion[];
  choice: Shown;
}): ReactElement {
  const { word, language } = useWords();
  const choices = versions.map(({ revision, approved, at }) => ({
    value: String(revision),
    label: [
      word('offer.version.number', { number: revision }),
      date(language, at),
      ...(approved ? [word('offer.approved')] : []),
    ].join(' · '),
  }));
  return (
    <Group gap="sm">
      <Select
        size="xs"
        w={240}
        label={word('offer.version')}
        data={choices}
        value={String(shown.revision)}
        onChange={(revision) => show(Number(revision))}
        allowDeselect={false}
      />
      <Select
        size="xs"
        w={240}
        label={word('offer.compare')}
        data={choices.filter(({ value }) => value !== String(shown.revision))}
        value={against === undefined ? null : String(against.revision)}
        onChange={(revision) => compare(Number(revision))}
        allowDeselect={false}
      />
    </Group>
  );
}
