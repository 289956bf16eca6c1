// compose.yaml and the Dockerfile say what the code asks for, as far as files can tell without an engine.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { shippedPlaybookKeys } from '#playbooks';
import { TASK_QUEUE } from '../workflows/messages';
import { cloneFolder } from './local/folders';
import { POSTGRES_MAJOR } from './local/postgres';
import { COMPOSE_SHAPE } from '../tests/support/compose-shape';
import { environmentAskedFor, reachedFrom } from '../tests/support/program-source';

const root = cloneFolder();
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

type Dependency = { condition: string; required?: boolean };
type Service = {
  image: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  profiles?: string[];
  restart: string;
  environment?: { [name: string]: string | number };
  ports?: string[];
  networks?: { [name: string]: { aliases: string[] } };
  volumes?: string[];
  configs?: { source: string; target: string }[];
  depends_on?: { [service: string]: Dependency };
  healthcheck?: { test: string[] };
};
type Compose = {
  services: { [name: string]: Service };
  configs: { [name: string]: { content: string } };
  volumes: { [name: string]: null };
};

const text = read('deploy/compose.yaml');
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const programs = services.filter(([, { image }]) => image === 'tongguan');
const serviceOf = (name: string): Service => compose.services[name] ?? fail(`there is no service ${name}`);
const apps = readdirSync(join(root, 'apps')).filter((name) => existsSync(join(root, 'apps', name, 'main.ts')));
const dependenciesOf = (service: Service): [string, Dependency][] => Object.entries(service.depends_on ?? {});

/** What Compose makes of `${NAME…}` when no variable is set but those that must be. */
function settled(value: string | number): string {
  return String(value).replace(/\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g, (_all, name: string, other?: string) => {
    return other ?? `given-${name.toLowerCase().replaceAll('_', '-')}`;
  });
}

function environmentOf(name: string): Map<string, string> {
  return new Map(Object.entries(serviceOf(name).environment ?? {}).map(([key, value]) => [key, settled(value)]));
}

function fail(message: string): never {
  throw new Error(message);
}

