// What can be done about a follow-up that has fallen due: say what came of it, or put it off with a reason.
import { Group } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCodeField } from '../../forms/command-form';
import { OpenedForm } from '../../forms/opened-form';
import { useWords } from '../../words/words';

type FollowUp = { planId: string; item: string; occurrence: number };

export function FollowUpForms({ planId, item, occurrence }: FollowUp): ReactElement {
  const { word } = useWords();
  const codeField = useCodeField();
  const draft = `${planId}.${item}.${occurrence}`;
  const path = `/v1/follow-up-plans/${planId}`;
  return (
    <Group align="flex-start" gap="xs">
      <OpenedForm
        draft={draft}
        path={`${path}/complete`}
        fields={{ outcome: codeField('follow-up-outcome'), note: { type: 'string' } }}
        required={['outcome']}
        toBody={(answers) => ({ ...answers, item, occurrence })}
        submit={word('follow-ups.report')}
      />
      <OpenedForm
        draft={`${draft}.snooze`}
        path={`${path}/snooze`}
        fields={{ until: { type: 'string', format: 'date-time' }, reason: { type: 'string' } }}
        required={['until', 'reason']}
        toBody={(answers) => ({ ...answers, item, occurrence })}
        submit={word('after-sales.snooze')}
        color="gray"
      />
    </Group>
  );
}
