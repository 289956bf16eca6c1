// What follows the log can be made again from it: the read models, and everything that Temporal knows.
import { Controller, HttpCode, Param, ParseEnumPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { EventStore, rewindSink } from '#event-store';
import { rebuildReadModels } from '#read-model';
import { onlyFor } from '../http/roles';
import { Caller, type SignedIn } from '../http/signed-in';

/** Kafka is not among them: what is in a topic stays there, and nothing is sent twice (law 7). */
const refillable = { temporal: 'temporal', 'read-models': 'read-models' } as const;

@ApiTags('operations')
@ApiBearerAuth()
@Controller('v1/sinks')
export class SinksController {
  constructor(private readonly store: EventStore) {}

  /** Lets a sink follow the log from its beginning once more; `GET /status` tells how far it has come. For administrators. */
  @Post(':sink/refill')
  @HttpCode(202)
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
