// Something is on its way; a moment is not worth saying so.
import { Center, Loader, VisuallyHidden } from '@mantine/core';
import type { ReactElement } from 'react';
import { useWords } from '../words/words';

export function Loading(): ReactElement {
  const { word } = useWords();
  return (
    <Center mih={240} role="status" className="after-a-moment">
      <Loader aria-hidden />
      <VisuallyHidden>{word('state.loading')}</VisuallyHidden>
    </Center>
  );
}
