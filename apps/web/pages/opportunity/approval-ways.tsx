// The other ways through an approval: an approver asks, returns, hands over or adds somebody; who submitted answers or recalls.
import { useQuery } from '@tanstack/react-query';
import { Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Approval, JsonObject } from '#domain';
import { staffNames } from '../../client/queries';
import type { VotedOn } from '../../client/votes';
import { CommandForm, optionsField, textField, titled } from '../../forms/command-form';
import { CommandMenu, type MenuCommand } from '../../forms/command-menu';
import { useWords } from '../../words/words';
import { pathOf, useSale } from './sale';

/** For whoever is asked: the same three that a vote carries go with each. */
export function ApproverWays({ on }: { on: VotedOn }): ReactElement {
  const { word } = useWords();
  const staff = useStaffField();
  const { opportunityId, approvalId, round, contentHash, actingFor } = on;
  const way = (name: string, more: Omit<MenuCommand, 'draft' | 'path' | 'toBody'>, acting = true): MenuCommand => ({
    draft: `${approvalId}.${name}`,
    path: `/v1/opportunities/${opportunityId}/approvals/${approvalId}/${name}`,
    toBody: (answers: JsonObject) => ({
      ...answers,
      round,
      contentHash,
      ...(acting && actingFor !== null && actingFor !== undefined ? { actingFor } : {}),
    }),
    ...more,
  });
  const earlier = Array.from({ length: round }, (_, index) => ({
    value: index,
    label: word('approvals.round', { number: index + 1 }),
  }));
  const toRound = {
    type: 'integer',
    'x-title': titled(word('approvals.return.to')),
    enum: earlier.map(({ value }) => value),
    'x-options': Object.fromEntries(earlier.map(({ value, label }) => [String(value), titled(label)])),
  };
  return (
    <CommandMenu
      name={word('approvals.ways')}
      commands={[
        way('ask', {
          title: word('approvals.ask'),
          about: word('approvals.ask.text'),
          fields: { question: textField },
          required: ['question'],
        }),
        way('return', {
          title: word('approvals.return'),
          about: word('approvals.return.text'),
          fields: { note: textField, ...(round === 0 ? {} : { toRound }) },
          required: ['note'],
        }),
        way('approvers', {
          title: word('approvals.add'),
          about: word('approvals.add.text'),
          fields: { staffId: staff, note: textField },
          required: ['staffId'],
        }),
        way(
          'hand-over',
          {
            title: word('approvals.hand-over'),
            about: word('approvals.hand-over.text'),
            fields: { to: staff, note: textField },
            required: ['to'],
          },
          false,
        ),
      ]}
    />
  );
}

/** For whoever submitted it. */
export function SubmitterWays({ approval }: { approval: Approval }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const at = pathOf(sale, `/approvals/${approval.id}`);
  return (
    <Stack gap="xs">
      {approval.askedAt !== undefined && (
        <>
          <Text size="sm" fw={600}>
            {word('approvals.asked')}
          </Text>
          <CommandForm
            draft={`${approval.id}.answer`}
            path={`${at}/answer`}
            fields={{ answer: textField }}
            required={['answer']}
            submit={word('approvals.answer')}
          />
        </>
      )}
      <CommandMenu
        name={word('approvals.mine')}
        commands={[
          {
            draft: `${approval.id}.recall`,
            path: `${at}/recall`,
            title: word('approvals.recall'),
            about: word('approvals.recall.text'),
            fields: {},
            toBody: () => ({}),
          },
        ]}
      />
    </Stack>
  );
}

/** One of those who work here. */
export function useStaffField(): ReturnType<typeof optionsField> {
  const { data: names } = useQuery(staffNames);
  return optionsField([...(names ?? [])].map(([value, label]) => ({ value, label })));
}
