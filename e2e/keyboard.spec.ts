import { expect, type Page, test } from '@playwright/test';
import { nowMs, open, pods, root, settled } from './support.ts';

// The mouse is not touched in this file.

const slow = { timeout: 60_000 };

/** What the keyboard is on in the figure, as a screen reader says it. */
async function cursor(page: Page): Promise<string> {
  const id = await page.getByTestId('figure').getAttribute('aria-activedescendant');
  if (id === null) return '';
  return (await page.evaluate((name) => document.getElementById(name)?.getAttribute('aria-label'), id)) ?? '';
}

/** Presses a key until the keyboard is on something whose name matches. */
async function goTo(page: Page, key: string, what: RegExp): Promise<void> {
  for (let press = 0; press < 12; press++) {
    if (what.test(await cursor(page))) return;
    const before = await cursor(page);
    await page.keyboard.press(key);
    await expect.poll(() => cursor(page), slow).not.toBe(before);
  }
  expect(await cursor(page)).toMatch(what);
}

const isInEditor = (page: Page) => page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null);

test('everything with the keyboard alone', async ({ page }) => {
  await open(page, 'first-steps');

  await test.step('choose a scenario', async () => {
    await page.keyboard.press('/');
    await expect(page.getByRole('combobox', { name: 'Find or do anything' })).toBeFocused(slow);
    await page.keyboard.type('An empty cluster');
    await expect(page.getByRole('option').first()).toContainText('An empty cluster');
    await page.keyboard.press('Enter');
    await expect(page.getByTitle('Choose a scenario')).toHaveText('An empty cluster', slow);
    await expect.poll(() => nowMs(page), slow).toBeGreaterThanOrEqual(0);
  });

  await test.step('the editor: in, apply, and out again', async () => {
    await expect(page.locator('.monaco-editor').first()).toBeVisible(slow);
    await page.keyboard.press('e');
    await expect.poll(() => isInEditor(page), slow).toBe(true);
    await expect(page.getByText('lets it leave')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByTestId('apply-results')).toHaveText('deployment.apps/web created', slow);
    await page.keyboard.press('Tab');
    expect(await isInEditor(page)).toBe(true);
    await page.keyboard.press('ControlOrMeta+z');
    await page.keyboard.press('Control+m');
    await expect(page.getByText('Tab leaves the editor')).toBeVisible();
    await page.keyboard.press('Tab');
    await expect.poll(() => isInEditor(page), slow).toBe(false);
  });

  await test.step('a Pod by arrows: inspect and kill', async () => {
    await expect(pods(page, 'web', 'ready')).toHaveCount(3, slow);
    await settled(page);
    await page.keyboard.press('1');
    await expect(page.getByTestId('figure')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await goTo(page, 'ArrowUp', /^web/);
    await page.keyboard.press('Enter');
    const inspector = page.getByTestId('inspector');
    await expect(inspector).toHaveAttribute('data-object', /^Pod\/default\/web-/);
    await expect(inspector).toContainText('Running and Ready', slow);
    const name = (await inspector.getAttribute('data-object'))!.split('/')[2]!;
    await page.keyboard.press('k');
    await expect(page.getByTestId('commands')).toContainText(`pod "${name}" deleted`, slow);
    await expect(page.locator(`[data-pod="default/${name}"]`)).toHaveCount(0, slow);
    await expect(pods(page, 'web', 'ready')).toHaveCount(3, slow);
  });

  await test.step('scale', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    await page.keyboard.press('Home');
    await goTo(page, 'ArrowUp', /^web/);
    await page.keyboard.press('s');
    await expect(page.getByRole('textbox', { name: 'Replicas' })).toBeFocused(slow);
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    await expect(pods(page, 'web', 'ready')).toHaveCount(5, slow);
  });

  await test.step('cordon a node', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    await goTo(page, 'ArrowDown', /^node-/);
    await page.keyboard.press('c');
    await expect(page.locator('[data-unschedulable="true"]')).toHaveCount(1, slow);
    await page.keyboard.press('c');
    await expect(page.locator('[data-unschedulable="true"]')).toHaveCount(0, slow);
  });

  await test.step('lose a node, wait, and go back in time', async () => {
    await page.keyboard.press('x');
    for (let stop = 0; stop < 4; stop++) await page.keyboard.press('+');
    await expect(page.locator('.node.notready')).toHaveCount(1, slow);
    for (let stop = 0; stop < 4; stop++) await page.keyboard.press('-');
    await expect(page.getByTestId('speed')).toHaveText('1×');
    await page.keyboard.press(',');
    await expect(root(page)).toHaveAttribute('data-running', 'false');
    await page.getByRole('slider', { name: /^Timeline/ }).focus();
    await page.keyboard.press('Home');
    await expect(page.locator('.node.notready')).toHaveCount(0, slow);
    await page.keyboard.press('End');
    await expect(page.locator('.node.notready')).toHaveCount(1, slow);
    await page.keyboard.press('v');
    await expect(page.getByTestId('summary')).toContainText(/^Paused at 00:\d\d:\d\d\. 3 nodes\. node-\d NotReady/);
    await page.keyboard.press('Space');
  });

  await test.step('pause, step, speed', async () => {
    await page.keyboard.press('Space');
    await expect(root(page)).toHaveAttribute('data-running', 'false');
    const pausedMs = await nowMs(page);
    await page.keyboard.press('.');
    await expect.poll(() => nowMs(page), slow).toBeGreaterThan(pausedMs);
    await page.keyboard.press('+');
    await expect(page.getByTestId('speed')).toHaveText('2×');
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    await expect(page.getByTestId('speed')).toHaveText('0.5×');
    await page.keyboard.press('Space');
    await expect(root(page)).toHaveAttribute('data-running', 'true');
  });

  await test.step('the terminal and the help', async () => {
    await page.keyboard.press('`');
    await page.keyboard.type('kubectl get nodes');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('commands')).toContainText('v1.32', slow);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Help' })).toBeHidden();
  });
});

test('the first lecture with the keyboard alone: captions in the hall, then its link', async ({ page }) => {
  await open(page, 'desired-state');
  const caption = page.getByTestId('caption');
  await expect(caption).toHaveAttribute('data-index', '0', slow);
  await page.getByTestId('figure').focus();
  await page.keyboard.press('p');
  const hall = page.getByTestId('presenter');
  await expect(hall).toContainText('We say what we want', slow);
  await page.keyboard.press('PageDown');
  await expect(hall).not.toContainText('We say what we want', slow);
  await page.keyboard.press('PageUp');
  await expect(hall).toContainText('We say what we want', slow);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('Escape');
  await expect(caption).toHaveAttribute('data-index', '1', slow);
  await expect(pods(page, 'web', 'ready')).toHaveCount(4, slow);
  await page.getByTestId('figure').focus();
  await page.keyboard.press('l');
  const link = page.getByTestId('share-link');
  await expect(link).toHaveValue(/^http.+#/, slow);
  await page.keyboard.press('Escape');
  await expect(link).toBeHidden();
  await expect(page.getByTestId('figure')).toBeFocused();
});
