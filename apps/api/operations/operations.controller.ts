// For those who run it: alive, ready, figures.
import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { EventStore, logStatus, type LogStatus } from '#event-store';
import { asyncApi } from '#messaging';
import { setAside, type StreamSetAside } from '#read-model';
import { ApiSettings } from '../api-settings';
import {
  anyObject,
  flag,
  instant,
  listOf,
  object,
  oneOf,
  optional,
  text,
  whole,
  type Described,
} from '../http/described';
import { METADATA_PATH } from '../http/problem.filter';
import { Answers, Reads } from '../http/reads';
import { onlyFor } from '../http/roles';
import { Caller, Public, type SignedIn } from '../http/signed-in';
import { collectLogMetrics } from './log-metrics';
import { mailStatus, type MailStatus } from './mail-status';

type Metadata = { resource: string; authorization_servers: string[]; bearer_methods_supported: string[] };

const metadata = object<Metadata>({
  resource: text('urn:tongguan:api'),
  authorization_servers: listOf(text('https://sign-in.example')),
  bearer_methods_supported: listOf(text('header')),
});

function readiness(answers: boolean): Described {
  return object<{ log: boolean; keys: boolean }>({ log: flag(answers), keys: flag(answers) });
}

function status(holder: string): Described {
  return object<LogStatus>(statusFields(holder));
}

function statusFields(holder: string): { [K in keyof LogStatus]-?: Described } {
  return {
    drawn: whole(1200),
    published: whole(1200),
    sequencer: optional(text(holder)),
    sinks: listOf(
      object<LogStatus['sinks'][number]>({
        sink: text('read-models'),
        position: whole(1200),
        waiting: whole(0),
        oldestWaitingAt: optional(instant()),
        heldBy: optional(text(holder)),
        trouble: optional(text('KAFKA_AHEAD')),
        troubleSince: optional(instant()),
      }),
    ),
  };
}

type StatusOfParts = LogStatus & { setAside: StreamSetAside[]; mail?: MailStatus };

const statusWithHolders = object<StatusOfParts>({
  ...statusFields('host-1 4711'),
  mail: optional(
    object<MailStatus>({ days: whole(7), sent: whole(120), dead: whole(1), lastSentAt: optional(instant()) }),
  ),
  setAside: listOf(
    object<StreamSetAside>({
      streamType: text('customer'),
      streamId: text('7f0c2a4e-5d1b-5c3f-9a86-2b1d4e6f8a90'),
      problem: text('value out of range'),
    }),
  ),
});

function somebody(holder: string | undefined): 'somebody' | undefined {
  return holder === undefined ? undefined : 'somebody';
}

@ApiTags('operations')
@Controller()
export class OperationsController {
  private readonly registry = new Registry();

  constructor(
    private readonly store: EventStore,
    private readonly settings: ApiSettings,
  ) {
    collectLogMetrics(store, this.registry);
    collectDefaultMetrics({ register: this.registry });
  }

  /** The process answers. */
  @Get('health')
  @Answers(200, object<{ status: 'up' }>({ status: oneOf(['up']) }))
  @Public(true)
  health(): { status: 'up' } {
    return { status: 'up' };
  }

  /** Commands can be taken: both databases answer. */
  @Get('ready')
  @Answers(200, readiness(true), 'Both answer.')
  @Answers(503, readiness(false), 'One of them does not.')
  @Public(true)
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const check = (query: Promise<unknown>): Promise<boolean> =>
      query.then(
        () => true,
        () => false,
      );
    const [log, keys] = await Promise.all([
      check(this.store.source.query('SELECT 1')),
      check(this.store.keys.source.query('SELECT 1')),
    ]);
    await reply.status(log && keys ? 200 : 503).send({ log, keys });
  }

  /** Who signs in for this API: how clients find the provider (RFC 9728). */
  @Get(METADATA_PATH)
  @Answers(200, metadata)
  @Public(true)
  metadata(): Metadata {
    const { audience, issuer } = this.settings;
    return { resource: audience, authorization_servers: [issuer], bearer_methods_supported: ['header'] };
  }

  /**
   * How far the log goes, and how many events wait for each sink. Anybody may ask, so it says that somebody feeds a sink and
   * not who: names of machines and processes are at `GET /v1/status`.
   */
  @Get('status')
  @Answers(200, status('somebody'))
  @Public(true)
  async status(): Promise<LogStatus> {
    const { sequencer, sinks, ...log } = await logStatus(this.store);
    return {
      ...log,
      sequencer: somebody(sequencer),
      sinks: sinks.map((sink) => ({ ...sink, heldBy: somebody(sink.heldBy) })),
    };
  }

  /**
   * The same with the processes that hold the leases, streams of which no rows can be made, and how reminders went out. For
   * auditors and administrators.
   */
  @Get('v1/status')
  @Reads(statusWithHolders, { forSome: true })
  async statusWithHolders(@Caller() caller: SignedIn): Promise<StatusOfParts> {
    onlyFor(caller, 'auditor', 'administrator');
    const [log, aside, mail] = await Promise.all([logStatus(this.store), setAside(this.store), mailStatus(this.store)]);
    return { ...log, setAside: aside, mail };
  }

  /** What the Kafka topics carry, as an AsyncAPI 3 document. */
  @Get('asyncapi.json')
  @Answers(200, anyObject({ asyncapi: '3.0.0', info: { title: 'Tongguan', version: '1' }, channels: {} }))
  @Public(true)
  asyncApi(): object {
    return asyncApi();
  }

  @Get('metrics')
  @ApiResponse({
    status: 200,
    description: 'For Prometheus.',
    content: { 'text/plain': { schema: { type: 'string' }, example: 'process_cpu_user_seconds_total 1.5' } },
  })
  @Public(true)
  @Header('Content-Type', 'text/plain; version=0.0.4')
  metrics(): Promise<string> {
    return this.registry.metrics();
  }
}
