// Finds a Chromium for the end-to-end tests: an installed one, else Playwright's own, else Debian's package.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run } from './ensure.mjs';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a Chromium that starts, installing one if there is none; undefined when that fails. */
export async function ensureBrowser() {
  const found = INSTALLED.find((path) => existsSync(path));
  if (found) return found;
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  if (run('npx', ['playwright', 'install', 'chromium'], { stdio: 'ignore', timeout: 120_000 }) === 0) {
    if (existsSync(chromium.executablePath())) return chromium.executablePath();
  }
  if (process.getuid?.() === 0 && spawnSync('which', ['apt-get']).status === 0) {
    console.log('Installing Chromium …');
    run('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    run('apt-get', ['install', '-y', '-qq', 'chromium'], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  return INSTALLED.find((path) => existsSync(path));
}
