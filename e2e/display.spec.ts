import { expect, test } from '@playwright/test';
import { nowMs, open, root } from './support.ts';

const slow = { timeout: 60_000 };

test('the page for a hall, for large text, for more contrast, and after a failure', async ({ page }) => {
  await open(page, 'lose-a-worker');
  await expect(page.locator('[data-pod][data-state="ready"]').first()).toBeAttached(slow);

  await test.step('a presenter’s remote goes from step to step', async () => {
    await page.keyboard.press('p');
    const hall = page.getByTestId('presenter');
    await expect(hall.getByRole('heading', { level: 1 })).toHaveText('What if we lose a worker?', slow);
    await expect(page.getByRole('navigation', { name: 'Views' })).toBeHidden();
    const place = hall.locator('.p-place');
    await expect(place).toHaveText(/^\d of 10$/);
    await page.keyboard.press('PageDown');
    await expect(place).toHaveText('2 of 10', slow);
    await expect.poll(() => nowMs(page)).toBeGreaterThan(0);
    await page.keyboard.press('PageUp');
    await expect(place).toHaveText('1 of 10', slow);
    await expect(root(page)).toHaveAttribute('data-running', 'false');
    await page.keyboard.press('h');
    await expect(page.getByTestId('spotlight')).toBeAttached();
    for (const key of ['b', '.']) {
      await page.keyboard.press(key);
      await expect(hall.locator('.p-blank')).toBeVisible();
      await page.keyboard.press(key);
      await expect(hall.locator('.p-blank')).toBeHidden();
    }
    await page.keyboard.press('F5');
    await page.keyboard.press('Escape');
    await expect(hall).toBeHidden();
    await expect(page.getByRole('button', { name: 'Present', exact: true })).toBeFocused();
  });

  await test.step('three hints, and never again', async () => {
    const hints = page.getByTestId('hints');
    await expect(hints).toContainText('1 of 3');
    await hints.getByRole('button', { name: 'No more hints' }).click();
    await expect(hints).toBeHidden();
  });

  await test.step('more contrast is remembered', async () => {
    await page.keyboard.press('?');
    await page.getByRole('checkbox', { name: 'More contrast' }).check();
    await page.keyboard.press('Escape');
    await expect(page.locator('html')).toHaveAttribute('data-contrast', 'more');
  });

  await test.step('what was written is offered again', async () => {
    await page.locator('.monaco-editor').first().click();
    await page.keyboard.type('# mine');
    await expect(page.locator('.ptab .dot')).toBeVisible();
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-contrast', 'more');
    await page.getByTestId('drafts').getByRole('button', { name: 'Open it' }).click(slow);
    await expect(page.getByTestId('drafts')).toBeHidden();
    await expect(page.locator('.monaco-editor .view-lines').first()).toContainText('mine', slow);
    await expect(page.getByTestId('hints')).toBeHidden();
  });

  await test.step('text of twice the size loses nothing', async () => {
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '32px';
    });
    await expect(page.locator('html')).toHaveAttribute('data-size', /w760/);
    const { width, height } = page.viewportSize()!;
    for (const [role, name] of [
      ['button', 'Help'],
      ['button', 'Find or do anything'],
      ['button', 'Break…'],
      ['button', 'Run'],
      ['slider', 'Timeline'],
      ['tab', 'Inspector'],
    ] as const) {
      const box = (await page
        .getByRole(role, { name: new RegExp(`^${name}|^Pause`) })
        .first()
        .boundingBox())!;
      expect(box.x + box.width, name).toBeLessThanOrEqual(width);
      expect(box.y + box.height, name).toBeLessThanOrEqual(height);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    for (const [key, part] of [
      ['2', '.control-plane svg'],
      ['3', '.s-why'],
      ['5', '.objects-page .graph'],
      ['6', '.map-box'],
      ['7', '.lanes'],
    ] as const) {
      await page.keyboard.press(key);
      await expect
        .poll(async () => (await page.locator(part).first().boundingBox())?.height, part)
        .toBeGreaterThan(150);
    }
  });
});