describe('compose.yaml', () => {
  it('has the shape that Compose takes', () => {
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(COMPOSE_SHAPE);
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
    const docker = (...args: string[]): ReturnType<typeof spawnSync> =>
      spawnSync('docker', ['compose', '-f', join(root, 'deploy/compose.yaml'), ...args], {
        env: { ...process.env, TONGGUAN_MASTER_KEY: 'key', TONGGUAN_POSTGRES_PASSWORD: 'word', COMPOSE_PROFILES: '*' },
        encoding: 'utf8',
      });
    // Where there is a client of Docker, its own opinion, too.
    if (docker('version').status === 0) expect(docker('config', '--quiet')).toMatchObject({ status: 0 });
  });

  it('runs every app, and parts of named versions', () => {
    expect(programs.map(([, { command }]) => command)).toEqual(expect.arrayContaining(apps.map((app) => [app])));
    const parts = services.filter(([, service]) => service.build === undefined).map(([, { image }]) => image);
    for (const part of parts) expect(part).toMatch(/:v?\d[\d.]*$/);
    const temporal = parts.filter((part) => part.startsWith('temporalio/')).map((part) => part.split(':')[1]);
    expect(new Set(temporal).size).toBe(1);
  });

  it('names only what it declares', () => {
    const volumes = services.flatMap(([, service]) => (service.volumes ?? []).map((each) => each.split(':')[0]!));
    expect(volumes.sort()).toEqual(Object.keys(compose.volumes).sort());
    const configs = services.flatMap(([, service]) => (service.configs ?? []).map(({ source }) => source));
    expect(configs.sort()).toEqual(Object.keys(compose.configs).sort());
    const variables = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!);
    const required = [...text.matchAll(/\$\{(\w+):\?[^}]+\}/g)].map(([, name]) => name!);
    expect(required).toEqual(expect.arrayContaining(variables));
    const top = text.slice(0, text.indexOf('\nname:'));
    for (const name of required) expect(top).toContain(` ${name}=$(`);
  });

  it.each(services)('%s is healthy by a program that its image has, or ends', (name, service) => {
    if (service.restart === 'no') {
      const waiting = services.filter(([, other]) => other.depends_on?.[name] !== undefined);
      expect(service.healthcheck).toBeUndefined();
      expect(waiting.length + (service.profiles?.includes('cli') === true ? 1 : 0)).toBeGreaterThan(0);
      return;
    }
    expect(service.restart).toBe('unless-stopped');
    const [kind, program, ...args] = service.healthcheck?.test ?? [];
    expect([kind, program]).toEqual(['CMD', PROGRAM_OF_IMAGE[imageOf(service)]]);
    if (program !== 'node') return;
    expect(args[0]).toBe('-e');
    expect(() => new Script(args[1]!)).not.toThrow();
  });

  it.each([
    ['api', { status: 200 }, { status: 503 }],
    ['sign-in', { status: 200 }, { status: 500 }],
    ['relay', { body: { sequencer: 'somebody' } }, { body: { sinks: [] } }],
    ['worker', { body: { pollers: [poller(0)] } }, { body: { pollers: [poller(180_000), poller(0, 'elsewhere')] } }],
  ])('%s is healthy when it is, and not when it is not', async (name, well, ill) => {
    expect(await healthOf(name, well)).toBe(0);
    expect(await healthOf(name, ill)).not.toBe(0);
    expect(await healthOf(name, undefined)).not.toBe(0);
  });

  it.each(services)('%s waits for what it cannot come up without', (name, service) => {
    for (const [other, { condition, required = true }] of dependenciesOf(service)) {
      const there = serviceOf(other);
      expect([name, other, condition]).toEqual([
        name,
        other,
        there.restart === 'no' ? 'service_completed_successfully' : 'service_healthy',
      ]);
      const isThereWithUs = (there.profiles ?? []).every((profile) => service.profiles?.includes(profile) === true);
      expect([name, other, required]).toEqual([name, other, isThereWithUs]);
    }
    expect(awaitedBy(name)).not.toContain(name);
    const spokenTo = [...new Set(addressesOf(name).map(({ service: other }) => other))].filter(
      (other) => other !== name,
    );
    expect([...awaitedBy(name), ...(COMES_UP_WITHOUT[name] ?? [])]).toEqual(expect.arrayContaining(spokenTo));
  });

  it('lets a command through with Kafka and Temporal away', () => {
    expect(awaitedBy('api').filter((name) => /kafka|temporal/.test(name))).toEqual([]);
  });

  it.each(services)('%s speaks to ports on which somebody listens', (name) => {
    for (const { service, port } of addressesOf(name)) {
      expect([service, portsOf(service)]).toEqual([service, expect.arrayContaining([port])]);
    }
  });

  it.each(programs)('%s is given what its code asks for, and nothing else', (name, service) => {
    const { required, known } = environmentAskedFor(sourceOf(service.command![0]!));
    const given = Object.keys(service.environment ?? {});
    expect(given).toEqual(expect.arrayContaining(required));
    expect(known).toEqual(expect.arrayContaining(given));
    expect(service).toMatchObject({ build: { context: '..', dockerfile: 'deploy/Dockerfile' } });
  });

  it('keeps the log and the keys in databases of their own, all of them made', () => {
    const { POSTGRES_DB, POSTGRES_USER } = serviceOf('postgres').environment!;
    const made = [
      POSTGRES_DB,
      ...[...compose.configs['databases']!.content.matchAll(/CREATE DATABASE (\w+);/g)].map(([, each]) => each),
    ];
    for (const [name] of programs) {
      const urls = [...environmentOf(name)]
        .filter(([key]) => key.endsWith('DATABASE_URL'))
        .map(([, value]) => new URL(value));
      const databases = urls.map((url) => url.pathname.slice(1));
      expect(new Set(databases).size).toBe(databases.length);
      expect(made).toEqual(expect.arrayContaining(databases));
      for (const url of urls) expect(url.username).toBe(POSTGRES_USER);
    }
    expect(serviceOf('postgres').image).toBe(`postgres:${POSTGRES_MAJOR}`);
  });

  it('publishes on 127.0.0.1, and neither databases nor Kafka nor Temporal', () => {
    const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => ({ name, port })));
    for (const { name, port } of published) {
      const [, inside] = /^127\.0\.0\.1:\d+:(\d+)$/.exec(port) ?? fail(`${name} publishes ${port}`);
      expect([name, portsOf(name)]).toEqual([name, expect.arrayContaining([Number(inside)])]);
    }
    expect(published.map(({ name }) => name).sort()).toEqual(['api', 'mail', 'sign-in']);
    expect(text).not.toMatch(/network_mode|privileged/);
  });

  it('tells people and clients the address that it publishes', () => {
    const [, outside, inside] = serviceOf('api').ports![0]!.split(':');
    expect(environmentOf('api').get('TONGGUAN_API_PORT')).toBe(inside);
    expect(environmentOf('api').get('TONGGUAN_API_HOST')).toBe('0.0.0.0');
    expect(text).toContain(`http://127.0.0.1:${outside}/docs`);
  });

  it('gives the sign-in one address for browsers and for the API', () => {
    const issuer = new URL(environmentOf('sign-in').get('TONGGUAN_OIDC_ISSUER')!);
    expect(issuer.hostname).toMatch(/\.localhost$/);
    expect(serviceOf('sign-in').networks?.['default']?.aliases).toContain(issuer.hostname);
    expect(serviceOf('sign-in').ports).toEqual([`127.0.0.1:${issuer.port}:${issuer.port}`]);
    expect(environmentOf('api').get('TONGGUAN_OIDC_ISSUER')).toBe(issuer.origin);
    const audience = /API_AUDIENCE = '([^']+)'/.exec(read('deploy/local/sign-in/provider.ts'))?.[1];
    expect(environmentOf('api').get('TONGGUAN_OIDC_AUDIENCE')).toBe(audience);
  });

  it('asks the worker’s health where the worker asks for work', () => {
    const [, namespace] = /TONGGUAN_TEMPORAL_NAMESPACE'\] \?\? '([^']+)'/.exec(read('apps/settings.ts'))!;
    const [, , , script] = serviceOf('worker').healthcheck!.test;
    expect(script).toContain(`/namespaces/${namespace}/task-queues/${TASK_QUEUE}?`);
    expect(serviceOf('temporal-namespace').command![0]).toContain(`namespace create --namespace ${namespace} `);
    expect(environmentOf('worker').has('TONGGUAN_TEMPORAL_NAMESPACE')).toBe(false);
  });

  it('holds no secret', () => {
    const given = /^\$\{TONGGUAN_\w+(:\?[^}]+)?\}$/;
    for (const [name, { environment = {} }] of services) {
      for (const [key, value] of Object.entries(environment)) {
        if (/(KEY|SECRET|TOKEN|PASSWORD|PWD)$/.test(key)) {
          expect([name, key, value]).toEqual([name, key, expect.stringMatching(given)]);
        }
        const password = /^\w+:\/\/[^:@/]*:([^@]*)@/.exec(String(value))?.[1];
        if (password !== undefined) expect([name, key, password]).toEqual([name, key, expect.stringMatching(given)]);
      }
    }
    expect(text).toMatch(/TONGGUAN_MASTER_KEY: \$\{TONGGUAN_MASTER_KEY:\?[^}]+\}/);
  });
});

