import { expect, type Page, test } from '@playwright/test';
import { apply, open, pods, settled, speedUp, WEB } from './support.ts';

const WEB_AND_SERVICE = `${WEB}---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
  - port: 80
`;

const slow = { timeout: 60_000 };

async function fail(page: Page, what: RegExp): Promise<void> {
  await page.getByRole('button', { name: /Break/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: what }).click();
}

test('a client of a Service sees a lost node, and stopped components are marked', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await open(page, 'empty-cluster');
  await apply(page, WEB_AND_SERVICE);
  await expect(pods(page, 'web', 'ready')).toHaveCount(6, slow);
  await settled(page);
  const inspector = page.getByTestId('inspector');

  await test.step('the Service, its endpoints and its traffic', async () => {
    await page.getByRole('button', { name: /^web ClusterIP/ }).click();
    await expect(inspector).toContainText('6 of 6 endpoints ready', slow);
    await inspector.getByRole('button', { name: '50', exact: true }).click();
    await expect(inspector.locator('[data-outcome="ok"]')).toHaveText(/^[1-9]\d* answered/, slow);
    await expect(page.getByTestId('commands')).toContainText(
      'traffic: {name: web-client, to: "http://web.default:80/", rps: 50}',
    );
  });

  await test.step('from the Service to the Deployment and back', async () => {
    await page.locator('[data-load="default/web"]').click();
    await expect(inspector).toContainText('All 6 available', slow);
    await page.keyboard.press('Escape');
    await expect(page.locator('.insp-scroll [data-client="web-client"]')).toBeVisible();
    await page.getByRole('button', { name: /^web ClusterIP/ }).click();
  });

  await test.step('a node crashes: a third of the requests time out', async () => {
    await fail(page, /^Crash/);
    await expect(inspector.locator('[data-outcome="timedOut"]')).toBeVisible(slow);
  });

  await test.step('until its Pods are no endpoints any more', async () => {
    await speedUp(page, 20);
    await expect(inspector).toContainText('4 of 6 endpoints ready', slow);
    await expect(page.locator('.transport')).toContainText('NotReady', slow);
  });

  await test.step('a stopped component is marked in the figure, and runs again', async () => {
    await fail(page, /^Stop kube-scheduler/);
    await expect(page.locator('.stn.off')).toHaveText('kube-scheduler, stopped', slow);
    await fail(page, /^Start kube-scheduler/);
    await expect(page.locator('.stn.off')).toHaveCount(0, slow);
  });
  expect(errors).toEqual([]);
});
