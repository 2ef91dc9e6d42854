import { expect, type Page, test } from '@playwright/test';
import { open, settled } from './support.ts';

/** Scales a Deployment with the inspector's stepper, without leaving its key. */
async function scaleWeb(page: Page): Promise<void> {
  await page.locator('[data-pod^="default/web"]').first().click();
  await page.keyboard.press('s');
  await page.locator('.stepper input').fill('8');
  await page.locator('.stepper input').press('Enter');
}

test('a command is followed through the gates to etcd, and on to those who react to it', async ({ page }) => {
  await open(page, 'lose-a-worker');
  await settled(page);
  await scaleWeb(page);
  await page.getByTestId('figure').focus();
  await page.keyboard.press('2');
  await expect(page.getByRole('heading', { name: /^kubectl scale/ })).toBeVisible({ timeout: 20_000 });
  const steps = page.locator('.jstep');
  await expect(steps.filter({ hasText: 'PATCH deployments/web/scale' })).toContainText('200');
  await expect(steps.filter({ hasText: 'watch, to deployment-controller' }).first()).toBeVisible();
  await expect(steps.filter({ hasText: /kube-scheduler.*POST pods\/web.*binding/ }).first()).toBeAttached();
  await expect(steps.filter({ hasText: 'watch, to node-' }).first()).toBeAttached();
  await expect(page.locator('.gate').filter({ hasText: 'authorization' })).toContainText('system:masters');

  await steps.filter({ hasText: 'PUT replicasets/web' }).first().click();
  const detail = page.getByTestId('request-detail');
  await expect(detail).toContainText('system:serviceaccount:kube-system:deployment-controller');
  await expect(detail).toContainText('ClusterRoleBinding');
  await expect(detail.locator('.diff-view .add').first()).toContainText('+');
  await expect(page.locator('.passage')).toBeAttached();

  await page.locator('.jstep.now').focus();
  const before = await page.locator('.jstep.now').getAttribute('data-step');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.jstep.now')).not.toHaveAttribute('data-step', before!);
});

test('a component is stopped and started in the list of components', async ({ page }) => {
  await open(page, 'lose-a-worker');
  await settled(page);
  await page.getByTestId('figure').focus();
  await page.keyboard.press('2');
  await page.locator('[data-body="kube-scheduler"] text').first().click();
  const scheduler = page.getByRole('region', { name: 'kube-scheduler' });
  await expect(scheduler).toContainText(/Led by control-plane-1/);
  await scheduler.getByRole('button', { name: 'Stop kube-scheduler' }).click();
  await expect(page.locator('[data-body="kube-scheduler"]')).toHaveAttribute('data-stopped', 'true');
  await scheduler.getByRole('button', { name: 'Start kube-scheduler' }).click();
  await expect(page.locator('[data-body="kube-scheduler"]')).not.toHaveAttribute('data-stopped', 'true');
  await expect(page.getByRole('table', { name: 'Work queues of the controllers' }).first()).toContainText(
    'replicaset-controller',
  );
});

test('a step goes to the next message, and a group of three shows its Raft log', async ({ page }) => {
  await open(page, 'lose-one-of-three');
  await page.getByTestId('figure').focus();
  await page.keyboard.press('2');
  await expect(page.locator('[data-etcd][data-role="leader"]')).toHaveCount(1);
  await expect(page.locator('.log')).toContainText(/Raft log, term \d+/);
  await page.keyboard.press(' ');
  await expect(page.getByRole('button', { name: 'Run' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all traffic' }).click();
  await expect(page.getByRole('heading', { name: 'All messages' })).toBeVisible();
  const last = () => page.locator('.jstep').last().getAttribute('data-step');
  await expect(page.locator('.jstep').first()).toBeAttached();
  const before = await last();
  for (let i = 0; i < 40; i++) await page.keyboard.press('.');
  await expect.poll(last, { timeout: 20_000 }).not.toBe(before);
});
