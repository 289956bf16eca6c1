// When somebody is away, and who decides in their place meanwhile: for themselves to say, or for an administrator.
import { Group, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { JsonObject } from '#domain';
import { me } from '../../client/queries';
import { severalField, titled } from '../../forms/command-form';
import { OpenedForm } from '../../forms/opened-form';
import type { SchemaProperty } from '../../forms/schema-fields';
import { Section } from '../../layout/section';
import { dateTime, money } from '../../shown/values';
import { useCodes } from '../../words/codes';
import { useWords } from '../../words/words';
import { useColleagues } from './colleagues';
import { Colleague } from './member-page';
import { OnlyAdministrators } from './only-administrators';
import type { Member } from './queries';

export function Away({ view }: { view: Member }): ReactElement {
  const { word } = useWords();
  const { id, delegations, absences } = view;
  const period = usePeriod();
  return (
    <Section title={word('admin.away')}>
      <Stack gap="sm">
        {absences.length === 0 ? (
          <Text size="sm">{word('admin.absence.none')}</Text>
        ) : (
          <List size="sm" spacing={4}>
            {absences.map((absence) => (
              <List.Item key={absence.from + absence.until}>{word('admin.absence', period(absence))}</List.Item>
            ))}
          </List>
        )}
        {delegations.length === 0 ? (
          <Text size="sm">{word('admin.deputy.none')}</Text>
        ) : (
          <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {delegations.map((delegation) => (
              <Deputy key={delegation.id} id={id} delegation={delegation} />
            ))}
          </Stack>
        )}
        <OnlyAdministrators self={id}>
          <Forms id={id} />
        </OnlyAdministrators>
      </Stack>
    </Section>
  );
}

function Deputy({ id, delegation }: { id: string; delegation: Member['delegations'][number] }): ReactElement {
  const { word, label, language } = useWords();
  const period = usePeriod();
  const { data: caller } = useQuery(me);
  const mayRevoke = caller?.id === id || caller?.roles.includes('administrator') === true;
  const { kinds = [], customerClasses = [], maxAmountFen } = delegation.scope;
  const limits = [
    ...kinds.map((kind) => label('approval-kind', kind)),
    ...customerClasses.map((each) => label('customer-class', each)),
    ...(maxAmountFen === undefined ? [] : [word('admin.deputy.up-to', { amount: money(language, maxAmountFen) })]),
  ];
  const isOver = Date.parse(delegation.until) <= Date.now();
  return (
    <li>
      <Group gap="xs">
        <Text size="sm" component="span">
          <Colleague id={delegation.to} /> {word('admin.deputy.decides', period(delegation))}
          {limits.length === 0 ? word('admin.deputy.all') : limits.join(word('list.comma'))}
        </Text>
        {isOver ? (
          <Text size="sm" c="dimmed">
            {word('admin.deputy.over')}
          </Text>
        ) : (
          mayRevoke && (
            <OpenedForm
              draft={`${delegation.id}.revoke`}
              path={`/v1/staff/${id}/delegations/${delegation.id}/revoke`}
              fields={{}}
              submit={word('admin.revoke')}
            />
          )
        )}
      </Group>
    </li>
  );
}

function Forms({ id }: { id: string }): ReactElement {
  const { word } = useWords();
  const colleagues = useColleagues(id);
  const kinds = useCodes('approval-kind');
  const classes = useCodes('customer-class');
  const times: { [name: string]: SchemaProperty } = {
    from: { type: 'string', format: 'date-time', 'x-title': titled(word('admin.from')) },
    until: { type: 'string', format: 'date-time', 'x-title': titled(word('admin.until')) },
  };
  return (
    <Group align="flex-start" gap="xs">
      <OpenedForm
        draft={`${id}.absence`}
        path={`/v1/staff/${id}/absences`}
        fields={times}
        required={['from', 'until']}
        submit={word('admin.record-absence')}
      />
      <OpenedForm
        draft={`${id}.delegation`}
        path={`/v1/staff/${id}/delegations`}
        fields={{
          to: { ...colleagues, 'x-title': titled(word('admin.deputy')) },
          ...times,
          kinds: { ...severalField(kinds), 'x-hint': titled(word('admin.limit.hint')) },
          customerClasses: { ...severalField(classes), 'x-hint': titled(word('admin.limit.hint')) },
          maxAmountFen: { type: 'integer', format: 'fen', 'x-hint': titled(word('admin.limit.hint')) },
        }}
        required={['to', 'from', 'until']}
        toBody={scoped}
        submit={word('admin.give-delegation')}
      />
    </Group>
  );
}

/** Limits are a thing of their own in the command. */
function scoped({ to, from, until, ...scope }: JsonObject): JsonObject {
  return { to: to!, from: from!, until: until!, ...(Object.keys(scope).length > 0 && { scope }) };
}

function usePeriod(): (period: { from: string; until: string }) => { from: string; until: string } {
  const { language } = useWords();
  return ({ from, until }) => ({ from: dateTime(language, from), until: dateTime(language, until) });
}