describe('the image', () => {
  const stages = stagesOf(read('deploy/Dockerfile'));
  const build = stages[0]!;
  const image = stages.at(-1)!;
  const copied = image.filter(({ name }) => name === 'COPY').map(({ value }) => value);

  it.each(['api', 'worker', 'relay', 'notifier', 'cli', 'sign-in', 'set-up'])(
    'starts %s, in its own place',
    (program) => {
      const { status, stdout, pid } = startWithStub(program, 'one', 'two three');
      expect(status).toBe(0);
      const [node, file, ...rest] = stdout.trimEnd().split('\n');
      // exec: the process that gets the signals is node itself.
      expect([node, rest]).toEqual([String(pid), ['one', 'two three']]);
      expect(file).toBe(join(root, 'deploy/dist', sourceOf(program).replace(/\.ts$/, '.js')));
    },
  );

  it.each(['', 'toString', 'main', '../relay'])('says what there is when asked for “%s”', (program) => {
    const { status, stderr } = startWithStub(program);
    expect(status).toBe(2);
    for (const app of apps) expect(stderr).toMatch(new RegExp(`\\b${app}\\b`));
  });

  it('is built from what the builder is shown, and from nothing secret', () => {
    const sources = [...build, ...image]
      .filter(({ name, value }) => name === 'COPY' && !value.includes('--from='))
      .flatMap(({ value }) =>
        value
          .split(/\s+/)
          .filter((part) => !part.startsWith('--'))
          .slice(0, -1),
      );
    expect(sources).toEqual(
      expect.arrayContaining(['package-lock.json', 'tsconfig.build.json', 'apps', 'libs', 'workflows', 'deploy']),
    );
    for (const source of sources) {
      const files = globSync(source, { cwd: root });
      expect([source, files.length]).not.toEqual([source, 0]);
      expect(files.filter(isIgnored)).toEqual([]);
    }
    for (const file of [
      '.env',
      'deploy/.env',
      '.git',
      'node_modules',
      'dist',
      'tests',
      'deploy/describes-what-runs.spec.ts',
    ]) {
      expect([file, isIgnored(file)]).toEqual([file, true]);
    }
  });

  it('holds what its programs load', () => {
    const { dependencies, imports } = JSON.parse(read('package.json')) as Manifest;
    const removed = /rm -rf ([\s\S]*)/.exec(
      build.find(({ value }) => value.includes('npm prune --omit=dev'))!.value,
    )![1]!;
    for (const [, service] of programs) {
      const packages = [...reachedFrom(sourceOf(service.command![0]!)).packages];
      expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(packages));
      expect(packages.filter((name) => removed.split(/\s+/).includes(`node_modules/${name}`))).toEqual([]);
    }
    expect(Object.values(imports).every((path) => path.startsWith('./dist/'))).toBe(true);
    expect(copied).toEqual(
      expect.arrayContaining([
        '--from=build /app/node_modules node_modules',
        '--from=build /app/dist dist',
        'package.json ./',
        'libs/playbooks/*.yaml libs/playbooks/',
        'libs/labels/words/*.yaml libs/labels/words/',
      ]),
    );
    const playbooks = globSync('libs/playbooks/*.yaml', { cwd: root });
    for (const key of shippedPlaybookKeys) expect(playbooks).toContain(`libs/playbooks/${key}.yaml`);
  });

  it('stands on the Node that everything is tested with, and runs without rights', () => {
    const { dependencies } = JSON.parse(read('package.json')) as Manifest;
    const major = dependencies['node']!.split('.')[0];
    for (const stage of stages) expect(stage[0]!.value).toMatch(new RegExp(`^node:${major}-slim\\b`));
    const users = image.filter(({ name }) => name === 'USER').map(({ value }) => value);
    expect(users).toEqual(['node']);
    expect(image.at(-1)).toEqual({ name: 'ENTRYPOINT', value: '["/app/docker-entrypoint.sh"]' });
    expect(copied).toContain('--chmod=555 deploy/docker-entrypoint.sh ./');
    for (const [, service] of programs) expect(service).toMatchObject({ init: true });
  });
});

