import { expect, test } from '@playwright/test';
import { apply, open } from './support.ts';

const MARKUP = '<img src=x onerror="window.ranMarkup=1">';

const HOSTILE = `apiVersion: v1
kind: Pod
metadata:
  name: hostile
  annotations: {note: '${MARKUP}'}
spec:
  containers:
  - name: c
    image: busybox:1.36
    command: [sh, -c, 'echo "$TEXT"; sleep 3600']
    env: [{name: TEXT, value: '${MARKUP}'}]
---
apiVersion: v1
kind: Pod
metadata: {name: refused}
spec: {containers: [{name: '${MARKUP}', image: '${MARKUP}'}]}
`;

test('nothing in any view breaks the policy of the page, and no text of a person becomes markup', async ({ page }) => {
  test.setTimeout(180_000);
  const broken: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|unsafe-eval/i.test(message.text())) broken.push(message.text());
  });
  await page.exposeFunction('policyBroken', (what: string) => broken.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      (window as unknown as { policyBroken(what: string): void }).policyBroken(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      ),
    );
  });
  await open(page, 'first-steps');
  const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
  expect(policy).toMatch(/script-src 'self';/);
  expect(policy).not.toContain('unsafe-eval');
  expect(await page.locator('script:not([src])').count()).toBe(0);

  expect(await apply(page, HOSTILE)).toContain('a lowercase RFC 1123 label');
  const pod = page.locator('[data-pod="default/hostile"][data-state="ready"]');
  await expect(pod).toBeAttached({ timeout: 60_000 });
  await page.getByTestId('figure').focus();
  await page.keyboard.press('`');
  const rows = page.getByTestId('terminal').locator('.xterm-rows');
  await page.keyboard.type('kubectl logs hostile\n');
  await expect(rows).toContainText('<img src=x', { timeout: 30_000 });
  await pod.click({ force: true });
  const inspector = page.locator('[data-testid=inspector]:visible');
  await expect(inspector).toHaveAttribute('data-object', 'Pod/default/hostile');
  await page.getByRole('tab', { name: 'YAML', exact: true }).click();
  await expect(page.locator('.w-insp')).toContainText('note: <img src=x');

  for (const view of await page.getByRole('navigation', { name: 'Views' }).getByRole('button').all()) {
    await view.click();
    await expect(view).toHaveAttribute('aria-current', 'page');
    await expect(page.locator('.view-wait')).toHaveCount(0);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Help' }).click();
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();

  expect(await page.locator('img').count()).toBe(0);
  expect(await page.evaluate(() => (window as { ranMarkup?: number }).ranMarkup)).toBeUndefined();
  expect(broken).toEqual([]);
});
