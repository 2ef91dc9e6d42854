import { expect, type Page, test } from '@playwright/test';
import { nowMs } from './support.ts';

// Takes ten minutes: ORRERY_LARGEST=1 npx playwright test -c e2e/playwright.config.ts largest

/** Notes from now on how long the page has no time for anything else, and the time between two frames. */
async function watchFrames(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { gaps: [] as number[], tasks: [] as number[] };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    let last = performance.now();
    const frame = (ms: number) => {
      seen.gaps.push(ms - last);
      last = ms;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

interface Seen {
  readonly gaps: number[];
  readonly tasks: number[];
}

/** What was noted since the last call: p95 of the time between frames and the longest task, ms. */
async function taken(page: Page): Promise<{ readonly p95: number; readonly longest: number }> {
  return await page.evaluate(() => {
    const { seen } = window as unknown as { seen: Seen };
    const gaps = seen.gaps.splice(0).sort((a, b) => a - b);
    return {
      p95: Math.round(gaps[Math.floor(gaps.length * 0.95)] ?? 0),
      longest: Math.round(Math.max(0, ...seen.tasks.splice(0))),
    };
  });
}

test('5,000 nodes and 150,000 Pods come to life on the map, which is searched, grouped and moved meanwhile', async ({
  page,
}) => {
  test.setTimeout(1_200_000);
  const figures: string[] = [];
  const tell = async (what: string) => {
    const { p95, longest } = await taken(page);
    figures.push(`${what}: p95 of a frame ${p95} ms, longest task ${longest} ms`);
    return { p95, longest };
  };
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  await watchFrames(page);
  await page.goto('/?scenario=largest-cluster');
  await expect(page.getByRole('status').filter({ hasText: 'of 5,000 nodes Ready' })).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => nowMs(page), { timeout: 300_000 }).toBeGreaterThan(0);
  figures.push(`up after ${seconds()} s`);
  await page.getByTestId('figure').focus();
  await page.keyboard.press('6');
  await expect(page.getByRole('heading', { name: '5,000 nodes, 150,000 Pods' })).toBeVisible({ timeout: 300_000 });
  figures.push(`all Pods made after ${seconds()} s`);
  await tell('while they are made');
  const ready = page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'Ready', exact: true }) })
    .locator('.n');
  await expect
    .poll(async () => Number((await ready.innerText()).replaceAll(',', '')), { timeout: 300_000 })
    .toBeGreaterThan(30_000);
  await tell('while they start');

  const map = page.getByTestId('map');
  const box = (await map.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const drag = async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let at = 0; at < 120; at++) await page.mouse.move(x + 200 * Math.sin(at / 10), y + 150 * Math.cos(at / 13));
    await page.mouse.up();
  };
  for (const group of ['Zone', 'Namespace', 'Owner']) {
    await page.getByRole('button', { name: group, exact: true }).click();
    await expect(page.locator('.m-group').first()).toBeVisible();
    await tell(`put together by ${group}`);
    await map.focus();
    await page.keyboard.press('z');
    await drag();
    expect((await tell(`dragged, by ${group}`)).p95).toBeLessThan(50);
    await page.keyboard.press('0');
  }
  const asked = Date.now();
  await page.getByRole('searchbox').fill('checkout');
  await expect(page.getByRole('status').filter({ hasText: 'found' })).toHaveText('5,000 found');
  figures.push(`found after ${Date.now() - asked} ms`);
  await page.getByRole('searchbox').fill('');
  await tell('searched');
  await page.getByRole('button', { name: 'Zone', exact: true }).click();

  await expect
    .poll(async () => Number((await ready.innerText()).replaceAll(',', '')), { timeout: 900_000, intervals: [2_000] })
    .toBe(150_000);
  figures.push(`all ready after ${seconds()} s, at ${Math.round((await nowMs(page)) / 1000)} s of virtual time`);
  expect((await tell('until all were ready')).p95).toBeLessThan(50);
  console.log(figures.join('\n'));
});
