// A cell of a report as people read it: codes by their names, money and days as the language writes them.
import { useQuery } from '@tanstack/react-query';
import type { Label, ReportGroup } from '#domain';
import { playbookLatest, playbooks } from '../../client/queries';
import { money } from '../../shown/values';
import { useGateTitle } from '../../words/gate-title';
import { useWords } from '../../words/words';
import type { Row } from './queries';

export const NOTHING = '—';

/** @param playbookKey whose words are meant for gates, measures, rivals and deciding factors */
export function useSaid(by: ReportGroup, playbookKey?: string): (column: string, row: Row) => string {
  const { language, label, choice, of, word } = useWords();
  const { data: published = [] } = useQuery(playbooks);
  const key = playbookKey ?? published[0]?.key ?? '';
  const { data: definition } = useQuery({ ...playbookLatest(key), enabled: key !== '' });
  const gateTitle = useGateTitle();
  const named = (list: readonly { key: string; title: Label }[] | undefined, code: string): string =>
    of(list?.find((each) => each.key === code)?.title, code);
  const group = (row: Row): string => {
    if (typeof row['groupName'] === 'string') return row['groupName'];
    if (by === 'all') return label('report-group', 'all');
    const code = row['group'];
    if (typeof code !== 'string') return word('reports.unknown');
    return by === 'playbook' ? named(published, code) : by === 'class' ? label('customer-class', code) : code;
  };
  const code = (column: string, text: string, row: Row): string => {
    switch (column) {
      case 'gate':
        return gateTitle(text, by === 'playbook' ? String(row['group']) : playbookKey);
      case 'customerClass':
        return label('customer-class', text);
      case 'type':
        return choice('objection-type', text);
      case 'measure':
        return named(Object.values(definition?.objectionMeasures ?? {}).flat(), text);
      case 'strategy':
        return label('strategy', text);
      case 'rivalCode':
        return named(definition?.outcomes?.rivals, text);
      case 'decidingFactor':
        return named(definition?.outcomes?.reviewFactors, text);
      case 'outcome':
        return label('opportunity-status', text);
      case 'reason':
        return choice(row['outcome'] === 'lost' ? 'loss-reason' : 'end-reason', text);
      default:
        return text;
    }
  };
  return (column, row) => {
    if (column === 'group') return group(row);
    const value = row[column];
    if (value === null || value === undefined) return NOTHING;
    if (typeof value === 'number') {
      return column.endsWith('Fen') ? money(language, value) : new Intl.NumberFormat(language).format(value);
    }
    return code(column, String(value), row);
  };
}
