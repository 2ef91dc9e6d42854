import { expect, test } from '@playwright/test';
import { open, pods } from './support.ts';

test.describe('a browser that keeps pages', () => {
  test.use({ serviceWorkers: 'allow' });

  test('after the first visit the page works without a network, and is the version that was kept', async ({
    page,
    context,
  }) => {
    await open(page, 'first-steps');
    const kept = await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      const names = await caches.keys();
      return { names, files: (await (await caches.open(names[0]!)).keys()).length };
    });
    expect(kept.names).toHaveLength(1);
    expect(kept.files).toBeGreaterThan(100);
    await context.setOffline(true);
    await page.reload();
    await open(page, 'rolling-update');
    await expect(page.locator('.monaco-editor').first()).toBeVisible({ timeout: 30_000 });
    await expect(pods(page, '').first()).toBeAttached({ timeout: 30_000 });
    await page.getByRole('button', { name: 'History' }).click();
    await expect(page.getByTestId('lanes')).toBeVisible();
    const manifest = await page.evaluate(async () => {
      const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')!;
      return (await (await fetch(link.href)).json()) as { icons: { src: string }[]; start_url: string };
    });
    expect(manifest.start_url).toBe('./');
    expect(manifest.icons.map(({ src }) => src)).toContain('./icon-512.png');
  });
});

test('inside a sandboxed frame, where there is no storage and no worker of the server’s, the page works', async ({
  page,
  baseURL,
}) => {
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
  });
  await page.setContent(
    `<iframe sandbox="allow-scripts" src="${baseURL}?scenario=first-steps" style="width:1400px;height:860px"></iframe>`,
  );
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('[data-pod][data-state="ready"]').first()).toBeAttached({ timeout: 60_000 });
  await frame.locator('textarea.plain-editor').fill('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: here}\n');
  await frame.getByRole('button', { name: 'Apply' }).click();
  await expect(frame.getByTestId('apply-results')).toContainText('configmap/here created', { timeout: 30_000 });
  await frame.getByRole('button', { name: /^Theme/ }).click();
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(wrong).toEqual([]);
});