type Manifest = { dependencies: { [name: string]: string }; imports: { [name: string]: string } };

/** What the images have for a health check, as their build files show. */
const PROGRAM_OF_IMAGE: { [image: string]: string } = {
  tongguan: 'node',
  postgres: 'pg_isready',
  'apache/kafka': '/opt/kafka/bin/kafka-broker-api-versions.sh',
  // Of the busybox in Alpine, which the image is made from.
  'temporalio/server': 'nc',
  'axllent/mailpit': '/mailpit',
};

/** The ports on which the parts listen that are not ours. Temporal speaks gRPC on the first, HTTP on the second. */
const PORTS_OF_IMAGE: { [image: string]: number[] } = {
  postgres: [5432],
  'apache/kafka': [9092],
  'temporalio/server': [7233, 7243],
  'axllent/mailpit': [1025, 8025],
};

/** Spoken to, and not waited for. */
const COMES_UP_WITHOUT: { [service: string]: string[] } = {
  // Asked when somebody signs in.
  api: ['sign-in'],
  // Read models go on without the two; its health is asked of the API.
  relay: ['kafka', 'temporal', 'api'],
};

function imageOf({ image }: Service): string {
  return image.split(':')[0]!;
}

function portsOf(name: string): number[] {
  const environment = environmentOf(name);
  if (name === 'api') return [Number(environment.get('TONGGUAN_API_PORT'))];
  if (name === 'sign-in') return [Number(new URL(environment.get('TONGGUAN_OIDC_ISSUER')!).port)];
  return PORTS_OF_IMAGE[imageOf(serviceOf(name))] ?? [];
}

