import { expect, test } from '@playwright/test';
import { nowMs, open, settled } from './support.ts';

test('“Why?” leads from a Pod and an Event back to what made them, and through time', async ({ page }) => {
  await open(page, 'self-healing');
  await settled(page);
  await page.keyboard.press('Space');
  const row = page.getByTestId('events').locator('.ev').filter({ hasText: 'Scheduled' }).first();
  await row.click();
  await page.keyboard.press('y');
  const why = page.getByTestId('why');
  await expect(why.getByRole('heading', { level: 2 })).toHaveText(/^Event Scheduled of /);
  await expect(why.locator('.why-step').first()).toContainText('default-scheduler reports Scheduled');
  await expect(why.locator('.why-step').last()).toContainText('scenario');

  const inspector = page.locator('[data-testid=inspector]:visible');
  await inspector.getByRole('button', { name: /^Why\?/ }).click();
  await expect(why.getByRole('heading', { level: 3 }).first()).toHaveText('Why is it like this?');
  await expect(why.locator('.why-step').last()).toContainText('The scenario applies its objects.');

  const laterMs = await nowMs(page);
  const first = why.locator('.why-step > button').first();
  await why.getByRole('heading', { level: 2 }).press('ArrowDown');
  await expect(first).toBeFocused();
  await first.press('Enter');
  await expect.poll(() => nowMs(page)).toBeLessThan(laterMs);
  await expect(inspector).toHaveAttribute('data-object', /^Pod\/default\//);
  await why.getByRole('button', { name: /^Go to/ }).click();
  await expect.poll(() => nowMs(page)).toBeGreaterThanOrEqual(Math.floor(laterMs));
  await first.press('Escape');
  await expect(why).toHaveCount(0);

  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Find or do anything' })).toBeFocused({ timeout: 60_000 });
  await page.keyboard.type('why is there no pod nobody');
  await page.keyboard.press('Enter');
  await expect(why).toContainText('Nobody has made Pod nobody since the cluster came up.');
});
