// What others do, while one looks: server-sent events.
import { applyDecorators, Controller, Sse } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { endWith, ignoreElements, interval, map, merge, share, takeUntil, timer, type Observable } from 'rxjs';
import { signedInProblems } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { beat, ChangesFeed, type Told } from './changes-feed';

/** Proxies cut connections that say nothing for a minute. */
const BEAT_MS = 15_000;

/** An access token is looked at when one connects; by then it is looked at again. */
const LONGEST_MS = 600_000;

@ApiTags('live')
@ApiBearerAuth()
@Controller('v1/changes')
export class ChangesController {
  constructor(private readonly feed: ChangesFeed) {}

  /**
   * Server-sent events, as long as one listens and for ten minutes at most: `change` names a stream that the caller may see
   * and the version that lists and pages show by now, `inbox` says that inboxes may have changed and what
   * is asked in them, `beat` that nothing has.
   * There is no replay: whoever connects again reads anew what is shown.
   */
  @Sse()
  @ApiProduces('text/event-stream')
  @ApiResponse({
    status: 200,
    description: 'Events until the caller leaves.',
    content: {
      'text/event-stream': {
        schema: { type: 'string' },
        example:
          'event: change\ndata: {"type":"opportunity","id":"7f0c2a4e-5d1b-5c3f-9a86-2b1d4e6f8a90","version":7}\n\n',
      },
    },
  })
  @applyDecorators(...signedInProblems('NOT_STAFF'))
  follow(@Caller() caller: SignedIn): Observable<Told> {
    const told = this.feed.follow(caller).pipe(share());
    const ended = merge(timer(LONGEST_MS), told.pipe(ignoreElements(), endWith(true)));
    const beats = interval(BEAT_MS).pipe(map((): Told => beat));
    return merge(told, beats).pipe(takeUntil(ended));
  }
}
