// The leads that are not settled yet, of all whom a supervisor leads, on the page of the morning: the most urgent first, with whom
// each waits. One's own stand among what is due; what nobody looks after yet stands only here.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { me, staffNames } from '../../client/queries';
import { Listed } from '../../layout/listed';
import { dateTime } from '../../shown/values';
import { useWords } from '../../words/words';
import { openLeads, type OpenLead } from './queries';
import { DueBadge, Row } from './row';

export function OpenLeads(): ReactElement | null {
  const { data: self } = useSuspenseQuery(me);
  return self.roles.includes('supervisor') ? <Leads /> : null;
}

function Leads(): ReactElement {
  const { word } = useWords();
  const { data: leads } = useSuspenseQuery(openLeads);
  return (
    <Listed
      title={word('today.leads')}
      rows={leads}
      empty={word('today.leads.none')}
      keyOf={({ id }) => id}
      row={(lead) => <OneLead lead={lead} />}
    />
  );
}

function OneLead({ lead }: { lead: OpenLead }): ReactElement {
  const { word, label, language } = useWords();
  const { data: names } = useQuery(staffNames);
  const waitsFor = lead.handedOverTo ?? lead.receivedById;
  const who = waitsFor === null ? word('today.leads.nobody') : names?.get(waitsFor);
  return (
    <Row
      to={`/customers/${lead.customerId}?part=leads`}
      title={lead.customerName ?? word('name.erased')}
      about={[label('lead-status', lead.status), who, dateTime(language, lead.receivedAt)]}
    >
      {lead.dueAt !== null && <DueBadge dueAt={lead.dueAt} />}
    </Row>
  );
}
