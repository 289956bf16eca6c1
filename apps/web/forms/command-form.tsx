// A form that sends one command: its fields by name, what is refused at the field, what was typed kept until it is accepted.
import { Button, Group, Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import type { JsonObject, Label } from '#domain';
import type { Kind } from '#labels';
import { useWords } from '../words/words';
import { useIsReading } from './acting';
import { useDraft } from './draft';
import { problemsByField, ProblemAlert } from './problem-alert';
import { useSettledCommand, type Settles } from './settled-command';
import { SchemaFields, type Choice, type SchemaProperty } from './schema-fields';

export type Fields = { [name: string]: SchemaProperty };

export type FormAsked = {
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
  /** For what others may change meanwhile: what is typed here is never written over what nobody here has seen. */
  settles?: Settles;
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
  settles,
  onDone,
}: FormAsked): ReactElement | null {
  const { word } = useWords();
  const [answers, keep, drop] = useDraft<JsonObject>(draft, initial);
  const finish = (): void => {
    drop();
    onDone?.();
  };
  const command = useSettledCommand({ draft, ...settles, onAccepted: finish, onGivenUp: finish });
  const problems = problemsByField(command.error);
  const asked = typeof fields === 'function' ? fields(answers) : fields;
  const isReading = useIsReading();
  const hasPlace = Object.keys(problems).some((name) => name in asked);
  if (isReading) return null;
  return (
    <form
      aria-label={submit}
      onSubmit={(event) => {
        event.preventDefault();
        command.send({ path, body: toBody(answers) });
      }}
    >
      <Stack gap="sm">
        <SchemaFields
          form={{ properties: asked, required }}
          answers={answers}
          people={people}
          problems={problems}
          onChange={(next) => {
            command.begin();
            keep(next);
          }}
        />
        {command.dialog}
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

/** Words of one's own: a reason, a note. */
export const textField: SchemaProperty = { type: 'string', maxLength: 2000 };

/** What somebody is called. */
export function usePersonName(): SchemaProperty {
  const { label } = useWords();
  return { type: 'string', maxLength: 200, 'x-title': titled(label('field', 'personName')) };
}

/** One of the codes of a kind. */
export function useCodeField(): (kind: Kind, among?: readonly string[]) => SchemaProperty {
  const { codes, choice } = useWords();
  return (kind, among = codes(kind)) => optionsField(among.map((value) => ({ value, label: choice(kind, value) })));
}

/** One of these. */
export function optionsField(choices: readonly Choice[]): SchemaProperty {
  return {
    enum: choices.map(({ value }) => value),
    'x-options': Object.fromEntries(choices.map(({ value, label }) => [value, titled(label)])),
  };
}

/** Some of these. */
export function severalField(choices: readonly Choice[]): SchemaProperty {
  return { type: 'array', items: optionsField(choices) };
}

/** A title or a hint of a field, where the catalogue's own name for it says too little. */
export function titled(text: string): Label {
  return { 'zh-CN': text, en: text };
}
