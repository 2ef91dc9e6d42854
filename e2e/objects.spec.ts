import { expect, test } from '@playwright/test';
import { open, settled } from './support.ts';

test('the Objects view shows owners and what refers to what; one selection, keys, search', async ({ page }) => {
  await open(page, 'lose-a-worker');
  await settled(page);
  await page.getByTestId('figure').focus();
  await page.keyboard.press('5');
  const inspector = page.locator('[data-testid=inspector]:visible');
  const deployment = page.locator('[data-object-key="Deployment/default/web"]');
  await expect(deployment).toContainText('web');
  await expect(page.locator('.edges .owns').first()).toBeAttached();
  await expect(page.locator('.edges .refers[data-from="Service/default/web"]').first()).toBeAttached();
  await deployment.click();
  await expect(inspector).toHaveAttribute('data-object', 'Deployment/default/web');
  await expect(page.locator('.edges .owns.on')).not.toHaveCount(0);

  await deployment.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.o-box:focus')).toHaveAttribute('data-object-key', /^ReplicaSet\/default\/web-/);
  await page.keyboard.press('Enter');
  await expect(inspector).toHaveAttribute('data-object', /^ReplicaSet\/default\/web-/);

  await page.getByRole('searchbox').fill('app=web');
  await expect(page.locator('[data-object-key^="Pod/default/web-"]').first()).toBeVisible();
  await page.getByRole('searchbox').fill('no such thing');
  await expect(page.getByText('No object fits')).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await page.getByLabel('Namespace').selectOption('kube-system');
  await expect(
    page
      .locator('[data-object-key^="DaemonSet/kube-system/"], [data-object-key="Deployment/kube-system/coredns"]')
      .first(),
  ).toBeVisible();
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Cluster' }).click();
  await expect(inspector).toHaveAttribute('data-object', /^ReplicaSet\/default\/web-/);
});

test('hundreds of Pods of one owner are one counted row', async ({ page }) => {
  await open(page, 'hundred-nodes');
  await page.getByTestId('figure').focus();
  await page.keyboard.press('5');
  await expect(page.locator('.o-box.many').first()).toContainText(/\d+ Pods/, { timeout: 60_000 });
});
