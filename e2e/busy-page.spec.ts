import { expect, type Page, test } from '@playwright/test';
import { nowMs, open, speedUp } from './support.ts';
import { tasksOf, traceTasks } from './task-times.ts';

/** A task of the main thread that takes longer than this makes the page feel stuck: the test fails. */
const LIMIT_MS = 200;
const LONG_MS = 50;

/** Collects the durations of long tasks by the clock, ms: what a person feels, other programs of the machine included. */
async function observeLongTasks(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate((longMs) => {
    const durations: number[] = [];
    Object.assign(window, { longTasks: durations });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) if (duration > longMs) durations.push(duration);
    }).observe({ type: 'longtask' });
  }, LONG_MS);
  return () => page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
}

test('the page stays interactive while three thousand Pods come and go on a hundred nodes', {
  tag: '@measured',
}, async ({ page, browser }) => {
  await open(page, 'hundred-nodes');
  await expect(page.locator('.monaco-editor').first()).toBeVisible({ timeout: 60_000 });
  const observed = await observeLongTasks(page);
  await traceTasks(browser, page);
  await speedUp(page, 20);
  await expect.poll(() => nowMs(page), { timeout: 110_000 }).toBeGreaterThan(360_000);
  const byClock = await observed();
  const times = (await tasksOf(browser)).main.map(({ ms }) => ms);
  const longest = Math.max(...times);
  const long = times.filter((time) => time > LONG_MS).length;
  const report = `${long} of ${times.length} main-thread tasks over ${LONG_MS} ms, the longest ${Math.round(longest)} ms`;
  const clock = `by the clock ${byClock.length} over ${LONG_MS} ms, the longest ${Math.round(Math.max(0, ...byClock))} ms`;
  console.log(`${report}; ${clock}`);
  test.info().annotations.push({ type: 'long tasks', description: `${report}; ${clock}` });
  await page.screenshot({ path: test.info().outputPath('busy.png') });
  expect(times.length).toBeGreaterThan(100);
  expect(longest).toBeGreaterThan(0);
  expect(longest).toBeLessThan(LIMIT_MS);
});
