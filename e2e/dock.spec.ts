import { expect, test } from '@playwright/test';
import { open, settled, speedUp } from './support.ts';

const slow = { timeout: 30_000 };

test('the dock tells of output and requests, Diff of what Apply would change, and a run goes on until something holds', async ({
  page,
}) => {
  await open(page, 'first-steps');
  await speedUp(page, 10);
  await settled(page);
  await page.getByRole('button', { name: /^ml-model-serving Deployment/ }).click();
  await page.keyboard.press('o');
  await expect(page.getByText('kubectl logs -f deployment/ml-model-serving --all-pods --all-containers')).toBeVisible(
    slow,
  );
  await page.keyboard.press('b');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('all is well');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Go to all is well/ })).toBeVisible();
  await page.getByRole('button', { name: 'Diff' }).click();
  await expect(page.getByText('Apply would create an object.')).toBeVisible(slow);
  await page.getByRole('button', { name: 'More ways to go on' }).click();
  await page.getByLabel('A condition').fill('event NoSuchReason');
  await page.getByLabel('A condition').press('Enter');
  await expect(page.getByText('running until event NoSuchReason')).toBeVisible();
  await page.getByRole('button', { name: 'Do not wait for it any more' }).click();
  await expect(page.locator('.play')).toHaveAttribute('aria-label', 'Run', slow);
  await page.getByRole('tab', { name: 'Requests' }).click();
  await page.getByRole('list', { name: 'Requests' }).getByRole('button').last().click();
  await expect(page.getByTestId('request-detail')).toBeVisible(slow);
});
