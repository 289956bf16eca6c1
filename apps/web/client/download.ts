// Saves a file that the API makes, as the person who asks: a link could not carry who that is.
import { useMutation } from '@tanstack/react-query';
import { send } from './client';

type File = { path: string; name: string };

export function useDownload(): {
  save: (path: string, name: string) => void;
  saving: boolean;
  error: Error | null;
} {
  const saving = useMutation({
    mutationFn: async ({ path, name }: File) => saveAs(await (await send(path)).blob(), name),
  });
  return { save: (path, name) => saving.mutate({ path, name }), saving: saving.isPending, error: saving.error };
}

export function saveAs(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
