// Forms of actions: JSON Schema (draft 2020-12). Says whether a form is sound, whether answers fit, and which of them are free text.
// Invariant: free text never becomes data; what a schema does not restrict to codes, numbers or dates is personal.
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Json, JsonObject } from '../event';
import { MAX_TEXT_LENGTH } from '../limits';
import type { Label } from './playbook';

/** `pointer` is a JSON pointer into the answers, `code` the JSON Schema keyword that failed. */
export type AnswerProblem = { pointer: string; code: string };

/**
 * Properties of a form besides those of JSON Schema: what people read (`x-title`, `x-hint`, and in `x-options` a label for
 * every value), that a coded answer is personal all the same, and that an id names a person of the sale's decision chain.
 */
const annotations = ['x-title', 'x-options', 'x-personal', 'x-hint', 'x-contact'];

/** More fields than this is not a form but a file. */
const MAX_FORM_PROPERTIES = 60;

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: false });
addFormats(ajv);
for (const annotation of annotations) ajv.addKeyword(annotation);

const compiled = new WeakMap<JsonObject, ValidateFunction>();

type Property = {
  type?: string;
  enum?: Json[];
  const?: Json;
  format?: string;
  maxLength?: number;
  items?: Property;
  properties?: { [name: string]: Property };
  'x-personal'?: boolean;
  'x-contact'?: boolean;
  'x-title'?: Partial<Label>;
  'x-options'?: { [value: string]: Partial<Label> };
};

/** What is wrong with a form, as codes with the place in it; a sound form has nothing. */
export function checkForm(form: JsonObject): AnswerProblem[] {
  if (form['type'] !== 'object') return [{ pointer: '/type', code: 'not-an-object' }];
  if (form['additionalProperties'] !== false) return [{ pointer: '/additionalProperties', code: 'not-closed' }];
  const properties = Object.entries(propertiesOf(form));
  if (properties.length > MAX_FORM_PROPERTIES) return [{ pointer: '/properties', code: 'too-many' }];
  try {
    validatorOf(form);
  } catch {
    return [{ pointer: '', code: 'not-json-schema' }];
  }
  return properties.flatMap(([name, property]) => [
    ...labelProblems(property, `/properties/${name}`),
    ...contactProblems(property, `/properties/${name}/x-contact`),
  ]);
}

/** A person is named by an id; a name would be free text. */
function contactProblems(property: Property, pointer: string): AnswerProblem[] {
  const isId = property.type === 'string' && property.format === 'uuid';
  return property['x-contact'] === true && !isId ? [{ pointer, code: 'not-a-uuid' }] : [];
}

/** Whatever people read has both languages: the title of a field, and every value that it can have by name. */
function labelProblems(property: Property, pointer: string): AnswerProblem[] {
  const title = isLabelled(property['x-title']) ? [] : [missingLabel(`${pointer}/x-title`)];
  const parts = Object.entries(property.properties ?? {});
  return [
    ...title,
    ...optionProblems(property, pointer),
    ...parts.flatMap(([name, part]) => labelProblems(part, `${pointer}/properties/${name}`)),
    ...(property.items === undefined ? [] : itemProblems(property.items, `${pointer}/items`)),
  ];
}

/** The items of a list stand under the list's title. */
function itemProblems(items: Property, pointer: string): AnswerProblem[] {
  const named = { ...items, 'x-title': items['x-title'] ?? { 'zh-CN': '-', en: '-' } };
  return labelProblems(named, pointer);
}

/** A label for every value that is a word, and for no other; numbers speak for themselves, and yes and no are everybody's. */
function optionProblems({ enum: values = [], 'x-options': options = {} }: Property, pointer: string): AnswerProblem[] {
  const words = values.filter((value) => typeof value === 'string');
  const without = words.filter((word) => !isLabelled(options[word]));
  const named = new Set(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))));
  const left = Object.keys(options).filter((option) => !named.has(option));
  return [
    ...without.map((word) => missingLabel(`${pointer}/x-options/${word}`)),
    ...left.map((option) => ({ pointer: `${pointer}/x-options/${option}`, code: 'label-of-nothing' })),
  ];
}

function missingLabel(pointer: string): AnswerProblem {
  return { pointer, code: 'label-missing' };
}

function isLabelled(label: Partial<Label> | undefined): boolean {
  return Boolean(label?.['zh-CN']) && Boolean(label?.en);
}

/** Problems of the answers to a form; an action without a form takes no answers. */
export function checkAnswers(form: JsonObject | undefined, answers: JsonObject): AnswerProblem[] {
  if (form === undefined) {
    return Object.keys(answers).map((name) => ({ pointer: `/${name}`, code: 'additionalProperties' }));
  }
  const validate = validatorOf(form);
  if (!validate(answers)) return (validate.errors ?? []).map(problemOf);
  return Object.entries(answers)
    .filter(([, value]) => textOf(value).some((text) => text.length > MAX_TEXT_LENGTH))
    .map(([name]) => ({ pointer: `/${name}`, code: 'maxLength' }));
}

/** Codes, numbers and dates on one side, free text on the other. */
export function splitAnswers(form: JsonObject, answers: JsonObject): { data: JsonObject; personal: JsonObject } {
  const properties = propertiesOf(form);
  const data: JsonObject = {};
  const personal: JsonObject = {};
  for (const [name, value] of Object.entries(answers)) {
    const property = properties[name];
    (property !== undefined && isCoded(property) ? data : personal)[name] = value;
  }
  return { data, personal };
}

/** The values that a property can have, when they are few and named; for checking what a form sets. */
export function closedValues(form: JsonObject, name: string): Json[] | undefined {
  const property = propertiesOf(form)[name];
  if (property?.enum !== undefined) return property.enum;
  if (property?.const !== undefined) return [property.const];
  return property?.type === 'boolean' ? [true, false] : undefined;
}

/** Answers that name a person of the chain. */
export function namedContacts(form: JsonObject, answers: JsonObject): [name: string, contactId: string][] {
  return Object.entries(propertiesOf(form)).flatMap(([name, property]): [string, string][] => {
    const answer = answers[name];
    return property['x-contact'] === true && typeof answer === 'string' ? [[name, answer]] : [];
  });
}

export function isRequired(form: JsonObject, name: string): boolean {
  return Array.isArray(form['required']) && form['required'].includes(name);
}

function isCoded(property: Property): boolean {
  if (property['x-personal'] === true) return false;
  if (property.enum !== undefined || property.const !== undefined) return true;
  if (property.type === 'array') return property.items !== undefined && isCoded(property.items);
  if (property.type === 'string') return property.format === 'date' || property.format === 'uuid';
  return property.type === 'boolean' || property.type === 'number' || property.type === 'integer';
}

function propertiesOf(form: JsonObject): { [name: string]: Property } {
  return (form['properties'] ?? {}) as { [name: string]: Property };
}

function validatorOf(form: JsonObject): ValidateFunction {
  const known = compiled.get(form);
  if (known !== undefined) return known;
  const validate = ajv.compile(form);
  compiled.set(form, validate);
  return validate;
}

function problemOf(error: ErrorObject): AnswerProblem {
  const params = error.params as { missingProperty?: string; additionalProperty?: string };
  const child = params.missingProperty ?? params.additionalProperty;
  return { pointer: child === undefined ? error.instancePath : `${error.instancePath}/${child}`, code: error.keyword };
}

function textOf(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.flatMap(textOf) : [];
}
