// Everything that happened to the sale.
import type { ReactElement } from 'react';
import { answered, api } from '../../client/client';
import { STORY_PAGE, StoryTold, useStoryOf, type Story as Told } from '../../layout/story';
import { useSale } from './sale';

export function useStory(): Told {
  const { id } = useSale().view;
  return useStoryOf(['/v1/opportunities', id], (after) => {
    const params = { path: { id }, query: { after, limit: STORY_PAGE } };
    return answered(api.GET('/v1/opportunities/{id}/timeline', { params }));
  });
}

export function Story(): ReactElement {
  const { contacts } = useSale();
  const names = contacts.flatMap(({ id, name }): [string, string][] => (name === null ? [] : [[id, name]]));
  return <StoryTold story={useStory()} contacts={new Map(names)} />;
}
