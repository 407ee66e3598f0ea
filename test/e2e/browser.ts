import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const cache = fileURLToPath(new URL('../../node_modules/.cache/chromium-153.0.0', import.meta.url));

/** Unpacks the browser that @sparticuz/chromium carries, with the system libraries it needs, into one fixed place. */
async function carriedChromium(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  mkdirSync(cache, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = cache; // the package unpacks into os.tmpdir(), whatever lies there already
  try {
    const { default: carried, inflate, setupLambdaEnvironment } = await import('@sparticuz/chromium');
    carried.setGraphicsMode = false;
    if (!existsSync(join(cache, 'al2023'))) {
      await inflate(join(dirname(entry), '..', 'bin', 'al2023.tar.br')); // libnss3, libnspr4, libexpat
    }
    setupLambdaEnvironment(join(cache, 'al2023', 'lib'));
    const executable = await carried.executablePath();
    process.env.FONTCONFIG_PATH = carriedFonts();
    return executable;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** The font configuration that comes along looks in places of a Lambda; without any font the browser dies. */
function carriedFonts(): string {
  const folder = join(cache, 'fontconfig');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>${join(cache, 'fonts')}</dir><cachedir>${folder}</cachedir></fontconfig>`,
  );
  return folder;
}

/** CHROMIUM_PATH, else the carried one (Linux x64), else an installed browser. */
export async function chromiumPath(): Promise<string> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  if (process.platform === 'linux' && process.arch === 'x64') return carriedChromium();
  const found = installed.find((path) => existsSync(path));
  if (!found) throw new Error('No browser was found: set CHROMIUM_PATH to a Chromium or Chrome.');
  return found;
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: flags, headless: true });
}
