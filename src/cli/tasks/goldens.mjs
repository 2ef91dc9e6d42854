// npm run goldens: builds the page, takes the pictures of e2e/goldens.spec.ts anew and makes them small. Look at them before committing.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ensureBrowser } from './browser.mjs';
import { ensureDependencies, run } from './ensure.mjs';
import { smallPng } from './small-png.mjs';

ensureDependencies();
const env = { ...process.env, ORRERY_CHROMIUM: await ensureBrowser() };
const take = [
  'playwright',
  'test',
  '-c',
  'e2e/playwright.config.ts',
  'goldens',
  '--update-snapshots=all',
  '--retries=0',
];
const failed = run('npx', ['vite', 'build']) || run('npx', take, { env });
for (const name of readdirSync('e2e/goldens').filter((file) => file.endsWith('.png'))) {
  const path = `e2e/goldens/${name}`;
  writeFileSync(path, smallPng(readFileSync(path)));
}
process.exit(failed);
