// An empty file with the right first line, for whoever has none yet: the names of the fields are what an import takes as columns.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFileDownload } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { saveAs } from '../../client/download';
import { profileForms } from '../../client/queries';
import { fieldOf } from '../../words/field-of';
import { useWords } from '../../words/words';

/** Whose row it is; these columns stand under their keys in every language. */
const own = { customers: ['code', 'class'], contacts: ['code', 'customerCode'] };
/** Spreadsheet programs read UTF-8 only when told so. */
const BYTE_ORDER_MARK = '\ufeff';

export function Template({ table }: { table: 'customers' | 'contacts' }): ReactElement {
  const { word, label } = useWords();
  const { data: forms } = useQuery(profileForms);
  const form = table === 'customers' ? 'customer' : 'contact';
  const parts = forms?.[form] ?? [];
  const heads = [
    ...own[table],
    ...parts.flatMap(({ fields }) => fields.map(({ key }) => label('field', fieldOf(form, key)))),
  ];
  return (
    <Button
      variant="default"
      leftSection={<IconFileDownload size={16} aria-hidden />}
      disabled={forms === undefined}
      onClick={() =>
        saveAs(new Blob([`${BYTE_ORDER_MARK}${heads.join(',')}\r\n`], { type: 'text/csv' }), `${table}.csv`)
      }
    >
      {word('import.template')}
    </Button>
  );
}
