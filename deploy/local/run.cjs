// First step of `npm start`, `npm test` and `npm run bench`: installs and builds what is missing, then hands over.
// Plain JavaScript without packages, for every Node from 20.19 on: nothing else can be relied upon before the installation.
'use strict';
const { spawn, spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const [command = 'start', ...args] = process.argv.slice(2);
const programs = {
  start: 'dist/deploy/local/start.js',
  test: 'dist/deploy/local/test.js',
  bench: 'dist/tests/benchmark/main.js',
  mutants: 'dist/tests/mutation/main.js',
  tongguan: 'dist/deploy/local/cli.js',
  story: 'dist/deploy/local/story/main.js',
  'trade-check': 'dist/deploy/local/trade/main.js',
  'web-types': 'dist/deploy/local/web-types.js',
  screenshots: 'dist/tests/browser/shots.js',
  'page-check': 'dist/tests/browser/page-check.js',
};

/** Who needs the pages to be there. */
const withPages = ['start', 'test'];

function main() {
  if (programs[command] === undefined) fail(`there is no '${command}': ${Object.keys(programs).join(', ')}`);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(
      `Node ${process.versions.node} is too old to begin with; have Node 20.19 or newer (the rest comes by itself).`,
    );
  }
  step('packages', installedStamp(), install);
  step('program', sourcesStamp(), build);
  if (withPages.includes(command)) step('pages', pagesStamp(), buildPages);
  const child = spawn(ourNode(), ['--enable-source-maps', join(root, programs[command]), ...args], {
    stdio: 'inherit',
    cwd: root,
  });
  // Ctrl-C reaches the child from the terminal as well; it ends in order and we end with it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
}

/** The Node that comes with the packages; the machine's own may be too old for them. */
function ourNode() {
  const node = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(node) ? node : process.execPath;
}

/** Runs `work` unless a stamp says that it was done for exactly this. */
function step(name, stamp, work) {
  const file = join(root, 'node_modules', `.tongguan-${name}`);
  if (existsSync(file) && readFileSync(file, 'utf8') === stamp) return;
  const from = Date.now();
  process.stderr.write(`… ${name}: ${work.progress}\n`);
  work();
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(file, stamp);
  process.stderr.write(`✓ ${name} (${((Date.now() - from) / 1000).toFixed(1)} s)\n`);
}

function installedStamp() {
  return `${process.platform} ${process.arch} ${hashOf(readFileSync(join(root, 'package-lock.json')))}`;
}

function install() {
  refuseLinkedPackages();
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return;
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network/i.test(output)) {
    fail(
      `${output}\nThe packages could not be fetched. The first start needs the network (or a registry: npm config set registry …); later ones do not.`,
    );
  }
  if (/ENOSPC/.test(output)) fail(`${output}\nThe disk is full: the packages need about 1 GB.`);
  fail(`${output}\nnpm ci failed.`);
}
install.progress = 'installing (a minute or two the first time)';

/** `npm ci` empties `node_modules` first: behind a link that would be the packages of another folder. */
function refuseLinkedPackages() {
  const folder = join(root, 'node_modules');
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  fail(
    `node_modules is a link, and installing would empty the folder that it points to.\nRemove the link ${folder} (what it points to stays) and start again: the packages are then installed here.`,
  );
}

/** Names, sizes and times of everything that is compiled: reading them all would take longer than it saves. */
function sourcesStamp() {
  const seen = [hashOf(readFileSync(join(root, 'package-lock.json')))];
  for (const file of ['tsconfig.json', 'tsconfig.build.json', 'package.json'])
    seen.push(`${file} ${statSync(join(root, file)).mtimeMs}`);
  for (const folder of ['apps', 'libs', 'workflows', 'deploy', 'tests']) walk(join(root, folder), seen, 'web');
  if (!existsSync(join(root, 'dist'))) seen.push('no dist');
  return hashOf(seen.join('\n'));
}

function pagesStamp() {
  const seen = [hashOf(readFileSync(join(root, 'package-lock.json')))];
  for (const folder of [join(root, 'apps', 'web'), join(root, 'libs', 'labels')]) walk(folder, seen);
  if (!existsSync(join(root, 'dist', 'web'))) seen.push('no pages');
  return hashOf(seen.join('\n'));
}

function buildPages() {
  const built = spawnSync(ourNode(), [join(root, 'dist', 'deploy', 'local', 'build-web.js')], {
    cwd: root,
    encoding: 'utf8',
  });
  if (built.status !== 0) fail(`${built.stdout}${built.stderr}\nThe pages cannot be built.`);
}
buildPages.progress = 'building the pages';

/** @param without a folder's name that is passed over */
function walk(folder, seen, without) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== without) walk(path, seen, without);
    else if (/\.(tsx?|css|html|svg|yaml)$/.test(entry.name) && !/\.d\.ts$/.test(entry.name))
      seen.push(`${path} ${statSync(path).size} ${statSync(path).mtimeMs}`);
  }
}

function build() {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const result = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, encoding: 'utf8' });
  if (result.status !== 0) fail(`${result.stdout}${result.stderr}\nThe program does not compile.`);
  const bundled = spawnSync(ourNode(), [join(root, 'dist', 'deploy', 'local', 'bundle-workflows.js')], {
    cwd: root,
    encoding: 'utf8',
  });
  if (bundled.status !== 0) fail(`${bundled.stdout}${bundled.stderr}\nThe workflows cannot be bundled.`);
}
build.progress = 'compiling';

function hashOf(content) {
  return createHash('sha256').update(content).digest('hex');
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

main();
