// The file that somebody chooses, wherever a page takes one.
import { FileInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useWords } from '../../words/words';

type Asked = {
  /** Which kinds are taken, for people; `accept` says it to the browser. */
  kinds: string;
  accept: string;
  file: File | null;
  onChoose: (file: File | null) => void;
  disabled: boolean;
};

export function FileChoice({ kinds, accept, file, onChoose, disabled }: Asked): ReactElement {
  const { word } = useWords();
  return (
    <FileInput
      label={word('import.file')}
      description={kinds}
      placeholder={word('import.file.choose')}
      accept={accept}
      value={file}
      onChange={onChoose}
      disabled={disabled}
      clearable
      clearButtonProps={{ 'aria-label': word('import.file.clear') }}
      flex="1 1 16rem"
      maw={480}
    />
  );
}
