// The form of a problem document, for the description of the API.
import { ApiProperty, ApiPropertyOptional, ApiResponse } from '@nestjs/swagger';
import { problemCodes, type ProblemCode } from './problem-codes';

export class MissingThing {
  @ApiProperty({ type: 'string', example: 'action' }) what!: string;
  @ApiProperty({ type: 'string', example: 'visit-user', description: 'Key, id or field.' }) key!: string;
  @ApiProperty({ type: 'string', format: 'uuid', required: false }) contactId?: string;
  @ApiProperty({ type: 'string', required: false, example: 'open' }) problem?: string;
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: { type: 'string' } },
    description: 'Who can supply it: `staffId`, `role` or `group`.',
  })
  suppliedBy!: object[];
}

export class ProblemDocument {
  @ApiProperty({ type: 'string', example: 'urn:tongguan:problem:actions-open' }) type!: string;
  @ApiProperty({ type: 'string', example: 'actions open' }) title!: string;
  @ApiProperty({ type: 'integer', example: 409 }) status!: number;
  @ApiProperty({
    type: 'string',
    enum: problemCodes,
    example: 'ACTIONS_OPEN',
    description: 'Stable: clients branch on it.',
  })
  code!: ProblemCode;
  @ApiProperty({ type: 'string', required: false }) detail?: string;
  @ApiProperty({ type: () => MissingThing, isArray: true, required: false }) missing?: MissingThing[];
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) context?: object;
  @ApiProperty({ type: 'string', format: 'uuid', description: 'Names the request in the logs.' }) instance!: string;
}

/** A problem among the answers of a route, with an example. */
export function ApiProblem(status: number, description: string, code: ProblemCode, more: object = {}): MethodDecorator {
  const example = { ...exampleProblem(status, code), ...more };
  const schema = { $ref: `#/components/schemas/${ProblemDocument.name}` };
  return ApiResponse({ status, description, content: { 'application/problem+json': { schema, example } } });
}

function exampleProblem(status: number, code: ProblemCode): object {
  const name = code.toLowerCase();
  return {
    type: `urn:tongguan:problem:${name.replaceAll('_', '-')}`,
    title: name.replaceAll('_', ' '),
    status,
    code,
    instance: 'd8ab1385-3d7f-4455-a4a6-7cc5eee944b8',
  };
}
