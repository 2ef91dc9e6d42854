import { expect, test } from '@playwright/test';
import { nowMs, open, root, speedUp } from './support.ts';

const slow = { timeout: 60_000 };

test('two runs on the same seed stand side by side in step, and what they come to is told', async ({ page }) => {
  await open(page, 'empty-cluster');
  await page.getByTitle('Choose a scenario').click();
  await page.getByRole('button', { name: 'Rolling update or Recreate' }).click();
  const outcome = page.getByTestId('beside-outcome');
  await expect(outcome).toBeVisible(slow);
  await speedUp(page, 20);
  await expect.poll(() => nowMs(page), slow).toBeGreaterThan(50_000);
  await page.keyboard.press('Space');
  await expect(root(page)).toHaveAttribute('data-running', 'false');

  const twin = page.frameLocator('.beside iframe');
  const { now } = (await root(page).evaluate((element) => ({ now: element.dataset['nowMs'] }))) ?? {};
  await expect(twin.locator('#root')).toHaveAttribute('data-now-ms', now!, slow);
  const numbers = (fact: string) => outcome.locator(`[data-fact=${fact}] td`);
  await expect(numbers('lost')).toHaveText(['0', '514'], slow);
  await expect(numbers('finished')).toHaveText(['0:43', '0:42'], slow);
  await expect(outcome).toContainText('Recreate loses 514 more requests than RollingUpdate.');
  await expect(outcome).toContainText('3 objects differ');

  await outcome.getByRole('button', { name: 'Deployment shop' }).click();
  await page.getByRole('button', { name: 'Close the run beside' }).click();
  await expect(page.locator('.beside')).toHaveCount(0);
  await expect(page.getByTestId('editor')).toBeVisible();
  await expect.poll(() => page.frames().length, slow).toBe(1);
});

test('a change is tried in a branch beside the run that goes on without it', async ({ page }) => {
  await open(page, 'first-steps');
  await expect.poll(() => nowMs(page), slow).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Beside', exact: true }).click();
  const outcome = page.getByTestId('beside-outcome');
  await expect(outcome).toBeVisible(slow);
  await expect(page.getByRole('region', { name: 'The run with the change' })).toContainText('applied at');
});
