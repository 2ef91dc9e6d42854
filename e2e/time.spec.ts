import { expect, type Page, test } from '@playwright/test';
import { nowMs, open, pods, root, settled, setYaml, speedUp, WEB } from './support.ts';

const slow = { timeout: 60_000 };

/** Drags virtual time to a share of the timeline's known part. */
async function goTo(page: Page, ms: number): Promise<void> {
  const timeline = page.getByRole('slider', { name: /^Timeline/ });
  await timeline.focus();
  await page.keyboard.press('Home');
  for (let at = 0; at < ms; at += 10_000) await page.keyboard.press('PageUp');
}

test('time goes back at once, an act in the past begins a branch, and the first run is kept', async ({ page }) => {
  await open(page, 'empty-cluster');
  await settled(page);
  await setYaml(page, WEB);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(pods(page, 'web', 'ready')).toHaveCount(6, slow);
  await speedUp(page, 10);
  await expect.poll(() => nowMs(page), slow).toBeGreaterThan(60_000);
  await page.keyboard.press('Space');

  await test.step('before the apply there was nothing', async () => {
    await page.getByRole('slider', { name: /^Timeline/ }).focus();
    await page.keyboard.press('Home');
    await expect(pods(page, 'web')).toHaveCount(0, slow);
    await expect(root(page)).toHaveAttribute('data-running', 'false');
  });

  await test.step('half a minute later all are there', async () => {
    await goTo(page, 50_000);
    await expect(pods(page, 'web', 'ready')).toHaveCount(6, slow);
  });

  await test.step('forward to where the run had come', async () => {
    await page.keyboard.press('End');
    await expect.poll(() => nowMs(page), slow).toBeGreaterThan(60_000);
  });

  await test.step('another act in the past', async () => {
    await page.getByRole('slider', { name: /^Timeline/ }).focus();
    await page.keyboard.press('Home');
    await expect(pods(page, 'web')).toHaveCount(0, slow);
    await setYaml(page, WEB.replace('replicas: 6', 'replicas: 2'));
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByTitle('Branches of this run')).toHaveText('branch 2', slow);
    await page.getByTestId('figure').focus();
    await page.keyboard.press('Space');
    await expect(pods(page, 'web', 'ready')).toHaveCount(2, slow);
  });

  await test.step('the first run waits where it was left', async () => {
    await page.getByTitle('Branches of this run').click();
    await page.getByRole('button', { name: /^first run/ }).click();
    await expect(pods(page, 'web', 'ready')).toHaveCount(6, slow);
    await expect.poll(() => nowMs(page), slow).toBeGreaterThan(60_000);
  });

  await test.step('the last input can be taken back', async () => {
    await page.getByTestId('figure').focus();
    await page.keyboard.press('u');
    await expect(page.getByTestId('commands')).toContainText('Take back: apply', slow);
    await expect(pods(page, 'web')).toHaveCount(0, slow);
  });
});
