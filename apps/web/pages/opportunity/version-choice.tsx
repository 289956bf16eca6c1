// Which version of the offer is shown, and with which other one it is compared. Whoever votes beside it has to know which one it is.
import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useAddress } from '../../layout/address';
import { date } from '../../shown/values';
import { useWords } from '../../words/words';
import { offerVersions, type OfferVersion } from './queries';
import { useSale } from './sale';

export type Shown = {
  shown: OfferVersion;
  against?: OfferVersion;
  /** By its number. */
  show: (revision: number) => void;
  compare: (revision: number) => void;
};

/** In the address: the offer and its approvals stand side by side, and look at the same one. */
const PLACE = 'version';

function shownOf(
  versions: readonly OfferVersion[],
  chosen: (name: string) => string | undefined,
): OfferVersion | undefined {
  return versions.find(({ revision }) => String(revision) === chosen(PLACE));
}

/**
 * A vote on an offer, only while the version that it is for is the one that is shown: else nobody could be sure what they vote on.
 * Until then, which one it is for and the way to it.
 */
export function ForShownVersion({ offerHash, children }: { offerHash: string; children: ReactNode }): ReactNode {
  const { word } = useWords();
  const { view } = useSale();
  const { data: versions } = useQuery(offerVersions(view.id));
  const [chosen, choose] = useAddress();
  if (versions === undefined) return null;
  const shown = shownOf(versions, chosen) ?? versions.find((each) => each.offerHash === view.offer?.hash);
  const asked = versions.find((each) => each.offerHash === offerHash);
  if (shown === undefined || asked === undefined || shown === asked) return children;
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{word('vote.other-version', { shown: shown.revision, asked: asked.revision })}</Text>
      <Button
        variant="light"
        onClick={() => choose({ [PLACE]: offerHash === view.offer?.hash ? null : String(asked.revision) })}
      >
        {word('vote.show-version', { number: asked.revision })}
      </Button>
    </Stack>
  );
}

/** The latest, whichever that is by now, until an earlier one is asked for. */
export function useVersionChoice(
  versions: readonly OfferVersion[],
  latest: OfferVersion | undefined,
): Shown | undefined {
  const [chosen, choose] = useAddress();
  const [other, compare] = useState<number>();
  const shown = shownOf(versions, chosen) ?? latest;
  if (shown === undefined) return undefined;
  const asked = versions.find((each) => each.revision === other && each !== shown);
  return {
    shown,
    against: asked ?? usuallyComparedWith(versions, shown),
    show: (revision) => choose({ [PLACE]: revision === latest?.revision ? null : String(revision) }),
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
