// What an accepted command is answered with.
import { ApiProperty } from '@nestjs/swagger';
import type { Id, JsonObject } from '#domain';

export class StoredEventView {
  @ApiProperty({ type: 'string', example: 'GatePassed' }) type!: string;
  @ApiProperty({ type: 'integer', example: 4 }) version!: number;
  @ApiProperty({ type: 'string', format: 'date-time' }) at!: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Ids, codes and numbers.' })
  data!: JsonObject;
}

export class CommandAnswer {
  @ApiProperty({ type: 'string', format: 'uuid', description: 'What the command was about, or created.' }) id!: Id;
  @ApiProperty({ type: 'integer', description: 'For `If-Match` and `seen`.' }) version!: number;
  @ApiProperty({ type: 'boolean', description: 'This very command had been accepted before.' }) repeated!: boolean;
  @ApiProperty({ type: () => StoredEventView, isArray: true }) events!: StoredEventView[];
}

export const commandAnswerExample: CommandAnswer = {
  id: '4dd8e91a-445d-551f-a8b0-0c19689f7895',
  version: 4,
  repeated: false,
  events: [
    { type: 'GatePassed', version: 4, at: '2026-12-01T02:00:00.000Z', data: { gate: 'preparation', to: 'user' } },
  ],
};
