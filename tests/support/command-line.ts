// The command line as a person runs it: a process, its output, and a browser beside it that confirms the device code.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cloneFolder } from '../../deploy/local/folders';
import { confirmDevice } from '../../deploy/local/story/sign-in';
import type { SharedProduct } from './product';

export type CommandLineResult = { code: number | null; stdout: string; stderr: string };

/** Runs `tongguan …` as a person; their session is kept in the product's folder, as on their own machine. */
export function tongguan(product: SharedProduct, subject: string, ...args: string[]): Promise<CommandLineResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(cloneFolder(), 'dist/apps/cli/main.js'), ...args], {
      env: {
        ...process.env,
        TONGGUAN_API_URL: product.apiUrl,
        TONGGUAN_LANGUAGE: 'en',
        TONGGUAN_SESSIONS: join(product.folder, 'sessions', subject),
      },
    });
    const result: CommandLineResult = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (text: Buffer) => (result.stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => {
      const before = result.stderr;
      result.stderr += text.toString();
      const link = /open (http\S+) and confirm/;
      const asked = link.exec(result.stderr)?.[1];
      if (asked !== undefined && !link.test(before)) confirmDevice(asked, subject).catch(reject);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...result, code }));
  });
}
