// The negotiation self-test: cases to decide, then what each answer was worth, with the advice to it.
import { Badge, Button, Card, Group, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useCommand } from '../../client/commands';
import { playbooks } from '../../client/queries';
import { useDraft } from '../../forms/draft';
import { ProblemAlert } from '../../forms/problem-alert';
import { Section } from '../../layout/section';
import { dateTime, percentage } from '../../shown/values';
import { useWords } from '../../words/words';
import { negotiationCases, selfTests } from './queries';

export function SelfTest({ staffId, isSelf }: { staffId: string; isSelf: boolean }): ReactElement {
  const { word, of, language } = useWords();
  const { data, error } = useQuery(selfTests(staffId));
  const { data: published = [] } = useQuery(playbooks);
  const playbookKey = published[0]?.key ?? '';
  const { data: cases = [] } = useQuery({ ...negotiationCases(playbookKey), enabled: playbookKey !== '' });
  const [taking, setTaking] = useState(false);
  const last = data?.items.at(-1);
  const titleOf = (key: string): string => of(cases.find((each) => each.key === key)?.title, key);
  return (
    <Section
      title={word('training.test')}
      beside={
        isSelf &&
        !taking &&
        cases.length > 0 && (
          <Button size="xs" onClick={() => setTaking(true)}>
            {word('training.test.take')}
          </Button>
        )
      }
    >
      <Stack>
        <ProblemAlert error={error} />
        {taking && <Questions playbookKey={playbookKey} cases={cases} onDone={() => setTaking(false)} />}
        {!taking && data !== undefined && last === undefined && (
          <Text c="dimmed">{word('training.test.none', { count: cases.length })}</Text>
        )}
        {!taking && last !== undefined && (
          <>
            <Group gap="xs">
              <Badge size="lg" variant="light">
                {percentage(language, last.percent)}
              </Badge>
              <Text size="sm">
                {word('training.test.result', {
                  score: last.score,
                  most: last.maxScore,
                  at: dateTime(language, last.at),
                })}
              </Text>
            </Group>
            {last.answers.map((answer) => (
              <Card key={answer.case} withBorder component="article" p="sm">
                <Text size="sm" fw={600}>
                  {titleOf(answer.case)} · {answer.score} / 10
                </Text>
                <Text size="sm">{of(answer.advice, '')}</Text>
              </Card>
            ))}
          </>
        )}
      </Stack>
    </Section>
  );
}

type Cases = Awaited<ReturnType<NonNullable<ReturnType<typeof negotiationCases>['queryFn']>>>;
type Asked = { playbookKey: string; cases: Cases; onDone: () => void };

function Questions({ playbookKey, cases, onDone }: Asked): ReactElement {
  const { word, of } = useWords();
  const [chosen, keep, drop] = useDraft<{ [asked: string]: string }>(`self-test.${playbookKey}`, {});
  const command = useCommand({
    onAccepted: () => {
      drop();
      onDone();
    },
  });
  const answers = Object.entries(chosen).map(([asked, option]) => ({ case: asked, option }));
  const open = cases.filter(({ key }) => chosen[key] === undefined).length;
  return (
    <form
      aria-label={word('training.test')}
      onSubmit={(event) => {
        event.preventDefault();
        command.mutate({ path: '/v1/me/self-tests', body: { playbookKey, answers } });
      }}
    >
      <Stack>
        {cases.map(({ key, title, situation, options }) => (
          <Radio.Group
            key={key}
            label={of(title, key)}
            description={of(situation, '')}
            value={chosen[key] ?? null}
            onChange={(option) => keep({ ...chosen, [key]: option })}
          >
            <Stack gap={6} mt={6}>
              {options.map((option) => (
                <Radio key={option.key} value={option.key} label={of(option.text, option.key)} />
              ))}
            </Stack>
          </Radio.Group>
        ))}
        <ProblemAlert error={command.error} />
        <Group>
          <Button type="submit" loading={command.isPending} disabled={open > 0}>
            {word('training.test.send')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {word('form.cancel')}
          </Button>
          {open > 0 && <Text size="sm">{word('training.test.open', { count: open })}</Text>}
        </Group>
      </Stack>
    </form>
  );
}
