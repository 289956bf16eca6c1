// Everything that happened to the customer.
import type { ReactElement } from 'react';
import { answered, api } from '../../client/client';
import { STORY_PAGE, StoryTold, useStoryOf } from '../../layout/story';
import { useCustomerId } from './customer-id';

export function CustomerStory(): ReactElement {
  const id = useCustomerId();
  const story = useStoryOf(['/v1/customers', id], (after) => {
    const params = { path: { id }, query: { after, limit: STORY_PAGE } };
    return answered(api.GET('/v1/customers/{id}/timeline', { params }));
  });
  return <StoryTold story={story} />;
}
