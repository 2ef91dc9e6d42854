import { expect, test } from '@playwright/test';
import { open, settled } from './support.ts';

test('an image that crashes is found under Break, pushed and run', async ({ page }) => {
  await open(page, 'first-steps');
  await settled(page);
  await page.getByRole('button', { name: /Break/ }).click();
  await page.getByRole('button', { name: /^Push an image/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Push an image' });
  await dialog.getByRole('button', { name: 'Crashes' }).click();
  await dialog.getByLabel('Crashes after').fill('soon');
  await expect(dialog.getByRole('button', { name: 'Push and run' })).toBeDisabled();
  await dialog.getByLabel('Crashes after').fill('2s');
  await expect(dialog).toContainText('- {name: "shop:broken", exitCode: 1, crashAfter: 2s}');
  await dialog.getByRole('button', { name: 'Push and run' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('shop-broken').first()).toBeVisible();
});
