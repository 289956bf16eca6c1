// The log for those who check it: whether a stream is what was written.
import { Controller, Get, Param, ParseEnumPipe } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { streamTypes, type Id, type StreamType } from '#domain';
import { EventStore, verifyStream, type StreamCheck } from '#event-store';
import { object, optional, text, whole } from '../http/described';
import { PathId } from '../http/path-id';
import { problemOf, ProblemError } from '../http/problem';
import { Reads } from '../http/reads';
import { onlyFor } from '../http/roles';
import { Caller, type SignedIn } from '../http/signed-in';

const types = Object.fromEntries(streamTypes.map((type) => [type, type]));

const streamCheck = object<StreamCheck>({
  events: whole(12),
  brokenAt: optional(whole(7)),
  head: text('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'),
});

@ApiTags('log')
@ApiBearerAuth()
@Controller('v1/streams')
export class LogController {
  constructor(private readonly store: EventStore) {}

  /** Recomputes the hash chain of a stream from its stored bytes. For auditors and administrators. */
  @Get(':type/:id/verification')
  @Reads(streamCheck, { one: true, forSome: true })
  async verify(
    @Caller() caller: SignedIn,
    @Param('type', new ParseEnumPipe(types)) type: StreamType,
    @PathId() id: Id,
  ): Promise<StreamCheck> {
    onlyFor(caller, 'auditor', 'administrator');
    const check = await verifyStream(this.store, { type, id });
    if (check.events === 0) throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such stream.'));
    return check;
  }
}
