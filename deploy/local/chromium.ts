// The browser that the tests look at the pages with: the machine's own, or Debian's package where it may be installed.
import { programOnPath, runTool } from './tools';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** With fonts in which Chinese is more than boxes. */
const packages = ['chromium', 'fonts-noto-cjk'];

const WAY_OUT =
  'The tests of the pages need Chromium: install it (Debian and Ubuntu: apt-get install chromium fonts-noto-cjk), or name one in TONGGUAN_CHROMIUM.';

/** The full path of one. */
export async function chromiumBinary(): Promise<string> {
  const own = process.env['TONGGUAN_CHROMIUM'] ?? chromiumOnPath();
  if (own !== undefined) return own;
  const apt = programOnPath('apt-get');
  // Somebody else's machine is not ours to install on.
  if (apt === undefined || process.getuid?.() !== 0) throw new Error(WAY_OUT);
  const quietly = { DEBIAN_FRONTEND: 'noninteractive' };
  await runTool(apt, ['update', '-q'], quietly).catch(() => undefined);
  await runTool(apt, ['install', '-y', '-q', '--no-install-recommends', ...packages], quietly);
  const installed = chromiumOnPath();
  if (installed === undefined) throw new Error(WAY_OUT);
  return installed;
}

function chromiumOnPath(): string | undefined {
  return names.map(programOnPath).find((path) => path !== undefined);
}
