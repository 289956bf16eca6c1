// A profile form (S14, S15) in the parts of the paper one, for somebody new or to change what is known.
// Only what was changed here is kept and laid over the newest profile: whoever else changed another field loses nothing.
import { Button, Card, Group, Stack, Title } from '@mantine/core';
import { usePrefetchQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useDeferredValue, type ReactElement } from 'react';
import type { FieldKind } from '#domain';
import type { Kind } from '#labels';
import { isConflict, useCommand, type Accepted } from '../client/commands';
import { catalogue, playbooks, profileForms } from '../client/queries';
import { count, money } from '../shown/values';
import { fieldOf, type ProfileTable } from '../words/field-of';
import { useWords } from '../words/words';
import { optionsField, severalField, titled, type Fields } from './command-form';
import { useIsReading } from './acting';
import { useDraft } from './draft';
import { changedMeanwhile, changesTo, laidOver, type Changes, type Profile } from './profile-changes';
import { problemsByField, ProblemAlert } from './problem-alert';
import { SchemaFields, type Choice, type SchemaProperty } from './schema-fields';

export type ProfileField = {
  key: string;
  kind: FieldKind;
  required: boolean;
  values?: string[];
  min?: number;
  max?: number;
  maxLength?: number;
};

/** So many parts fill a window. */
const PARTS_AT_FIRST = 2;

type Asked = {
  form: ProfileTable;
  /** Under which name what is typed is kept. */
  draft: string;
  path: string;
  /** As it is shown now, and how it is read anew; nothing for somebody new. */
  stored?: { profile: Profile & { version: number }; readAnew: () => Promise<Profile & { version: number }> };
  /** What the command asks for besides, in a part of its own before the others. */
  besides?: Fields;
  submit: string;
  onAccepted?: (accepted: Accepted) => void;
};

