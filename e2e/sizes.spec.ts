import { expect, test } from '@playwright/test';
import { nowMs, open } from './support.ts';

const sizes = [
  { name: 'a projector', width: 1920, height: 1080, hasTouch: false },
  { name: 'a laptop', width: 1440, height: 900, hasTouch: false },
  { name: 'a small laptop', width: 1366, height: 768, hasTouch: false },
  { name: 'a tablet', width: 1024, height: 768, hasTouch: true },
  { name: 'a phone', width: 390, height: 844, hasTouch: true },
];

for (const { name, width, height, hasTouch } of sizes) {
  test.describe(`${name}, ${width}×${height}`, () => {
    test.use({ viewport: { width, height }, hasTouch });

    test('nothing overflows, by day and by night', async ({ page }) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await open(page, 'first-steps');
      await expect(page.locator('[data-pod][data-state="ready"]').first()).toBeAttached({ timeout: 60_000 });
      for (const theme of ['light', 'dark']) {
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide).toBeLessThanOrEqual(width);
        await page.screenshot({ path: test.info().outputPath(`${theme}.png`) });
        await page.getByRole('button', { name: /^Theme/ }).click();
      }
      expect(await nowMs(page)).toBeGreaterThan(0);
      expect(errors).toEqual([]);
    });
  });
}
