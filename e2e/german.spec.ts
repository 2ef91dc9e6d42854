import { expect, test } from '@playwright/test';
import { nowMs } from './support.ts';

const slow = { timeout: 60_000 };

/** What each view shows only in German. */
const views = [
  ['2', '.work.control-plane', 'Komponenten'],
  ['3', '.work.scheduler', 'Scheduling-Zyklen'],
  ['4', '.work.traffic', 'Noch keine Anfragen'],
  ['5', '.objects-page', 'Durchgezogen: besitzt'],
  ['6', '.map-page', 'Eine Zelle je Node'],
  ['7', '.history-page', 'nur Geändertes'],
  ['1', '.work.desk', 'Höhe einer Platte'],
] as const;

test('the page speaks German in every view, and English again', async ({ page }) => {
  test.slow();
  await page.goto('/?scenario=first-steps&lang=de');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de', slow);
  await expect.poll(() => nowMs(page), slow).toBeGreaterThanOrEqual(0);
  await expect(page.locator('.scn-title')).toHaveText('Erste Schritte', slow);
  for (const [key, view, said] of views) {
    await page.keyboard.press(key);
    await expect(page.locator(view)).toContainText(said, slow);
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Hilfe' })).toContainText('Begriffe von Kubernetes', slow);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en', slow);
  await expect(page.getByRole('dialog', { name: 'Help' })).toContainText('Terms of Kubernetes', slow);
  expect(new URL(page.url()).searchParams.get('lang')).toBe('en');
});
