// The API as an application: transport, description, limits. `main` starts it; tests start it the same way.
import { randomUUID } from 'node:crypto';
import fastifyCompress from '@fastify/compress';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { documentTypes, MAX_DOCUMENT_BYTES } from '#domain';
import type { EventStore } from '#event-store';
import type { ApiSettings } from './api-settings';
import { MAX_SHEET_BYTES, sheetMediaTypes } from './imports/sheet';
import { MissingThing, ProblemDocument } from './http/problem-document';
import { AppModule } from './app.module';

/** A playbook of a hundred pages fits; a document does not belong into a command. */
const MAX_BODY_BYTES = 1_048_576;

/** Below this many bytes, compressing saves less than it costs. */
const COMPRESSED_FROM = 1_024;

export async function createApi(
  store: EventStore,
  settings: ApiSettings,
  logLevel = 'info',
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    genReqId: () => randomUUID(),
    // Paths hold ids and codes, so they may stand in a log; headers and bodies may not.
    logger: { level: logLevel, name: 'api', redact: ['req.headers'] },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(store, settings), adapter, {
    logger: ['error', 'warn'],
  });
  const sheets: readonly string[] = Object.values(sheetMediaTypes);
  for (const mediaType of new Set([...sheets, ...documentTypes])) {
    const bodyLimit = sheets.includes(mediaType) ? MAX_SHEET_BYTES : MAX_DOCUMENT_BYTES;
    app.useBodyParser(mediaType, { bodyLimit }, (_request, body, done) => done(null, body));
  }
  // What a playbook says is mostly repetition. Streams of events are not held back for it.
  await app.register(fastifyCompress, {
    encodings: ['gzip', 'identity'],
    customTypes: /^application\/(problem\+)?json/,
    threshold: COMPRESSED_FROM,
  });
  app.enableShutdownHooks();
  SwaggerModule.setup('docs', app, describeApi(app, settings), { jsonDocumentUrl: 'openapi.json' });
  return app;
}

export function describeApi(app: NestFastifyApplication, { issuer }: Pick<ApiSettings, 'issuer'>): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Tongguan')
    .setVersion('1')
    .setDescription(
      'Commands and queries of group-customer sales. Every refusal is a problem document that says what is missing and who can supply it: codes for clients, words in the language of `Accept-Language` (zh-CN, en).',
    )
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: `An access token of ${issuer}` })
    .build();
  return SwaggerModule.createDocument(app, config, { extraModels: [ProblemDocument, MissingThing] });
}
