import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * @param env where `CHROMIUM_PATH` and `PATH` may be
 * @returns the path of a Chromium, or null when there is none
 * @throws Error when `CHROMIUM_PATH` names something that cannot be run: then nobody wanted another one
 */
export function findChromium(env: Readonly<Record<string, string | undefined>>): string | null {
  const wanted = env.CHROMIUM_PATH ?? '';
  if (wanted !== '') {
    if (canRun(wanted)) return wanted;
    throw new Error(`CHROMIUM_PATH is "${wanted}", which cannot be run.`);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return places.find(canRun) ?? null;
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What is said, in one line, where there is no Chromium. */
export const LEFT_OUT =
  'The browser tests were left out: no Chromium was found. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.';

/** A headless browser that asks nobody anything by itself. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      // Containers and root have no user namespaces for the sandbox; the page under test is our own.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
