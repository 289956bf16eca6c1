// For those who run it: alive, ready, figures.
import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { EventStore, logStatus, type LogStatus } from '#event-store';
import { asyncApi } from '#messaging';
import { ApiSettings } from '../api-settings';
import { METADATA_PATH } from '../http/problem.filter';
import { Public } from '../http/signed-in';

@ApiTags('operations')
@Controller()
export class OperationsController {
  private readonly registry = new Registry();

  constructor(
    private readonly store: EventStore,
    private readonly settings: ApiSettings,
  ) {
    collectDefaultMetrics({ register: this.registry });
  }

  /** The process answers. */
  @Get('health')
  @Public(true)
  health(): { status: 'up' } {
    return { status: 'up' };
  }

  /** Commands can be taken: both databases answer. */
  @Get('ready')
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
  @Public(true)
  metadata(): { resource: string; authorization_servers: string[]; bearer_methods_supported: string[] } {
    const { audience, issuer } = this.settings;
    return { resource: audience, authorization_servers: [issuer], bearer_methods_supported: ['header'] };
  }

  /** How far the log goes, and how many events wait for each sink. Numbers only, so that anybody who runs it may ask. */
  @Get('status')
  @Public(true)
  status(): Promise<LogStatus> {
    return logStatus(this.store);
  }

  /** What the Kafka topics carry, as an AsyncAPI 3 document. */
  @Get('asyncapi.json')
  @Public(true)
  asyncApi(): object {
    return asyncApi();
  }

  @Get('metrics')
  @Public(true)
  @Header('Content-Type', 'text/plain; version=0.0.4')
  metrics(): Promise<string> {
    return this.registry.metrics();
  }
}
