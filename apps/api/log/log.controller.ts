// The log for those who check it: whether a stream is what was written.
import { Controller, Get, Param, ParseEnumPipe, ParseUUIDPipe } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { deciders, streamTypes, type Id, type StaffState, type StreamType } from '#domain';
import { EventStore, foldStream, verifyStream, type StreamCheck } from '#event-store';
import { problemOf, ProblemError } from '../http/problem';
import { Caller, type SignedIn } from '../http/signed-in';

const types = Object.fromEntries(streamTypes.map((type) => [type, type]));

@ApiTags('log')
@ApiBearerAuth()
@Controller('v1/streams')
export class LogController {
  constructor(private readonly store: EventStore) {}

  /** Recomputes the hash chain of a stream from its stored bytes. For auditors and administrators. */
  @Get(':type/:id/verification')
  async verify(
    @Caller() { staffId }: SignedIn,
    @Param('type', new ParseEnumPipe(types)) type: StreamType,
    @Param('id', new ParseUUIDPipe()) id: Id,
  ): Promise<StreamCheck> {
    const { state } = await foldStream<StaffState, never>(this.store, deciders.staff, { type: 'staff', id: staffId });
    if (state?.roles.some((role) => role === 'auditor' || role === 'administrator') !== true) {
      const suppliedBy = [{ role: 'auditor' }, { role: 'administrator' }];
      const missing = [{ what: 'right' as const, key: 'caller', problem: 'not-permitted', suppliedBy }];
      throw new ProblemError({ ...problemOf(403, 'NOT_ALLOWED'), missing });
    }
    const check = await verifyStream(this.store, { type, id });
    if (check.events === 0) throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such stream.'));
    return check;
  }
}
