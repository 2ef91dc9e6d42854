import { expect, test } from '@playwright/test';
import { nowMs, open, pods, root, setYaml, WEB } from './support.ts';

test('a moment goes elsewhere by its link; a damaged or newer link says so and loads nothing', async ({ page }) => {
  await open(page, 'empty-cluster');
  await setYaml(page, WEB);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(pods(page, 'web', 'ready')).toHaveCount(6, { timeout: 60_000 });
  await page.getByTestId('figure').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('5');
  await page.keyboard.press('l');
  const link = await page.getByTestId('share-link').inputValue();
  await expect(page.getByTestId('share-length')).toHaveText(/^[\d,]+ characters\.$/);
  await expect(page.getByAltText('QR code of the link')).toBeVisible();
  const sharedMs = await nowMs(page);

  await page.goto('about:blank');
  await page.goto(link);
  await expect.poll(() => nowMs(page)).toBe(sharedMs);
  await expect(page.getByRole('button', { name: /Objects/ })).toHaveAttribute('aria-current', 'page');
  await expect(root(page)).toHaveAttribute('data-running', 'false');
  await page.keyboard.press('1');
  await expect(pods(page, 'web', 'ready')).toHaveCount(6);

  const damaged = link.slice(0, -8);
  await page.goto('about:blank');
  await page.goto(damaged);
  const wrong = page.getByRole('alert').filter({ hasText: 'This link was not opened' });
  await expect(wrong).toContainText('it is damaged');
  await expect(pods(page, '')).toHaveCount(0);
  await page.goto(link.replace('#s1.', '#s2.'));
  await expect(wrong).toContainText('a newer version');
});
