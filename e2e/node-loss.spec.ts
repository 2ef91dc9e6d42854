import { expect, test } from '@playwright/test';
import { apply, nowMs, open, pods, settled, slowDown, speedUp, WEB } from './support.ts';

test('a worker is lost and comes back', async ({ page }) => {
  await open(page, 'empty-cluster');
  await apply(page, WEB);
  await expect(pods(page, 'web', 'ready')).toHaveCount(6, { timeout: 60_000 });
  await settled(page);
  const node = page.locator('[data-node="node-2"]').first();

  await page.getByRole('button', { name: /Break/ }).click();
  await page.getByLabel('A machine').selectOption('node-2');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Crash/ })
    .click();
  const crashMs = await nowMs(page);
  await speedUp(page, 20);
  await expect(node).toHaveAttribute('data-ready', 'Unknown', { timeout: 60_000 });
  const seconds = ((await nowMs(page)) - crashMs) / 1000;
  expect(seconds).toBeGreaterThan(39);
  expect(seconds).toBeLessThan(75);

  await speedUp(page, 100);
  await expect(pods(page, 'web', 'terminating')).toHaveCount(2, { timeout: 60_000 });
  await slowDown(page);
  await expect(pods(page, 'web', 'ready')).toHaveCount(6, { timeout: 60_000 });

  await page.getByRole('button', { name: /Break/ }).click();
  await page.getByLabel('A machine').selectOption('node-2');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Restart/ })
    .click();
  await speedUp(page, 10);
  await expect(node).toHaveAttribute('data-ready', 'True', { timeout: 60_000 });
  await expect(pods(page, 'web', 'terminating')).toHaveCount(0, { timeout: 60_000 });
  await expect(pods(page, 'web', 'ready')).toHaveCount(6);
});
