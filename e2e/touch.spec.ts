import { expect, test } from '@playwright/test';
import { open, root } from './support.ts';

const slow = { timeout: 60_000 };

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test('a phone: look, play, act and inspect with fingers', async ({ page }) => {
  await open(page, 'lose-a-worker');
  const pod = page.locator('[data-pod^="default/web-"]').first();
  await expect(pod).toBeVisible(slow);
  await page.getByRole('button', { name: 'Pause', exact: true }).tap();
  await expect(root(page)).toHaveAttribute('data-running', 'false');
  await page.getByRole('button', { name: 'Run', exact: true }).tap();
  await expect(root(page)).toHaveAttribute('data-running', 'true');
  await pod.tap();
  const sheet = page.getByRole('region', { name: 'Inspector' });
  await expect(sheet).toContainText('Pod in default', slow);
  await page.getByRole('button', { name: 'Close the inspector' }).tap();
  await expect(sheet).toBeHidden();
  await page.getByRole('button', { name: /^node-1/ }).tap();
  await expect(sheet).toContainText('node-1');
  await sheet.getByRole('button', { name: 'Close', exact: true }).tap();

  await page.getByRole('button', { name: 'Terminal', exact: true }).tap();
  await page.getByTestId('terminal').locator('.xterm-screen').tap(slow);
  await page.keyboard.type('kubectl run mine --image=nginx:1.27\n');
  await expect(page.getByTestId('terminal')).toContainText('pod/mine created', slow);
  await page.getByRole('tab', { name: 'YAML', exact: true }).tap();
  await expect(page.locator('.plain-editor')).toBeVisible(slow);
  await page.getByRole('button', { name: 'Close the panels' }).tap();
  await expect(page.locator('[data-pod="default/mine"]')).toBeVisible();

  const small = await page.evaluate(() =>
    [
      ...document.querySelectorAll('.topbar button, .transport button, .row-head, .loads button, .phone-foot button'),
    ].flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 0 && (height < 43.5 || width < 30) ? [`${element.className} ${width}×${height}`] : [];
    }),
  );
  expect(small).toEqual([]);
  await page.getByRole('button', { name: 'Help', exact: true }).tap();
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible(slow);
  await page.getByRole('dialog', { name: 'Help' }).getByRole('button', { name: 'Close' }).tap();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test.describe('a tablet', () => {
  test.use({ viewport: { width: 1024, height: 768 } });

  test('a finger that rests inspects, one drags a Pod over the nodes, two zoom and pan, and every button is large', async ({
    page,
  }) => {
    await open(page, 'lose-a-worker');
    await expect(page.locator('[data-pod^="default/web-"][data-state="ready"]').first()).toBeAttached(slow);
    await page.getByRole('button', { name: 'Pause', exact: true }).tap();
    await expect(root(page)).toHaveAttribute('data-running', 'false');
    const figure = page.getByTestId('figure');
    const devtools = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
      devtools.send('Input.dispatchTouchEvent', { type, touchPoints });

    const slab = await page.locator('.fig svg .pod').first().boundingBox();
    await touch('touchStart', { x: slab!.x + slab!.width / 2, y: slab!.y + slab!.height / 2 });
    await expect(page.getByTestId('inspector')).toHaveAttribute('data-object', /^Pod\//, slow);
    await touch('touchEnd');

    const { x, y, width, height } = (await figure.boundingBox())!;
    const [cx, cy] = [x + width / 2, y + height / 2];
    const fingers = (apart: number) => [
      { x: cx - apart, y: cy },
      { x: cx + apart, y: cy },
    ];
    await touch('touchStart', ...fingers(30));
    for (const apart of [60, 90, 120]) await touch('touchMove', ...fingers(apart));
    await touch('touchEnd');
    await expect(figure.locator('.zoom-out')).toBeVisible(slow);

    const pod = page.locator('.fig svg .pod').first();
    const before = (await pod.boundingBox())!.x;
    const pair = (moved: number) => fingers(120).map((finger) => ({ x: finger.x + moved, y: finger.y }));
    await touch('touchStart', ...pair(0));
    for (const moved of [-20, -40, -60]) await touch('touchMove', ...pair(moved));
    await touch('touchEnd');
    await expect.poll(async () => (await pod.boundingBox())?.x ?? 0).toBeLessThan(before - 20);
    await figure.locator('.zoom-out').tap();
    await expect(figure.locator('.zoom-out')).toBeHidden();

    const from = (await pod.boundingBox())!;
    const held = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
    const tried = page.getByTestId('try-card');
    await touch('touchStart', held);
    for (const part of [0.3, 0.7, 1])
      await touch('touchMove', { x: held.x + (x + width - 60 - held.x) * part, y: held.y - 40 });
    await expect(tried).toContainText('node-3', slow);
    await touch('touchEnd');
    // What the scheduler says may come just now, and move the button.
    await expect(async () => {
      if (await tried.isVisible()) await tried.getByRole('button').tap();
      await expect(tried).toBeHidden({ timeout: 1_000 });
    }).toPass(slow);

    const views = page.getByRole('navigation', { name: 'Views' }).getByRole('button');
    const small: string[] = [];
    for (const view of await views.all()) {
      await view.tap();
      await expect(view).toHaveAttribute('aria-current', 'page');
      await expect(page.locator('.view-wait')).toHaveCount(0, slow);
      const found = await page.evaluate(() =>
        [...document.querySelectorAll('button, select, summary, [role=tab]')].flatMap((element) => {
          const { width: w, height: h } = element.getBoundingClientRect();
          // Links in a text, and what a figure draws, are as large as they are.
          const isOther = element.closest('.hidden-text, .skip, .lk, .o-box, .lane-name') !== null;
          const isShown = w > 0 && element.checkVisibility() && !isOther;
          return isShown && (h < 43.5 || w < 24) ? [`${element.className} ${element.textContent} ${w}×${h}`] : [];
        }),
      );
      small.push(...found);
    }
    expect([...new Set(small)]).toEqual([]);
  });
});
