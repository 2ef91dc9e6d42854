import { expect, test } from '@playwright/test';
import { nowMs, open, speedUp } from './support.ts';

/** A task of the main thread that takes longer than this makes the page feel stuck: the test fails. */
const LIMIT_MS = 200;

test('the page stays interactive while three thousand Pods come and go on a hundred nodes', async ({ page }) => {
  await page.addInitScript(() => {
    const tasks: { startTime: number; duration: number }[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) tasks.push({ startTime, duration });
    }).observe({ type: 'longtask', buffered: true });
  });
  await open(page, 'hundred-nodes');
  await page.waitForTimeout(1000);
  const fromMs = await page.evaluate(() => performance.now());
  await speedUp(page, 20);
  await expect.poll(() => nowMs(page), { timeout: 110_000 }).toBeGreaterThan(360_000);
  const tasks = await page.evaluate(
    (from) =>
      (window as unknown as { longTasks: { startTime: number; duration: number }[] }).longTasks.filter(
        ({ startTime }) => startTime > from,
      ),
    fromMs,
  );
  const longest = Math.max(0, ...tasks.map(({ duration }) => duration));
  const report = `${tasks.length} main-thread tasks over 50 ms, the longest ${Math.round(longest)} ms`;
  console.log(report);
  test.info().annotations.push({ type: 'long tasks', description: report });
  await page.screenshot({ path: test.info().outputPath('busy.png') });
  expect(longest).toBeLessThan(LIMIT_MS);
});
