import { expect, test } from '@playwright/test';
import { open, root } from './support.ts';

const slow = { timeout: 60_000 };

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test('a phone: look, play and inspect with fingers', async ({ page }) => {
  await open(page, 'lose-a-worker');
  const pod = page.locator('[data-pod^="default/web-"]').first();
  await expect(pod).toBeVisible(slow);
  await page.getByRole('button', { name: 'Pause', exact: true }).tap();
  await expect(root(page)).toHaveAttribute('data-running', 'false');
  await page.getByRole('button', { name: 'Run', exact: true }).tap();
  await expect(root(page)).toHaveAttribute('data-running', 'true');
  await pod.tap();
  const sheet = page.getByRole('region', { name: 'Inspector' });
  await expect(sheet).toContainText('Pod in default', slow);
  await page.getByRole('button', { name: 'Close the inspector' }).tap();
  await expect(sheet).toBeHidden();
  await page.getByRole('button', { name: /^node-1/ }).tap();
  await expect(sheet).toContainText('node-1');
  await sheet.getByRole('button', { name: 'Close', exact: true }).tap();
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('.topbar button, .transport button, .row-head, .loads button')].flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 0 && (height < 43.5 || width < 30) ? [`${element.className} ${width}×${height}`] : [];
    }),
  );
  expect(small).toEqual([]);
  await page.getByRole('button', { name: 'Help', exact: true }).tap();
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible(slow);
  await page.getByRole('dialog', { name: 'Help' }).getByRole('button', { name: 'Close' }).tap();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
