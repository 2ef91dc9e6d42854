import { expect, type Page, test } from '@playwright/test';
import { open, setYaml } from './support.ts';

const slow = { timeout: 60_000 };

async function openEditor(page: Page): Promise<void> {
  await open(page, 'empty-cluster');
  await expect(page.locator('.monaco-editor').first()).toBeVisible(slow);
}

test('the editor completes fields by the schema of the kind, and says what they mean', async ({ page }) => {
  await openEditor(page);
  await setYaml(page, 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  ');
  await page.keyboard.type('containe');
  const suggestions = page.locator('.suggest-widget');
  await expect(suggestions.getByText('containers', { exact: true }).first()).toBeVisible(slow);
  await page.keyboard.press('Enter');
  await expect(page.locator('.view-lines')).toContainText('containers:');
  await page.getByText('spec', { exact: true }).first().hover();
  await expect(page.locator('.monaco-hover').first()).toContainText('desired behavior of the pod', slow);
});

test('the editor marks what the schema does not know, in the document where it stands', async ({ page }) => {
  await openEditor(page);
  const marks = page.locator('.squiggly-error, .squiggly-warning');
  await setYaml(
    page,
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Secret\ndta: {}\n',
  );
  await expect(marks).toHaveCount(1, slow);
  await setYaml(page, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Secret\n');
  await expect(marks).toHaveCount(0, slow);
});
