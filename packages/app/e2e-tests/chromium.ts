import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

function findChromium(): string | undefined {
  if (process.env.CHROMIUM_PATH) {
    return process.env.CHROMIUM_PATH;
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      if (existsSync(path)) {
        return path;
      }
    }
  }
  return undefined;
}

/** The browser's program, where there is one. */
export const chromiumPath = findChromium();

export const noChromium =
  'Chromium is not on this machine (Debian: apt-get install chromium), nor does CHROMIUM_PATH name it';

/** Keeps the browser from looking for anything outside of this machine. */
export const launchOptions = {
  executablePath: chromiumPath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
