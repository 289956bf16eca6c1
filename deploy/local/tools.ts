// Programs of the machine that the local parts are made with: run, or named with the way out when they are missing.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The full path of a program on the PATH; `undefined` when there is none. */
export function programOnPath(name: string): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    // What npm puts on the PATH is ours and not the machine's.
    if (folder === '' || folder.includes('node_modules')) continue;
    for (const each of names) {
      try {
        accessSync(join(folder, each), constants.X_OK);
        return join(folder, each);
      } catch {
        continue;
      }
    }
  }
  return undefined;
}

/** Runs a program to its end; throws with what it said when it fails. */
export function runTool(
  program: string,
  args: string[],
  environment: NodeJS.ProcessEnv = {},
  cwd?: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ${args[0] ?? ''} failed (${code}): ${lastLines(output)}${hint(output)}`));
    });
  });
}

const MAX_SHOWN_LINES = 8;

function lastLines(output: string): string {
  return output.trimEnd().split('\n').slice(-MAX_SHOWN_LINES).join('\n');
}

/** What people can do about a failure that programs only hint at; nothing when there is no hint. */
export function hint(output: string): string {
  if (/no space left|ENOSPC/i.test(output))
    return '\nThe disk is full: make room, or set TONGGUAN_STATE and TONGGUAN_CACHE to other folders.';
  const offline = /no such host|could not resolve|connection refused|network is unreachable|unknown host|i\/o timeout/i;
  return offline.test(output) ? '\nThe first start needs the network; later ones do not.' : '';
}
