// Writes the description of the API for who generates from it, without a database: nothing is asked, nothing listens.
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EventStore } from '#event-store';
import { describeApi } from './api';
import { ApiSettings } from './api-settings';
import { AppModule } from './app.module';

async function main(file: string | undefined): Promise<void> {
  if (file === undefined) throw new Error('say where to: describe-main FILE');
  const settings = ApiSettings.from({
    TONGGUAN_API_PORT: '7400',
    TONGGUAN_OIDC_ISSUER: 'http://127.0.0.1',
    TONGGUAN_OIDC_AUDIENCE: 'urn:tongguan:api',
  });
  const module = AppModule.with({} as EventStore, settings);
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    preview: true,
    logger: ['error'],
  });
  writeFileSync(file, JSON.stringify(describeApi(app, settings)));
}

void main(process.argv[2]);
