import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

// The headless shell is the same browser without what no test looks at, and starts in half the time.
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function installed(): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const name of names) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {}
    }
  return null;
}

function ownDownload(): string | null {
  const path = chromium.executablePath();
  if (existsSync(path)) return path;
  spawnSync('playwright', ['install', 'chromium'], { stdio: 'inherit', timeout: 120_000 });
  return existsSync(path) ? path : null;
}

function debianPackage(): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env: environment });
  for (const name of ['chromium-headless-shell', 'chromium'])
    if (spawnSync('apt-get', ['install', '-y', '-qq', name], { stdio: ['ignore', 'ignore', 'inherit'], env: environment }).status === 0)
      break;
  return installed();
}

/**
 * The browser that end-to-end tests run in: CHROMIUM_PATH, else an installed Chromium or Chrome, else Playwright's own download, else
 * (as root on Debian) the package `chromium-headless-shell`, else `chromium`.
 *
 * @throws Error saying what to do where there is none
 */
export function browserPath(): string {
  const asked = process.env.CHROMIUM_PATH;
  if (asked !== undefined && asked !== '') {
    if (!existsSync(asked)) throw new Error(`CHROMIUM_PATH is ${asked}, and there is no such file`);
    return asked;
  }
  const found = installed() ?? ownDownload() ?? debianPackage();
  if (found === null) throw new Error('no browser for the end-to-end tests: install Chromium or Chrome, or set CHROMIUM_PATH');
  return found;
}

/** What Chromium needs to run as root, and to keep to this machine. */
export const browserArguments = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
