// The pages, served beside the API they speak to: files that never change under their names, and one document for every address.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ApiSettings } from '../api-settings';

const SIGN_IN = '<meta name="tongguan-sign-in" content="{}"';

/** Addresses below these are the API's: what is not there is a problem and no page. */
const API_PATHS = /^\/(v1|docs|health|ready|status|metrics|openapi\.json|asyncapi\.json|\.well-known)(\/|$|\?|-)/;

/**
 * Before the application is initialised.
 * @param folder what the build of the pages made; without it there is an API and no pages
 */
export async function servePages(app: NestFastifyApplication, folder: string, settings: ApiSettings): Promise<void> {
  const file = join(folder, 'index.html');
  if (!existsSync(file)) return;
  const document = readFileSync(file, 'utf8').replace(SIGN_IN, metaOf(settings));
  const headers = headersOf(settings);
  const server = app.getHttpAdapter().getInstance();
  await server.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    decorateReply: false,
  });
  server.get('/favicon.svg', (_request, reply) =>
    reply
      .header('cache-control', 'max-age=86400')
      .type('image/svg+xml')
      .send(readFileSync(join(folder, 'favicon.svg'))),
  );
  server.get('/*', (request, reply) => {
    // Whoever asks for the root with no browser should find the product as well.
    const isRoot = request.url.split('?', 1)[0] === '/';
    const asksForAPage = request.headers.accept?.includes('text/html') === true && !API_PATHS.test(request.url);
    if (!asksForAPage && !isRoot) return reply.callNotFound();
    return reply.headers(headers).type('text/html; charset=utf-8').send(document);
  });
}

/** With whom the page signs people in. */
function metaOf({ issuer, webClient }: ApiSettings): string {
  const content = JSON.stringify({ issuer, clientId: webClient }).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<meta name="tongguan-sign-in" content="${content}"`;
}

/** Scripts come from here and nowhere else, and nothing inline is one; styles are set by the component library. */
function headersOf({ issuer }: ApiSettings): { [name: string]: string } {
  const provider = new URL(issuer).origin;
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${provider}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-cache',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