/** Services and ports that stand in the environment or the health check; names that lead nowhere fail. */
function addressesOf(name: string): { service: string; port: number }[] {
  const texts = [...environmentOf(name).values(), ...(serviceOf(name).healthcheck?.test ?? [])];
  return texts
    .flatMap((each) => [...each.matchAll(/(?:^|\/\/|[@,])([a-z][a-z.-]*):(\d+)\b/g)])
    .filter(([, host]) => host !== 'localhost')
    .map(([, host, port]) => ({ service: servedBy(host!), port: Number(port) }));
}

function servedBy(host: string): string {
  const found = services.find(
    ([name, { networks }]) => name === host || networks?.['default']?.aliases.includes(host) === true,
  );
  return found?.[0] ?? fail(`nobody is called ${host}`);
}

/** All that is waited for, through others as well. */
function awaitedBy(name: string, seen = new Set<string>()): string[] {
  for (const [other] of dependenciesOf(serviceOf(name))) {
    if (seen.has(other)) continue;
    seen.add(other);
    awaitedBy(other, seen);
  }
  return [...seen];
}

type Answer = { status?: number; body?: object };

function poller(idleMs: number, host = hostname()): object {
  return { identity: `1@${host}`, lastAccessTime: new Date(Date.now() - idleMs).toISOString() };
}

/** The exit code of a health check's program when whom it asks gives this answer; nobody listens without one. */
async function healthOf(name: string, answer: Answer | undefined): Promise<number | null> {
  const server = createServer((_request, response) => {
    response.writeHead(answer?.status ?? 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer?.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  if (answer === undefined) await new Promise((resolve) => server.close(resolve));
  const script = serviceOf(name).healthcheck!.test[3]!.replace(/http:\/\/[\w.-]+:\d+/, `http://127.0.0.1:${port}`);
  try {
    const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
    return await new Promise((resolve) => child.once('exit', resolve));
  } finally {
    server.close();
  }
}

/** Runs the entry point with a `node` that tells its process number and its arguments. */
function startWithStub(...args: string[]): { status: number | null; stdout: string; stderr: string; pid: number } {
  const folder = mkdtempSync(join(tmpdir(), 'tongguan-image-'));
  try {
    writeFileSync(
      join(folder, 'node'),
      '#!/bin/sh\n[ "$1" = --enable-source-maps ] && shift\nprintf "%s\\n" $$ "$@"\n',
    );
    chmodSync(join(folder, 'node'), 0o755);
    const PATH = `${folder}:/usr/bin:/bin`;
    return spawnSync(join(root, 'deploy/docker-entrypoint.sh'), args, { env: { PATH }, encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The source of a program, from what the entry point starts; the build puts it into dist under the same path. */
function sourceOf(program: string): string {
  const { stdout, stderr } = startWithStub(program);
  const file = /\/dist\/(.*)\.js$/m.exec(stdout)?.[1] ?? fail(stderr);
  if (!existsSync(join(root, `${file}.ts`))) fail(`${program}: the build makes no dist/${file}.js`);
  return `${file}.ts`;
}

type Instruction = { name: string; value: string };

/** The Dockerfile's stages, each beginning with its FROM. */
function stagesOf(dockerfile: string): Instruction[][] {
  const lines = dockerfile
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [, name, value] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? fail(`not an instruction: ${line}`);
    if (name === 'FROM') stages.push([]);
    stages.at(-1)!.push({ name: name!, value: value! });
  }
  return stages;
}

/** As the builder reads .dockerignore: the last pattern that fits the path or a folder above it counts. */
function isIgnored(path: string): boolean {
  const parents = path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  return read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .reduce((ignored, line) => {
      const parts = line.replace(/^!/, '').replaceAll('.', '\\.').split('**/');
      const pattern = new RegExp(`^${parts.map((part) => part.replaceAll('*', '[^/]*')).join('(?:.*/)?')}$`);
      return parents.some((each) => pattern.test(each)) ? !line.startsWith('!') : ignored;
    }, false);
}
