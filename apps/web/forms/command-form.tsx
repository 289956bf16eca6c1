// A form that sends one command: its fields by name, what is refused at the field, what was typed kept until it is accepted.
import { Button, Group, Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import type { JsonObject } from '#domain';
import type { Kind } from '#labels';
import { useCommand } from '../client/commands';
import { useWords } from '../words/words';
import { useDraft } from './draft';
import { problemsByField, ProblemAlert } from './problem-alert';
import { SchemaFields, type Choice, type SchemaProperty } from './schema-fields';

type Fields = { [name: string]: SchemaProperty };

type Asked = {
  /** Under which name what is typed is kept. */
  draft: string;
  path: string;
  /** Called as the command calls its fields; their labels are those of the catalogue. Some ask about what others hold. */
  fields: Fields | ((answers: JsonObject) => Fields);
  required?: string[];
  initial?: JsonObject;
  people?: Choice[];
  submit: string;
  /** What the command carries, where that is more than the answers. */
  toBody?: (answers: JsonObject) => JsonObject;
  seenVersion?: number;
  onDone?: () => void;
};

export function CommandForm({
  draft,
  path,
  fields,
  required = [],
  initial = {},
  people = [],
  submit,
  toBody = (answers) => answers,
  seenVersion,
  onDone,
}: Asked): ReactElement {
  const { word } = useWords();
  const [answers, keep, drop] = useDraft<JsonObject>(draft, initial);
  const command = useCommand({
    onAccepted: () => {
      drop();
      onDone?.();
    },
  });
  const problems = problemsByField(command.error);
  const asked = typeof fields === 'function' ? fields(answers) : fields;
  const hasPlace = Object.keys(problems).some((name) => name in asked);
  return (
    <form
      aria-label={submit}
      onSubmit={(event) => {
        event.preventDefault();
        command.mutate({ path, body: toBody(answers), seenVersion });
      }}
    >
      <Stack gap="sm">
        <SchemaFields
          form={{ properties: asked, required }}
          answers={answers}
          people={people}
          problems={problems}
          onChange={keep}
        />
        {!hasPlace && <ProblemAlert error={command.error} />}
        <Group>
          <Button type="submit" loading={command.isPending}>
            {submit}
          </Button>
          {onDone !== undefined && (
            <Button variant="default" onClick={onDone}>
              {word('form.cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** One of the codes of a kind. */
export function useCodeField(): (kind: Kind, among?: readonly string[]) => SchemaProperty {
  const { codes, label } = useWords();
  return (kind, among = codes(kind)) => optionsField(among.map((value) => ({ value, label: label(kind, value) })));
}

/** One of these. */
export function optionsField(choices: readonly Choice[]): SchemaProperty {
  return {
    enum: choices.map(({ value }) => value),
    'x-options': Object.fromEntries(choices.map(({ value, label }) => [value, { 'zh-CN': label, en: label }])),
  };
}

/** Some of these. */
export function severalField(choices: readonly Choice[]): SchemaProperty {
  return { type: 'array', items: optionsField(choices) };
}
