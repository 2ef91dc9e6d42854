import { expect, type Page, test } from '@playwright/test';
import { open, root, settled } from './support.ts';

const slow = { timeout: 60_000 };

async function find(page: Page, text: string): Promise<void> {
  // At once: what is typed while the palette comes is for it.
  await page.keyboard.press('/');
  await page.keyboard.type(text);
  await expect(page.getByRole('combobox', { name: 'Find or do anything' })).toHaveValue(text, slow);
  await page.keyboard.press('Enter');
}

test('the palette finds objects, breaks machines, runs kubectl and starts scenarios', async ({ page }) => {
  await open(page, 'lose-a-worker');
  await settled(page);

  await test.step('an object is selected', async () => {
    await find(page, 'service web');
    await expect(page.getByTestId('inspector')).toHaveAttribute('data-object', 'Service/default/web', slow);
  });

  await test.step('a machine is cut off, and the figure shows it', async () => {
    await find(page, 'cut off node-2');
    await expect(page.getByTestId('commands')).toContainText('Cut off node-2', slow);
  });

  await test.step('a kubectl line runs', async () => {
    await find(page, 'kubectl scale deployment web --replicas=2');
    await expect(page.getByTestId('commands')).toContainText('deployment.apps/web scaled', slow);
  });

  await test.step('Esc closes it and gives the focus back; what is not there is said', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('no such thing at all');
    await expect(page.getByText('Nothing has this name.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox', { name: 'Find or do anything' })).toBeHidden();
  });

  await test.step('a scenario starts', async () => {
    await find(page, 'an empty cluster');
    await expect(root(page)).toHaveAttribute('data-settled', /true|false/);
    await expect(page.locator('.scn-title')).toHaveText('An empty cluster', slow);
  });
});
