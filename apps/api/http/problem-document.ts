// The form of a problem document, for the description of the API.
import { ApiProperty, ApiPropertyOptional, ApiResponse } from '@nestjs/swagger';
import type { JsonObject, Missing } from '#domain';
import { inWords } from './problem';
import { problemCodes, type ProblemCode } from './problem-codes';

export class MissingThing {
  @ApiProperty({ type: 'string', example: 'action' }) what!: string;
  @ApiProperty({ type: 'string', example: 'visit-user', description: 'Key, id or field.' }) key!: string;
  @ApiProperty({ type: 'string', format: 'uuid', required: false }) contactId?: string;
  @ApiProperty({
    type: 'array',
    items: { type: 'string' },
    required: false,
    example: ['purchaser'],
    description: 'Levels of the decision chain without which it stays so.',
  })
  levels?: string[];
  @ApiProperty({ type: 'string', required: false, example: 'open' }) problem?: string;
  @ApiProperty({
    type: 'string',
    example: 'Action “visit-user” is not done yet',
    description: 'For people, in their language.',
  })
  label!: string;
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: { type: 'string' } },
    description: 'Who can supply it: `staffId`, `role` or `group`.',
  })
  suppliedBy!: object[];
}

export class ProblemDocument {
  @ApiProperty({ type: 'string', example: 'urn:tongguan:problem:actions-open' }) type!: string;
  @ApiProperty({
    type: 'string',
    example: 'Some actions are not complete, so the next level is not open yet',
    description: 'What happened, in the language of `Accept-Language`: zh-CN or en.',
  })
  title!: string;
  @ApiProperty({ type: 'integer', example: 409 }) status!: number;
  @ApiProperty({
    type: 'string',
    enum: problemCodes,
    example: 'ACTIONS_OPEN',
    description: 'Stable: clients branch on it.',
  })
  code!: ProblemCode;
  @ApiProperty({ type: 'string', description: 'The way out, in the same language.' }) detail!: string;
  @ApiProperty({ type: () => MissingThing, isArray: true, required: false }) missing?: MissingThing[];
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) context?: object;
  @ApiPropertyOptional({ type: 'string', description: 'What exactly was found, in English, for developers.' })
  note?: string;
  @ApiProperty({ type: 'string', format: 'uuid', description: 'Names the request in the logs.' }) instance!: string;
}

/** A problem among the answers of a route, with an example. */
export function ApiProblem(
  status: number,
  description: string,
  code: ProblemCode,
  more: { missing?: Missing[]; context?: JsonObject } = {},
): MethodDecorator {
  const example = { ...inWords({ status, code, ...more }, 'en'), instance: 'd8ab1385-3d7f-4455-a4a6-7cc5eee944b8' };
  const schema = { $ref: `#/components/schemas/${ProblemDocument.name}` };
  return ApiResponse({ status, description, content: { 'application/problem+json': { schema, example } } });
}
