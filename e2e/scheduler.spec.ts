import { expect, test } from '@playwright/test';
import { apply, nowMs, open, settled } from './support.ts';

const HUGE = `apiVersion: v1
kind: Pod
metadata:
  name: huge
spec:
  containers:
  - name: c
    image: nginx:1.27
    resources:
      requests: {cpu: 3900m}
`;

test('the Scheduler view says why a Pod is where it is, and a tried weight changes nothing', async ({ page }) => {
  await open(page, 'lose-a-worker');
  await settled(page);
  await page.getByTestId('figure').focus();
  await page.keyboard.press('3');
  await page.getByRole('option', { name: /^web/ }).first().click();
  await expect(page.getByRole('heading', { name: /Why is web-.* on node-\d\?/ })).toBeVisible();
  const table = page.getByRole('table', { name: 'What each plugin said of each node' });
  await expect(table.getByRole('rowheader', { name: /PodTopologySpread/ })).toBeVisible();
  await expect(table.getByRole('columnheader', { name: /node-\d/ })).toHaveCount(3);

  await table.getByRole('button', { name: 'What if PodTopologySpread weighed less' }).press('Enter');
  await expect(page.getByText(/With these weights/)).toBeVisible();
  await page.getByLabel('What if the Pod went to').selectOption('node-1');
  await expect(page.getByText(/node-1 fits/)).toBeVisible();
  await page.getByRole('button', { name: 'Forget' }).click();
  await expect(page.getByText(/With these weights/)).toBeHidden();

  await page.locator('.cycle.on').focus();
  const before = await page.locator('.cycle.on').getAttribute('data-cycle');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.cycle.on')).not.toHaveAttribute('data-cycle', before!);
  await page.keyboard.press('1');
  await expect(page.getByTestId('figure')).toBeFocused();
});

test('why pending says what is missing, and the nodes of the figure show it', async ({ page }) => {
  await open(page, 'lose-a-worker');
  await apply(page, HUGE);
  await page.getByTestId('figure').focus();
  await page.keyboard.press('3');
  await page.locator('[data-cycle="default/huge"]').first().click();
  await expect(page.getByRole('heading', { name: 'Why is huge pending?' })).toBeVisible();
  await expect(page.locator('.question .say')).toContainText(/m CPU more on node-/);
  await expect(page.locator('.small-vessel .ghost.no')).toHaveCount(3);
  await page.keyboard.press('1');
  await expect(page.locator('.ghost-pod.no')).toHaveCount(3);
});

test('a prediction hides the outcome until a node has been guessed', async ({ page }) => {
  await open(page, 'lose-a-worker');
  await settled(page);
  await page.getByTestId('figure').focus();
  await page.keyboard.press('3');
  await page.getByRole('button', { name: 'Predict' }).click();
  await page.keyboard.press('e');
  await apply(page, HUGE.replace('3900m', '100m').replace('name: huge', 'name: small'));
  const small = page.locator('.pod[data-pod="default/small"]');
  await expect(small).toHaveAttribute('data-state', 'pending');
  await small.click();
  await expect(page.getByTestId('inspector')).toHaveAttribute('data-object', 'Pod/default/small');
  await page.waitForFunction(
    (from) => Number(document.querySelector('#root')?.getAttribute('data-now-ms')) > from,
    (await nowMs(page)) + 4000,
  );
  await expect(small).toHaveAttribute('data-state', 'pending');
  await expect(page.getByTestId('inspector')).not.toContainText('node-');
  await expect(page.getByTestId('events')).not.toContainText('default/small');
  await page.getByTestId('figure').focus();
  await page.keyboard.press('3');
  await expect(page.getByRole('heading', { name: 'Where will small go?' })).toBeVisible();
  await expect(page.locator('[data-cycle="default/small"]')).toContainText('guess first');
  await page.getByRole('button', { name: 'node-1', exact: true }).click();
  await expect(page.getByText(/^The guess was/)).toBeVisible();
  await expect(page.getByRole('heading', { name: /Why is small on node-\d\?/ })).toBeVisible();
});

test('a Pod held over a node of the figure shows the verdict and changes nothing', async ({ page }) => {
  await open(page, 'lose-a-worker');
  await settled(page);
  const before = await page.locator('[data-pod^="default/web"]').evaluateAll((all) => all.length);
  const slab = await page.locator('.pod[data-pod^="default/web"]').first().boundingBox();
  const node = await page.locator('.node[data-node="node-3"] .wall').boundingBox();
  await page.mouse.move(slab!.x + 20, slab!.y + slab!.height / 2);
  await page.mouse.down();
  await page.mouse.move(node!.x + node!.width / 2, node!.y + 40, { steps: 6 });
  const card = page.getByTestId('try-card');
  await expect(card).toContainText('node-3');
  await expect(card).toContainText(/node-3 fits/);
  await page.mouse.up();
  await expect(page.locator('[data-ghost]')).toHaveCount(3);
  await card.getByRole('button', { name: /Forget/ }).click();
  await expect(card).toBeHidden();
  expect(await page.locator('[data-pod^="default/web"]').evaluateAll((all) => all.length)).toBe(before);

  await page.keyboard.press('e');
  await apply(page, HUGE);
  await page.locator('.pod[data-pod="default/huge"]').click();
  await page.getByTestId('figure').focus();
  await page.keyboard.press('w');
  await expect(card).toContainText(/node-1 would refuse it: NodeResourcesFit says “Insufficient cpu”/);
  await page.keyboard.press('ArrowRight');
  await expect(card).toContainText(/node-2 would refuse it/);
  await expect(page.locator('.ghost-pod.no').first()).toContainText('m short');
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
});
