import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { open, root, speedUp } from './support.ts';

const slow = { timeout: 60_000 };

const told = ({ violations }: Awaited<ReturnType<AxeBuilder['analyze']>>): readonly string[] =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id} ${target.join(' ')} ${html}`));

/** What axe has against a part of the page alone. */
async function complaintsOf(page: Page, part: string): Promise<readonly string[]> {
  return told(await new AxeBuilder({ page }).include(part).analyze());
}

/** What axe has against the page as it is, one line a thing; of some rules only, when they are named. */
async function complaints(page: Page, ...rules: readonly string[]): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page });
  // Alone, a rule need not see the views that are hidden.
  if (rules.length > 0)
    axe
      .withRules([...rules])
      .include('.topbar')
      .include('.view:not([hidden])')
      .include('.transport');
  return told(await axe.analyze());
}

const views = [
  ['Cluster', '.work.desk'],
  ['Control plane', '.work.control-plane'],
  ['Scheduler', '.work.scheduler'],
  ['Traffic', '.work.traffic'],
  ['Objects', '.objects-page .graph'],
  ['Map', '.work.map-page'],
  ['History', '.history-page .lanes'],
] as const;

const overlays = [
  ['/', 'Find or do anything'],
  ['?', 'Help'],
  ['i', 'Push an image'],
  ['d', 'Export'],
  ['f', 'Fidelity'],
  ['n', 'Load a scenario'],
] as const;

/** A cluster with Pods that runs, and an editor. */
async function openBusy(page: Page): Promise<void> {
  await open(page, 'lose-a-worker');
  await expect(page.locator('.monaco-editor').first()).toBeVisible(slow);
  await expect(page.locator('[data-pod][data-state="ready"]').first()).toBeAttached(slow);
}

async function stop(page: Page): Promise<void> {
  await page.keyboard.press('Space');
  await expect(root(page)).toHaveAttribute('data-running', 'false');
}

test('axe finds nothing in any view, by day and by night', async ({ page }) => {
  test.slow();
  await openBusy(page);
  await speedUp(page, 2);
  await page.keyboard.press('4');
  await expect(page.locator('.flow-figure')).toBeVisible(slow);
  await stop(page);
  const found: string[] = [];
  const look = async (what: string, ...rules: readonly string[]) => {
    for (const complaint of await complaints(page, ...rules)) found.push(`${what}: ${complaint}`);
  };
  for (const [name, shown] of views) {
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name }).click();
    await expect(page.locator(shown)).toBeVisible(slow);
    await look(name);
    await page.keyboard.press('t');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await look(`${name}, dark`, 'color-contrast');
    await page.keyboard.press('t');
  }
  expect(found).toEqual([]);
});

test('axe finds nothing in any panel or dialog', async ({ page }) => {
  test.slow();
  await openBusy(page);
  await page.getByTestId('figure').focus();
  await stop(page);
  const found: string[] = [];
  const look = async (what: string, ...rules: readonly string[]) => {
    for (const complaint of await complaints(page, ...rules)) found.push(`${what}: ${complaint}`);
  };
  const lookAt = async (what: string, part: string) => {
    for (const complaint of await complaintsOf(page, part)) found.push(`${what}: ${complaint}`);
  };
  await page.keyboard.press('1');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('inspector')).toHaveAttribute('data-object', /^Pod/);
  for (const tab of ['Inspector', 'Scheduling', 'YAML']) {
    await page.getByRole('region', { name: 'Inspector' }).getByRole('tab', { name: tab }).click();
    await look(`the inspector's ${tab}`, 'color-contrast', 'heading-order', 'list', 'button-name', 'definition-list');
  }
  await page.keyboard.press('1');
  await page.keyboard.press('y');
  await expect(page.getByTestId('why')).toBeVisible(slow);
  await lookAt('why', '[data-testid=why]');
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await page.keyboard.press('a');
  await expect(page.locator('.author')).toBeVisible(slow);
  await lookAt('author', '.author');
  await page.keyboard.press('1');
  await page.keyboard.press('a');
  await expect(page.locator('.author')).toHaveCount(0);
  for (const [key, name] of overlays) {
    await page.keyboard.press('1');
    await expect(page.getByTestId('figure')).toBeFocused();
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name })).toBeVisible(slow);
    // All else is inert.
    await lookAt(name, 'dialog[open]');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name })).toBeHidden();
  }
  expect(found).toEqual([]);
});

test('axe finds nothing in a lecture, in the hall, in an exercise and with high contrast', async ({ page }) => {
  const found: string[] = [];
  const look = async (what: string, ...rules: readonly string[]) => {
    for (const complaint of await complaints(page, ...rules)) found.push(`${what}: ${complaint}`);
  };
  await open(page, 'first-pod');
  await expect(page.getByTestId('points')).toBeVisible(slow);
  await look('exercise');
  await open(page, 'desired-state');
  await expect(page.getByTestId('caption')).toHaveAttribute('data-index', '0', slow);
  await look('lecture');
  await page.getByTestId('figure').focus();
  await page.keyboard.press('l');
  await expect(page.getByTestId('share-link')).toHaveValue(/^http/, slow);
  await look('share');
  await page.keyboard.press('Escape');
  await page.evaluate(() => document.documentElement.setAttribute('data-contrast', 'more'));
  await look('high contrast', 'color-contrast');
  await page.keyboard.press('p');
  await expect(page.getByTestId('presenter')).toContainText('We say what we want', slow);
  await look('hall');
  expect(found).toEqual([]);
});
