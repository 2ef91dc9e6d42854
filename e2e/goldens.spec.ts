import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { crash, holdWorker, root } from './support.ts';

const here = (name: string) => new URL(name, import.meta.url);
const scenario = readFileSync(here('./goldens-states.yaml'), 'utf8');
const recordedWith = here('./goldens/chromium.txt');
const atMs = 120_000;
/** The objects and the scenario's steps, all of them given by then. */
const inputs = 1 + (scenario.match(/^ {4}- (\{)?at: /gm)?.length ?? 0);

/** The fragment of a link to the moment: made here, so that pictures do not hang on the share dialog. */
function moment(): string {
  const situation = { scenario: { text: scenario }, log: Array.from({ length: inputs }, () => null), atMs };
  return `#s1.${deflateSync(JSON.stringify(situation)).toString('base64url')}`;
}

/** Other versions of Chromium paint letters and curves otherwise: their pictures say nothing of the page. */
function holdToVersion(browser: Browser): void {
  const major = browser.version().split('.')[0]!;
  if (test.info().config.updateSnapshots === 'all') writeFileSync(recordedWith, `${major}\n`);
  const known = existsSync(recordedWith) ? readFileSync(recordedWith, 'utf8').trim() : 'none';
  const why = `PICTURES NOT COMPARED: they were made with Chromium ${known}, this is ${major}; npm run goldens makes them anew`;
  if (known !== major) console.warn(why);
  test.skip(known !== major, why);
}

/** A few pixels of hair lines may differ, no mark and no letter. */
const tolerance = { maxDiffPixelRatio: 0.002, threshold: 0.2, timeout: 20_000 };

async function openMoment(page: Page, theme: string): Promise<void> {
  await holdWorker(page);
  await page.addInitScript((name) => {
    try {
      localStorage.setItem('orrery.hints-done', 'yes');
      localStorage.setItem('orrery.still', 'on');
      localStorage.setItem('orrery.theme', name);
    } catch {
      // An empty page has no storage.
    }
  }, theme);
  await page.goto(`/${moment()}`);
  await expect(root(page)).toHaveAttribute('data-now-ms', String(atMs), { timeout: 60_000 });
  await expect(root(page)).toHaveAttribute('data-running', 'false');
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** The view that is shown; the Cluster view stays beside others, hidden. */
const shown = (page: Page) => page.locator('main').filter({ visible: true });

const views = ['control-plane', 'scheduler', 'traffic', 'objects', 'map', 'history'] as const;

async function takeViews(page: Page, theme: 'light' | 'dark'): Promise<void> {
  const tabs = page.getByRole('navigation', { name: 'Views' }).getByRole('button');
  const figure = page.getByTestId('figure');
  await tabs.first().click();
  await expect.soft(figure).toHaveScreenshot(`cluster-${theme}.png`, tolerance);
  await page.locator('[data-pod="default/too-big"]').first().click();
  await expect.soft(shown(page)).toHaveScreenshot(`pending-${theme}.png`, {
    ...tolerance,
    mask: [page.locator('.w-edit'), page.locator('.w-dock')],
    maskColor: '#888',
  });
  for (const [index, view] of views.entries()) {
    await tabs.nth(index + 1).click();
    await expect(tabs.nth(index + 1)).toHaveAttribute('aria-current', 'page');
    await expect(shown(page)).toHaveCount(1);
    await expect.soft(shown(page)).toHaveScreenshot(`${view}-${theme}.png`, tolerance);
  }
  await tabs.first().click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  await expect(page.getByTestId('presenter').locator('[data-pod]').first()).toBeVisible();
  await expect.soft(page).toHaveScreenshot(`presenter-${theme}.png`, tolerance);
  await page.keyboard.press('Escape');
}

for (const theme of ['light', 'dark'] as const)
  test(`every view and every state of Pods and nodes look as in the ${theme} pictures`, async ({ page, browser }) => {
    holdToVersion(browser);
    await page.setViewportSize({ width: 1200, height: 720 });
    await openMoment(page, theme);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await takeViews(page, theme);
    await page.setViewportSize({ width: 390, height: 720 });
    await expect.soft(shown(page)).toHaveScreenshot(`phone-${theme}.png`, tolerance);
    await page.setViewportSize({ width: 1200, height: 720 });
    await crash(page, 'RangeError: what a picture of an error says');
    await expect.soft(page.locator('.state.wrong')).toHaveScreenshot(`stopped-${theme}.png`, tolerance);
  });
