// The profile forms (S14, S15) as data over HTTP, so that pages draw what the rules judge; and the regions that a form asks for.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import {
  contactFields,
  customerFields,
  isNumberKind,
  MAX_TEXT_LENGTH,
  MAX_TITLE_LENGTH,
  numberBounds,
  regionsBelow,
  type FieldKind,
  type ProfileField,
  type Region,
} from '#domain';
import { flag, listOf, object, optional, text, whole } from '../http/described';
import { RegionCode } from '../http/fields';
import { Reads } from '../http/reads';

type FormField = {
  key: string;
  kind: FieldKind;
  required: boolean;
  /** Counts towards completeness. */
  asked: boolean;
  /** Of `one-of`: what may stand there. Of `code`: what is offered; other codes may stand there as well. */
  values?: readonly string[];
  min?: number;
  max?: number;
  maxLength?: number;
};
type FormPart = { part: string; fields: FormField[] };
type ProfileForms = { customer: FormPart[]; contact: FormPart[] };

class RegionsQuery {
  @RegionCode({ optional: true, description: 'The region right below which; provinces when left out.' }) below?: string;
}

const parts = listOf(
  object<FormPart>({
    part: text('basic'),
    fields: listOf(
      object<FormField>({
        key: text('headcount'),
        kind: text('people'),
        required: flag(false),
        asked: flag(true),
        values: optional(listOf(text('manufacturing'))),
        min: optional({ schema: { type: 'number' }, example: 1 }),
        max: optional({ schema: { type: 'number' }, example: 10_000_000 }),
        maxLength: optional(whole(200)),
      }),
    ),
  }),
);
const forms = object<ProfileForms>({ customer: parts, contact: parts });
const regions = object<{ items: Region[] }>({
  items: listOf(object<Region>({ code: text('330400'), name: text('嘉兴市') })),
});

const answer: ProfileForms = { customer: partsOf(customerFields), contact: partsOf(contactFields) };

@ApiTags('customers')
@ApiBearerAuth()
@Controller('v1')
export class ProfileFormsController {
  /** The fields of both profile forms, in the order and the parts of the paper ones. */
  @Get('profile-forms')
  @Reads(forms)
  forms(): ProfileForms {
    return answer;
  }

  /** Provinces, prefectures or counties of the national standard (GB/T 2260). */
  @Get('regions')
  @Reads(regions)
  regions(@Query() { below }: RegionsQuery): { items: Region[] } {
    return { items: regionsBelow(below) };
  }
}

function partsOf(fields: readonly ProfileField[]): FormPart[] {
  const names = [...new Set(fields.map(({ part }) => part))];
  return names.map((part) => ({ part, fields: fields.filter((field) => field.part === part).map(described) }));
}

function described({ key, kind, values, known, required, incidental }: ProfileField): FormField {
  const asked = incidental !== true;
  return { key, kind, required: required === true, asked, values: values ?? known, ...boundsOf(kind) };
}

function boundsOf(kind: FieldKind): Pick<FormField, 'min' | 'max' | 'maxLength'> {
  if (isNumberKind(kind)) return numberBounds[kind];
  if (kind === 'flag' || kind === 'codes' || kind === 'one-of') return {};
  return { maxLength: kind === 'text' ? MAX_TEXT_LENGTH : MAX_TITLE_LENGTH };
}
