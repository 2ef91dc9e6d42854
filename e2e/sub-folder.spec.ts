import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { nowMs } from './support.ts';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** A server of static files that knows dist/ only below /a/b/. */
const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  try {
    if (!path.startsWith('/a/b/')) throw new Error('outside');
    const file = normalize(path.slice('/a/b/'.length) || 'index.html');
    const body = readFileSync(join(dist, file));
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});

test.beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
test.afterAll(() => server.close());

test('dist/ works from a sub-folder of any static server, and asks nobody else for anything', async ({ page }) => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wrong: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/a/b/`) && !/^(blob|data):/.test(url)) wrong.push(url);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) wrong.push(`${response.status()} ${response.url()}`);
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  await page.goto(`${origin}/a/b/`);
  await expect.poll(() => nowMs(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(0);
  await expect(page.locator('.monaco-editor').first()).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-pod][data-state="ready"]').first()).toBeAttached({ timeout: 60_000 });
  expect(wrong).toEqual([]);
});
