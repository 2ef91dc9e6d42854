import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { root } from './support.ts';
import { taskTimes, traceTasks } from './task-times.ts';

/** How much slower a processor one plans for. */
const SLOW_DOWN = 4;

/** Loads an address until the cluster is drawn; gzipped sizes of the scripts that the page has asked for until then. */
async function scriptsOf(page: Page, address: string): Promise<readonly number[]> {
  await page.goto(address);
  await expect(root(page)).toHaveAttribute('data-phase', 'live');
  // What the worker asks for is not among them.
  const scripts = await page.evaluate(() =>
    performance.getEntriesByType('resource').flatMap(({ name }) => (/\/(?!worker-)[^/]*\.js$/.test(name) ? name : [])),
  );
  return await Promise.all(scripts.map(async (name) => gzipSync(await (await page.request.get(name)).body()).length));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

for (const { what, address, most } of [
  { what: 'the page', address: '/?scenario=first-steps', most: 250 },
  { what: 'a frame that one only looks at', address: '/?embed&readonly&scenario=first-steps', most: 200 },
]) {
  test(`${what} needs at most ${most} kB of scripts for its first picture`, async ({ page }) => {
    const sizes = await scriptsOf(page, address);
    const total = sum(sizes) / 1000;
    test.info().annotations.push({ type: 'scripts', description: `${sizes.length} scripts, ${total.toFixed(1)} kB` });
    expect(sizes.length).toBeGreaterThan(5);
    expect(total).toBeLessThan(most);
  });
}

test('a processor four times slower has the first picture ready in less than two seconds', {
  tag: '@measured',
}, async ({ page, browser }) => {
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('#root[data-phase="live"] [data-pod]')) performance.mark('first picture');
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await traceTasks(browser, page);
  await page.goto('/?scenario=first-steps');
  await page.waitForFunction(() => performance.getEntriesByName('first picture').length > 0);
  const times = await taskTimes(browser, 'first picture');
  const busyMs = sum(times);
  const report = `${Math.round(busyMs)} ms of processor time until the first picture`;
  console.log(report);
  test.info().annotations.push({ type: 'first load', description: report });
  expect(times.length).toBeGreaterThan(50);
  expect(busyMs * SLOW_DOWN).toBeLessThan(2000);
});