export function ProfileForm({ form, draft, path, stored, besides = {}, submit, onAccepted }: Asked): ReactElement {
  const { word, label } = useWords();
  // Asked for together and waited for: a form that grows while one reads it moves what stands below.
  usePrefetchQuery(catalogue);
  usePrefetchQuery(playbooks);
  const { data: forms } = useSuspenseQuery(profileForms);
  const schemaOf = useFieldSchema();
  const valueLabel = useProfileValue();
  const [changes, keep, drop] = useDraft<Changes>(draft, {});
  const isReading = useIsReading();
  const command = useCommand({
    onAccepted: (accepted) => {
      drop();
      onAccepted?.(accepted);
    },
  });
  const parts = forms[form] as { part: string; fields: ProfileField[] }[];
  // Drawn in two goes: a phone would stand still for all fields of the paper form at once.
  const drawn = useDeferredValue(parts.length, PARTS_AT_FIRST);
  const isWhole = drawn >= parts.length;
  const keys = [...Object.keys(besides), ...parts.flatMap(({ fields }) => fields.map(({ key }) => key))];
  const profile = stored?.profile ?? {};
  const answers = laidOver(profile, changes, keys);
  const meanwhile = changedMeanwhile(profile, changes);
  const problems = { ...saidMeanwhile(), ...problemsByField(command.error) };
  const isMet = isConflict(command.error) && Object.keys(meanwhile).length > 0;
  const hasPlace = isMet || Object.keys(problemsByField(command.error)).some((key) => keys.includes(key));
  const send = (onto: Profile, seenVersion: number | undefined, onError: (error: Error) => void): void =>
    command.mutate({ path, body: laidOver(onto, changes, keys), seenVersion }, { onError });
  /** Somebody else was quicker: in other fields that is no matter, in the same ones the person says what holds. */
  const meet = async (error: Error): Promise<void> => {
    if (!isConflict(error) || stored === undefined) return;
    const newest = await stored.readAnew();
    if (Object.keys(changedMeanwhile(newest, changes)).length === 0) send(newest, newest.version, () => undefined);
  };
  const asked = (field: ProfileField): SchemaProperty => {
    const [schema, called] = [schemaOf(field, answers[field.key]), fieldOf(form, field.key)];
    return called === field.key ? schema : { ...schema, 'x-title': titled(label('field', called)) };
  };
  const part = (name: string, properties: Fields, required: string[]): ReactElement => (
    <Card key={name} withBorder component="fieldset" disabled={isReading}>
      <Title order={3} size="h5" mb="sm" component="legend">
        {word(`profile.part.${name}` as 'profile.part.basic')}
      </Title>
      <SchemaFields
        form={{ properties, required }}
        answers={answers}
        people={[]}
        problems={problems}
        onChange={(next) => keep(changesTo(profile, next, changes, keys))}
        beside
      />
    </Card>
  );
  return (
    <form
      aria-label={submit}
      onSubmit={(event) => {
        event.preventDefault();
        send(profile, stored?.profile.version, (error) => void meet(error).catch(() => undefined));
      }}
    >
      <Stack>
        {Object.keys(besides).length > 0 && part('keeping', besides, [])}
        {parts.slice(0, drawn).map(({ part: name, fields }) =>
          part(
            name,
            Object.fromEntries(fields.map((field) => [field.key, asked(field)])),
            fields.filter(({ required }) => required).map(({ key }) => key),
          ),
        )}
        {!hasPlace && <ProblemAlert error={command.error} />}
        {isWhole && !isReading && (
          <Group>
            <Button type="submit" loading={command.isPending}>
              {submit}
            </Button>
            {Object.keys(changes).length > 0 && (
              <Button variant="default" onClick={drop}>
                {word('profile.undo')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </form>
  );

  function saidMeanwhile(): { [field: string]: string } {
    const said = Object.entries(meanwhile).map(([key, value]) => [
      key,
      word('profile.changed-meanwhile', { value: value === null ? word('profile.emptied') : valueLabel(key, value) }),
    ]);
    return Object.fromEntries(said) as { [field: string]: string };
  }
}

/** The kinds of words for the values that a field offers. */
const wordsOf: { [field: string]: Kind } = {
  telephoneReimbursement: 'reimbursement',
  sex: 'sex',
  industry: 'industry',
  memberType: 'member-type',
};

/** A field of the form as what the forms of these pages draw. */
function useFieldSchema(): (field: ProfileField, value: unknown) => SchemaProperty {
  const { word, choice } = useWords();
  const offered = useOffered();
  return ({ key, kind, values, min, max, maxLength }, value) => {
    const codes = wordsOf[key];
    const choices =
      offered[key] ??
      (values ?? []).map((each) => ({ value: each, label: codes === undefined ? each : choice(codes, each) }));
    switch (kind) {
      case 'flag':
        return { type: 'boolean' };
      case 'fen':
      case 'profit':
        return { type: 'integer', format: 'fen' };
      case 'count':
      case 'people':
        return { type: 'integer', format: 'count', minimum: min, maximum: max };
      case 'year':
        return { type: 'integer', minimum: min, maximum: max };
      case 'region':
        return { type: 'string', format: 'region' };
      case 'codes':
        return severalField(withThose(choices, Array.isArray(value) ? value : []));
      case 'one-of':
        return optionsField(choices);
      case 'code':
        return choices.length === 0 ? { type: 'string', maxLength } : optionsField(withThose(choices, [value]));
      case 'anniversary': {
        const hint = word('profile.hint.anniversary');
        return { type: 'string', maxLength, 'x-hint': { 'zh-CN': hint, en: hint } };
      }
      default:
        return { type: 'string', maxLength };
    }
  };
}

/** What is offered where the catalogue or the playbooks say it, by field: a channel that several have once, as the first calls it. */
function useOffered(): { [field: string]: Choice[] } {
  const { of } = useWords();
  const { data: products } = useSuspenseQuery(catalogue);
  const { data: published } = useSuspenseQuery(playbooks);
  const channels = published.flatMap((each) => each.channels);
  return {
    informationProducts: products.products.map(({ code, title }) => ({ value: code, label: of(title, code) })),
    channel: channels
      .filter(({ key }, index) => channels.findIndex((each) => each.key === key) === index)
      .map(({ key, title }) => ({ value: key, label: of(title, key) })),
  };
}

/** What is stored may have come from elsewhere: it stays a choice. */
function withThose(choices: readonly Choice[], stored: readonly unknown[]): Choice[] {
  const others = stored.filter((each) => typeof each === 'string' && !choices.some(({ value }) => value === each));
  return [...choices, ...(others as string[]).map((each) => ({ value: each, label: each }))];
}

/** The kind of a field of either form, once the forms are there. */
export function useKindOfField(): (field: string) => string | undefined {
  const { data: forms } = useQuery(profileForms);
  const fields = [...(forms?.customer ?? []), ...(forms?.contact ?? [])].flatMap((part) => part.fields);
  return (field) => fields.find(({ key }) => key === field)?.kind;
}

/** What people call a value of a profile. */
export function useProfileValue(): (field: string, value: unknown) => string {
  const { label, word, language } = useWords();
  const offered = useOffered();
  const kindOf = useKindOfField();
  const one = (field: string, value: unknown): string => {
    if (typeof value === 'boolean') return label('boolean', String(value));
    const isAmount = kindOf(field) === 'fen' || kindOf(field) === 'profit';
    if (typeof value === 'number' && isAmount) return money(language, value);
    if (typeof value === 'number' && kindOf(field) !== 'year') return count(language, value);
    const choice = offered[field]?.find((each) => each.value === value);
    if (choice !== undefined) return choice.label;
    const kind = wordsOf[field];
    return kind === undefined ? String(value) : label(kind, String(value));
  };
  return (field, value) =>
    Array.isArray(value) ? value.map((each) => one(field, each)).join(word('list.comma')) : one(field, value);
}
