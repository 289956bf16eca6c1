// What follows the log can be made again from it: the read models, and everything that Temporal knows.
import { applyDecorators, Controller, HttpCode, Param, ParseEnumPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { EventStore, rewindSink } from '#event-store';
import { rebuildReadModels } from '#read-model';
import { object, oneOf } from '../http/described';
import { ApiProblem } from '../http/problem-document';
import { Answers, signedInProblems } from '../http/reads';
import { onlyFor } from '../http/roles';
import { Caller, type SignedIn } from '../http/signed-in';

/** Kafka is not among them: what is in a topic stays there, and nothing is sent twice (law 7). */
const refillable = { temporal: 'temporal', 'read-models': 'read-models' } as const;

/** For the description; to begin anew twice is to begin anew, so no Idempotency-Key is needed. */
function Refill(): MethodDecorator {
  return applyDecorators(
    HttpCode(202),
    Answers(202, object<{ sink: string }>({ sink: oneOf(Object.keys(refillable)) }), 'It begins anew.'),
    ApiProblem(400, 'No sink of this name can be filled again.', 'INVALID_REQUEST'),
    ...signedInProblems('NOT_ALLOWED'),
  );
}

@ApiTags('operations')
@ApiBearerAuth()
@Controller('v1/sinks')
export class SinksController {
  constructor(private readonly store: EventStore) {}

  /** Lets a sink follow the log from its beginning once more; `GET /status` tells how far it has come. For administrators. */
  @Post(':sink/refill')
  @Refill()
  async refill(
    @Caller() caller: SignedIn,
    @Param('sink', new ParseEnumPipe(refillable)) sink: keyof typeof refillable,
  ): Promise<{ sink: string }> {
    onlyFor(caller, 'administrator');
    if (sink === 'read-models') await rebuildReadModels(this.store);
    else await rewindSink(this.store, sink);
    return { sink };
  }
}
