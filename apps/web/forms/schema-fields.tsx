// The fields of a form that a playbook describes as JSON Schema, with its titles in the reader's language and people by name.
// Invariant: the form asks and the server judges: there is one validator, and what it says stands at the field it names.
import { Checkbox, NumberInput, Radio, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { JsonObject, Label } from '#domain';
import { useWords } from '../words/words';
import { readMoment } from '../shown/typed-day';
import { localTime, instantOf } from '../shown/values';
import { DateField } from './date-field';
import { RegionField } from './region-field';

export type Choice = { value: string; label: string };

export type SchemaProperty = {
  type?: string;
  /** Beside those of JSON Schema: `fen` is asked in yuan, `region` is chosen from the province down. */
  enum?: (string | number | boolean)[];
  format?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: SchemaProperty;
  properties?: { [name: string]: SchemaProperty };
  required?: string[];
  'x-title'?: Partial<Label>;
  'x-hint'?: Partial<Label>;
  'x-options'?: { [value: string]: Partial<Label> };
  'x-contact'?: boolean;
};

/** With more choices than this a list is opened instead of laid out. */
const LAID_OUT = 4;

const FEN_PER_YUAN = 100;

/** The catalogue names amounts as the API counts them; people count in yuan. */
function inYuan(label: string): string {
  return label.replace('（分）', '（元）').replace('(fen)', '(yuan)');
}

/** Longer answers get several lines. */
const ONE_LINE = 200;

type Asked = {
  form: SchemaProperty;
  answers: JsonObject;
  /** Whom a field that names a person can name. */
  people: Choice[];
  /** What was found wrong, by the name of the field. */
  problems: { [name: string]: string };
  /** Two in a line where there is room, for forms with many short fields. */
  beside?: boolean;
  onChange: (answers: JsonObject) => void;
};

export function SchemaFields({ form, answers, people, problems, beside = false, onChange }: Asked): ReactElement {
  return (
    <SimpleGrid cols={beside ? { base: 1, sm: 2 } : 1} spacing="md" verticalSpacing="md">
      {Object.entries(form.properties ?? {}).map(([name, property]) => (
        <Field
          key={name}
          name={name}
          property={property}
          required={form.required?.includes(name) === true}
          value={answers[name]}
          problem={problems[name]}
          people={people}
          onChange={(value) => {
            const { [name]: _before, ...others } = answers;
            onChange(value === undefined ? others : { ...others, [name]: value });
          }}
        />
      ))}
    </SimpleGrid>
  );
}

type Value = JsonObject[string];

type FieldAsked = {
  name: string;
  property: SchemaProperty;
  required: boolean;
  value: Value | undefined;
  problem: string | undefined;
  people: Choice[];
  /** `undefined`: not answered. */
  onChange: (value: Value | undefined) => void;
};

function Field({ name, property, required, value, problem, people, onChange }: FieldAsked): ReactElement {
  const { of, label, choice } = useWords();
  const { type, enum: values, format, maxLength, minimum, maximum } = property;
  const asked = {
    label: of(property['x-title'], label('field', name)),
    description: of(property['x-hint']) || undefined,
    error: problem,
    withAsterisk: required,
    name,
  };
  const choices =
    property['x-contact'] === true
      ? people
      : type === 'boolean'
        ? ['true', 'false'].map((each) => ({ value: each, label: choice('boolean', each) }))
        : values?.map((each) => ({
            value: String(each),
            label: of(property['x-options']?.[String(each)], String(each)),
          }));
  if (choices !== undefined) {
    const chosen = (text: string | null): void => onChange(text === null ? undefined : meant(text, property));
    const now = value === undefined || typeof value === 'object' ? null : String(value);
    return choices.length <= LAID_OUT && property['x-contact'] !== true ? (
      <Radio.Group {...asked} value={now} onChange={chosen}>
        <Stack gap={6} mt={6}>
          {choices.map((each) => (
            <Radio key={each.value} value={each.value} label={each.label} />
          ))}
        </Stack>
      </Radio.Group>
    ) : (
      <Select {...asked} data={choices} value={now} onChange={chosen} searchable clearable={!required} />
    );
  }
  if (type === 'array') return <Several property={property} asked={asked} value={value} onChange={onChange} />;
  if (format === 'region') {
    return <RegionField {...asked} value={typeof value === 'string' ? value : undefined} onChange={onChange} />;
  }
  if (format === 'fen') {
    return (
      <NumberInput
        {...asked}
        label={of(property['x-title'], inYuan(label('field', name)))}
        error={problem === undefined ? undefined : inYuan(problem)}
        value={typeof value === 'number' ? value / FEN_PER_YUAN : ''}
        onChange={(next) => onChange(typeof next === 'number' ? Math.round(next * FEN_PER_YUAN) : undefined)}
        decimalScale={2}
        thousandSeparator=","
        maw={240}
      />
    );
  }
  if (type === 'integer' || type === 'number') {
    return (
      <NumberInput
        {...asked}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
        min={minimum}
        max={maximum}
        allowDecimal={type === 'number'}
        thousandSeparator={format === 'count' ? ',' : undefined}
        maw={240}
      />
    );
  }
  const text = typeof value === 'string' ? value : '';
  const typed = (next: string): void => onChange(next === '' ? undefined : next);
  if (format === 'date') return <DateField {...asked} value={text} onChange={typed} maw={240} />;
  if (format === 'date-time') {
    const meantBy = (next: string): string => (readMoment(next) === next ? instantOf(next) : next);
    const shown = isInstant(text) ? localTime(text) : text;
    return <DateField {...asked} withTime value={shown} onChange={(next) => typed(meantBy(next))} maw={260} />;
  }
  return (maxLength ?? ONE_LINE + 1) > ONE_LINE ? (
    <Textarea
      {...asked}
      autosize
      minRows={2}
      maxLength={maxLength}
      value={text}
      onChange={(event) => typed(event.target.value)}
    />
  ) : (
    <TextInput {...asked} maxLength={maxLength} value={text} onChange={(event) => typed(event.target.value)} />
  );
}

/** A list: of codes to tick, else of texts, one a line. */
function Several({
  property,
  asked,
  value,
  onChange,
}: Pick<FieldAsked, 'property' | 'value' | 'onChange'> & {
  asked: { label: string; description?: string; error?: string; withAsterisk: boolean };
}): ReactElement {
  const { of } = useWords();
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const values = property.items?.enum;
  const changed = (next: string[]): void => onChange(next.length === 0 ? undefined : next);
  if (values === undefined) {
    return (
      <Textarea
        {...asked}
        autosize
        minRows={3}
        value={chosen.join('\n')}
        onChange={(event) => changed(event.target.value === '' ? [] : event.target.value.split('\n'))}
      />
    );
  }
  const options = property.items?.['x-options'] ?? property['x-options'];
  return (
    <Checkbox.Group {...asked} value={chosen} onChange={changed}>
      <Stack gap={6} mt={6}>
        {values.map((each) => (
          <Checkbox key={String(each)} value={String(each)} label={of(options?.[String(each)], String(each))} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

/** As the API knows them; what cannot be read as a time stays an answer as it was typed. */
function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

function meant(text: string, { type, enum: values }: SchemaProperty): Value {
  if (type === 'boolean') return text === 'true';
  return values?.find((each) => String(each) === text) ?? text;
}
