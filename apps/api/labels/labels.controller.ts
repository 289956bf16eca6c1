// The words for every code, for clients that show codes to people: one language at a time.
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentHash, staffLanguages } from '#domain';
import { labelsIn, type Language, type Words } from '#labels';
import { anyObject, object, oneOf } from '../http/described';
import { OneOf } from '../http/fields';
import { languageFor } from '../http/language';
import { ApiProblem } from '../http/problem-document';
import { Answers } from '../http/reads';
import { Public } from '../http/signed-in';

export class LanguageQuery {
  @OneOf(staffLanguages, { optional: true, description: 'Else the language of `Accept-Language`.' })
  language?: Language;
}

type LabelsView = { language: Language; labels: Words };

const labelsView = object<LabelsView>({
  language: oneOf(staffLanguages),
  labels: anyObject({ 'objection-type': { 'no-need': '不需要' } }),
});

/** The words change with a release only. */
const known = new Map<Language, { view: LabelsView; tag: string }>();

@ApiTags('labels')
@Controller('v1/labels')
export class LabelsController {
  @Get()
  @Public(true)
  @Answers(200, labelsView, 'By kind and code. Whoever signs in needs words as well, so anybody may ask.')
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    example: '"5cb1a9f0"',
    description: 'The words that are known.',
  })
  @ApiResponse({ status: 304, description: 'These are the words still.' })
  @ApiProblem(400, 'Not one of the languages.', 'INVALID_REQUEST', {
    missing: [{ what: 'field', key: 'language', problem: 'not-one-of-the-values', suppliedBy: [] }],
  })
  labels(
    @Query() query: LanguageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): LabelsView | undefined {
    const language = query.language ?? languageFor(request);
    const { view, tag } = known.get(language) ?? made(language);
    void reply.header('ETag', tag).header('content-language', language).header('vary', 'Accept-Language');
    if (request.headers['if-none-match'] !== tag) return view;
    void reply.status(304);
    return undefined;
  }
}

function made(language: Language): { view: LabelsView; tag: string } {
  const view = { language, labels: labelsIn(language) };
  const entry = { view, tag: `"${contentHash(view)}"` };
  known.set(language, entry);
  return entry;
}
