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

test('the Traffic view tells who loses requests, why, and the whole way of one of them', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await open(page, 'node-crash');
  await speedUp(page, 20);
  await page.keyboard.press('4');
  const figure = page.locator('.flow-figure');

  await test.step('flows with exact rates, and the rules of kube-proxy', async () => {
    await expect(figure).toHaveAccessibleName(/^[1-9]\d* requests per second from 1 client to 3 Pods/, slow);
    for (const rule of ['p 0.333', 'p 0.500', 'the rest'])
      await expect(figure.locator('.chance', { hasText: rule })).toHaveCount(1);
  });

  await test.step('a sentence on the outage, from what was counted', async () => {
    await expect(page.getByTestId('outage')).toHaveText(
      /^\d+ of \d+ requests from people timed out since (0:59|1:00): node-2 lost its power at 1:00, and kube-proxy’s rules on node-1 and node-3 sent 1 in 3 requests to web-[a-z0-9-]+, which did not answer\.$/,
      slow,
    );
    await expect(page.locator('[data-failing]')).toHaveCount(1);
    await expect(page.getByTestId('outage')).toContainText(
      /the node controller marked node-2 NotReady at 1:(4|5)\d/,
      slow,
    );
  });

  await test.step('one lost request, by keyboard, with every decision on its way', async () => {
    await page.keyboard.press('Space');
    await page.getByLabel('failed only').check();
    const first = page.locator('.t-requests li button').first();
    await first.focus();
    await page.keyboard.press('Enter');
    const path = page.getByTestId('request-path');
    await expect(path).toContainText('web.default.default.svc.cluster.local');
    await expect(path).toContainText('at random, 1 in 3');
    await expect(path).toContainText('nobody at');
  });

  await test.step('a client is added, and the log has the step that does the same', async () => {
    await page.getByRole('button', { name: 'Add client…' }).click();
    const form = page.getByRole('form', { name: 'New client' });
    await form.getByLabel('Sends to').fill('http://web/');
    await form.getByLabel('Rate').fill('5');
    await form.getByLabel('Profile').selectOption('spike');
    await form.getByLabel('Up to').fill('40');
    await form.getByRole('button', { name: 'Start' }).click();
    await expect(page.getByTestId('commands')).toContainText(
      'traffic: {name: client-1, to: "http://web/", rps: 5, spike: {to: 40, at: 1m0s, for: 30s}}}',
    );
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Stop people' }).click();
    await expect(page.getByTestId('commands')).toContainText(
      'traffic: {name: people, to: "http://web.default/", rps: 0}',
    );
  });

  await test.step('charts have their numbers as tables', async () => {
    const chart = page.getByRole('img', { name: /timed out/ }).first();
    await expect(chart).toBeVisible();
    await expect(page.getByRole('table', { name: /Requests per second/ })).toContainText('timed out');
  });
  expect(errors).toEqual([]);
});

test('three ways to run the same app stand side by side, with who repairs each', async ({ page }) => {
  await open(page, 'three-ways');
  await speedUp(page, 20);
  await page.keyboard.press('4');
  const way = (name: string) => page.locator(`[data-way="${name}"]`);
  await expect(way('one-machine')).toContainText('exited (137)', slow);
  await expect(way('one-machine').locator('[data-repair]')).toHaveText(/^Support will be at vm in \d+:\d\d$/);
  await expect(way('two-nodes').locator('[data-repair]')).toHaveText('Nobody is needed');
  await expect(way('three-machines')).toContainText('by hand switched to vm-2', slow);
  const lost = async (name: string) => Number((await way(name).locator('strong').innerText()).replaceAll(',', ''));
  await expect.poll(async () => (await lost('one-machine')) > (await lost('three-machines')) + 500, slow).toBe(true);
  expect(await lost('three-machines')).toBeGreaterThan(20 * (await lost('two-nodes')));
  await page.getByRole('button', { name: 'Flow', exact: true }).click();
  await expect(page.locator('.flow-figure')).toHaveAccessibleName(/from 3 clients/);
});

test('an autoscaler is charted with its formula', async ({ page }) => {
  await open(page, 'traffic-spike');
  await speedUp(page, 50);
  await page.keyboard.press('4');
  await expect(
    page.getByRole('img', { name: /^shop wants \d+ replicas and has \d+, of 2 to 20; it measures \d+ %$/ }),
  ).toBeVisible(slow);
  await expect(page.locator('.chart', { hasText: 'HorizontalPodAutoscaler' })).toContainText(
    /\d+ × \d+ ⁄ 60 = \d+/,
    slow,
  );
});
