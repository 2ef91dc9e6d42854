import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { apply, crash, holdWorker, open, pods, setYaml, WEB } from './support.ts';

const slow = { timeout: 60_000 };

/** Takes what a button of the export dialog gives. */
async function exported(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download', slow);
  await page.getByTestId('export').getByRole('button', { name: button }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('all that can be taken out of the page is; an internal error loses nothing that was written', async ({ page }) => {
  await holdWorker(page);
  await open(page, 'empty-cluster');
  await apply(page, WEB);
  await expect(pods(page, 'web', 'ready')).toHaveCount(6, slow);

  await test.step('picture, YAML, commands and events', async () => {
    await page.getByTestId('figure').focus();
    await page.keyboard.press('l');
    await page.getByRole('button', { name: 'Export…' }).click(slow);
    const svg = await exported(page, 'Picture (SVG)');
    expect(svg.name).toMatch(/\.svg$/);
    expect(svg.bytes.toString()).toMatch(/^<svg[\s\S]*kube-apiserver[\s\S]*<\/svg>\s*$/);
    const png = await exported(page, 'Picture (PNG)');
    expect(png.name).toMatch(/\.png$/);
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    const yaml = await exported(page, 'Cluster (YAML)');
    expect(yaml.bytes.toString()).toMatch(/kind: Deployment[\s\S]*name: web/);
    const script = await exported(page, 'Commands (shell script)');
    expect(script.bytes.toString()).toMatch(/^#![\s\S]*kind create cluster[\s\S]*kubectl apply/);
    const events = await exported(page, 'Events (CSV)');
    expect(events.bytes.toString()).toContain('SuccessfulCreate');
    await page.keyboard.press('Escape');
  });

  await test.step('a part that does not come takes nothing else away, and is asked for again', async () => {
    const files = /\/assets\/(fidelity|history)-[^/]*\.(js|css)$/;
    await page.route(files, (route) => route.abort());
    await page.keyboard.press('f');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('did not come', slow);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await page.keyboard.press('7');
    const card = page.getByRole('alert').filter({ hasText: 'did not come' });
    await expect(card).toBeVisible(slow);
    await page.unroute(files);
    await card.getByRole('button', { name: 'Try again' }).click();
    await expect(page.locator('.history-page .lanes')).toBeVisible(slow);
    expect(await page.locator('.history-page').evaluate((view) => getComputedStyle(view).display)).toBe('grid');
    await page.keyboard.press('f');
    await expect(dialog).toContainText('modelled', slow);
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
  });

  await test.step('what the simulation did not survive, the text does', async () => {
    await setYaml(page, `# what I wrote\n${WEB}`);
    await page.getByRole('button', { name: 'Objects' }).click();
    await crash(page, 'TypeError: no such thing');
    const card = page.getByRole('alert').filter({ hasText: 'The simulation stopped', visible: true });
    await expect(card).toBeVisible();
    await page.getByRole('button', { name: 'Cluster', exact: true }).click();
    await expect(card).toBeVisible();
    await expect(card).toContainText('TypeError: no such thing. What is in the editor is safe.');
    await expect(page.getByTestId('editor')).toContainText('what I wrote');
    await expect(pods(page, 'web')).toHaveCount(6);
    await card.getByRole('button', { name: 'Start the scenario again' }).click();
    await expect(card).toBeHidden(slow);
    await expect(page.getByTestId('editor')).toContainText('what I wrote');
  });

  await test.step('a simulation that cannot be loaded says so, and is asked for again', async () => {
    const worker = /\/assets\/worker-[^/]*\.js$/;
    await page.route(worker, (route) => route.abort());
    await page.reload();
    const card = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
    await expect(card).toBeVisible(slow);
    await page.unroute(worker);
    await card.getByRole('button', { name: 'Start the scenario again' }).click();
    await expect(card).toBeHidden(slow);
  });
});
