import { expect, test } from '@playwright/test';
import { open, settled } from './support.ts';

test('the History view has a lane for each object and tells of each write who made it and what it changed', async ({
  page,
}) => {
  await open(page, 'lose-a-worker');
  await settled(page);
  await page.getByTestId('figure').focus();
  await page.keyboard.press('7');
  const pod = page.locator('[data-lane^="Pod/default/web-"]').first();
  await expect(pod).toBeVisible();
  await expect(pod.locator('.stretch.is-ok')).toBeAttached();
  await page.getByRole('button', { name: '10 s' }).click();
  await page.getByRole('button', { name: 'All', exact: true }).click();

  const lane = page.locator('[data-lane="Deployment/default/web"]');
  await lane.getByRole('button').click();
  await lane.getByRole('button').press('ArrowRight');
  const detail = page.getByTestId('write-detail');
  await expect(detail).toContainText('Deployment web changed');
  await expect(detail).toContainText('system:serviceaccount:kube-system:deployment-controller');
  await expect(detail).toContainText('kube-controller-manager, Update of status');
  await expect(detail.locator('.diff-view .add').first()).toBeVisible();
  const at = await detail.innerText();
  await lane.getByRole('button').press('ArrowLeft');
  await expect(detail).not.toHaveText(at);
  await lane.getByRole('button').press('ArrowDown');
  await expect(page.locator('.lane.on')).toHaveAttribute('data-lane', /^ReplicaSet\/default\/web-/);
  await page.getByRole('tab', { name: 'Object' }).click();
  await expect(page.locator('[data-testid=inspector]:visible')).toHaveAttribute(
    'data-object',
    /^ReplicaSet\/default\/web-/,
  );

  await page.getByRole('searchbox').fill('kubernetes-admin');
  await expect(page.locator('[data-lane="Deployment/default/web"]')).toBeVisible();
  await page.getByRole('searchbox').fill('nobody at all');
  await expect(page.getByText('No lane fits')).toBeVisible();
});
