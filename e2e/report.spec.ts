import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type FrameLocator, type Page, test } from '@playwright/test';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const exercise = readFileSync(new URL('../src/scenarios/exercises/first-pod.yaml', import.meta.url), 'utf8');
const runTime = readFileSync(new URL('../node_modules/scorm-again/dist/scorm12.min.js', import.meta.url), 'utf8');
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };

const pages: Readonly<Record<string, () => string>> = {
  // What `orrery scorm` packs, but in the files of the built page: making one file takes longer than the test.
  '/package.html': () =>
    readFileSync(join(dist, 'index.html'), 'utf8')
      .replace('<title>', '<meta name="orrery-report" content="scorm"><title>')
      .replace(
        '<div id="root">',
        `<script type="application/json" id="orrery-scenario">${JSON.stringify(exercise)}</script><div id="root">`,
      ),
  '/scorm.html': () => `<!doctype html><script>${runTime}</script>
    <script>window.API = new window.Scorm12API({autocommit: false, logLevel: 5});</script>
    <iframe src="/package.html" width="1200" height="700"></iframe>`,
  '/splice.html': () => `<!doctype html><script>
    const reports = [];
    let kept = null;
    addEventListener('message', ({data, source}) => {
      if (data?.subject === 'SPLICE.getState')
        source.postMessage({subject: 'SPLICE.getState.response', message_id: data.message_id, state: kept}, '*');
      if (data?.subject === 'SPLICE.reportScoreAndState') { reports.push(data.score); kept = data.state; }
      if (data?.subject === 'SPLICE.sendEvent') reports.push(data.name);
    });
    </script><iframe src="/?scenario=first-pod&report=splice" width="1200" height="700"></iframe>`,
};

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  try {
    const body = pages[path]?.() ?? readFileSync(join(dist, normalize(path === '/' ? 'index.html' : path)));
    const type = types[extname(path) || '.html'] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});

test.beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
test.afterAll(() => server.close());

const address = (path: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

/** Solves the exercise in the frame. */
async function solve(page: Page, frame: FrameLocator): Promise<void> {
  const figure = frame.getByTestId('figure');
  await expect(frame.locator('#root')).toHaveAttribute('data-settled', 'true', { timeout: 60_000 });
  await figure.focus();
  for (let n = 0; n < 6; n++) await page.keyboard.press('+');
  await page.keyboard.press('/');
  await expect(frame.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('kubectl run hello --image=nginx:1.27');
  await page.keyboard.press('Enter');
}

test('a SCORM run-time and a SPLICE host get scores and keep states', async ({ page }) => {
  await page.goto(address('/scorm.html'));
  const value = (element: string) =>
    page.evaluate(
      (name) => (window as unknown as { API: { LMSGetValue(n: string): string } }).API.LMSGetValue(name),
      element,
    );
  await expect.poll(() => value('cmi.core.lesson_status')).toBe('incomplete');
  await solve(page, page.frameLocator('iframe'));
  await expect.poll(() => value('cmi.core.score.raw'), { timeout: 60_000 }).toBe('100');
  expect(await value('cmi.core.lesson_status')).toBe('passed');
  expect(await value('cmi.suspend_data')).toMatch(/^s1\./);

  await page.goto(address('/splice.html'));
  await solve(page, page.frameLocator('iframe'));
  const reports = () => page.evaluate('reports') as Promise<readonly (number | string)[]>;
  await expect.poll(reports, { timeout: 60_000 }).toContain('solved');
  expect((await reports()).at(-2)).toBe(1);

  // The page is loaded anew: it goes on from the state that the host has kept.
  await page.evaluate(`document.querySelector('iframe').src += ''`);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('[data-pod^="default/hello"]').first()).toBeVisible({ timeout: 60_000 });
});
