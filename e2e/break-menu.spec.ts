import { expect, test } from '@playwright/test';
import { open, settled } from './support.ts';

test('a machine of the control plane is crashed and restarted by mouse', async ({ page }) => {
  await open(page, 'lose-one-of-three');
  await settled(page);
  const breakIt = async (deed: string) => {
    await page.getByRole('button', { name: /Break/ }).click();
    await page.getByLabel('A machine').selectOption('control-plane-2');
    await page.getByRole('button', { name: new RegExp(`^${deed}`) }).click();
  };
  await breakIt('Crash');
  await expect(page.getByText(/control-plane-2 does not run/)).toBeVisible();
  await breakIt('Restart');
  await expect(page.getByText(/control-plane-2 does not run/)).toBeHidden();
});
