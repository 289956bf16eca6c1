// The API process.
import 'reflect-metadata';
import { join } from 'node:path';
import { EventStore } from '#event-store';
import { readModelMigrations } from '#read-model';
import { storeSettings } from '../settings';
import { createApi } from './api';
import { ApiSettings } from './api-settings';
import { servePages } from './http/pages';

async function main(): Promise<void> {
  const settings = ApiSettings.from(process.env);
  const store = await EventStore.open({
    ...storeSettings(process.env, 'tongguan api'),
    migrations: readModelMigrations,
  });
  const app = await createApi(store, settings);
  // Built beside us: dist/apps/api and dist/web.
  await servePages(app, join(__dirname, '..', '..', 'web'), settings);
  await app.listen({ port: settings.port, host: process.env['TONGGUAN_API_HOST'] ?? '127.0.0.1' });
}

void main();
