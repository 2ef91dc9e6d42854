import { expect, type Page, test } from '@playwright/test';
import { open, pods, setYaml } from './support.ts';

// The terminal: lines that are typed move the picture, and what is done by mouse shows as a command.

const slow = { timeout: 30_000 };

async function openTerminal(page: Page): Promise<void> {
  await open(page, 'first-steps');
  await page.getByTestId('terminal').locator('textarea').waitFor({ state: 'attached' });
  await page.getByTestId('figure').focus();
  await page.keyboard.press('`');
  await expect(page.getByTestId('terminal').locator('textarea')).toBeFocused();
}

/** What the terminal shows. */
const rows = (page: Page) => page.getByTestId('terminal').locator('.xterm-rows');

test.describe('the terminal', () => {
  test('what is typed moves the picture, and the usual line around kubectl works', async ({ page }) => {
    await openTerminal(page);
    await page.keyboard.type('kubectl create deployment web --image=nginx --replicas=2\n');
    await expect(rows(page)).toContainText('deployment.apps/web created', slow);
    // Letters of a font that is not monospaced would be pulled apart, cell by cell.
    await expect(rows(page)).toHaveCSS('font-family', /IBM Plex Mono/);
    await expect(pods(page, 'web-', 'ready')).toHaveCount(2, slow);
    await page.keyboard.type('kubectl get pods --no-headers | grep -c ^web\n');
    await expect(rows(page)).toContainText(/\$ kubectl get pods.*grep -c \^web\s*2/, slow);
    // What the simulation makes less of is said by the page, below kubectl's own words.
    const spec = { hostUsers: false, containers: [{ name: 'c', image: 'nginx' }] };
    const pod = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec });
    await page.keyboard.type(`echo '${pod}' | kubectl apply -f -\n`);
    await expect(rows(page)).toContainText(/pod\/a created\s*# Pod a: spec\.hostUsers has no effect here/, slow);
    await expect(page.getByTestId('commands')).toContainText('spec.hostUsers has no effect here');
    // One selection: a command about one object selects it, what is selected is marked, and a click on a name selects.
    await page.keyboard.type('kubectl get deployment web\n');
    await expect(page.getByTestId('inspector')).toHaveAttribute('data-object', /^Deployment.*web$/);
    await expect(page.locator('.term-selected').first()).toBeVisible(slow);
    await page.keyboard.type('kubectl get nodes\n');
    const row = rows(page)
      .locator('div', { hasText: /^node-2 / })
      .first();
    await expect(row).toBeVisible(slow);
    await row.hover({ force: true, position: { x: 20, y: 6 } });
    await row.click({ force: true, position: { x: 20, y: 6 } });
    await expect(page.getByTestId('inspector')).toHaveAttribute('data-object', /^Node.*node-2$/);
    // A click in a document of the editor selects its object, and the document is marked.
    await setYaml(page, 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n');
    await page.locator('.view-line', { hasText: 'Deployment' }).click();
    await expect(page.getByTestId('inspector')).toHaveAttribute('data-object', /^Deployment.*web$/);
    await expect(page.locator('.doc-selected')).toHaveCount(4, slow);
  });

  test('Tab completes commands, kinds and names; the arrow recalls lines', async ({ page }) => {
    await openTerminal(page);
    await page.keyboard.type('kubectl descr\tdeplo\tml-\t');
    await expect(rows(page)).toContainText('kubectl describe deployments ml-model-serving', slow);
    await page.keyboard.press('Control+c');
    await page.keyboard.type('kubectl get ns default\n');
    await expect(rows(page)).toContainText('Active', slow);
    await page.keyboard.press('ArrowUp');
    await expect(rows(page)).toContainText(/Active.*\$ kubectl get ns default/s, slow);
  });

  test('Ctrl-C ends a line that streams', async ({ page }) => {
    await openTerminal(page);
    await page.keyboard.type('kubectl get pods -w\n');
    await expect(rows(page)).toContainText('ml-model-serving', slow);
    await page.keyboard.press('Control+c');
    await page.keyboard.type('echo over\n');
    await expect(rows(page)).toContainText(/\$ echo over\s*over/, slow);
  });

  test('an editor of the terminal opens in the page, and the file is there when it is saved', async ({ page }) => {
    await openTerminal(page);
    await page.keyboard.type('vi note.txt\n');
    await expect(page.getByRole('tab', { name: 'note.txt' })).toBeVisible(slow);
    await setYaml(page, 'hello');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByTestId('terminal').locator('textarea').focus();
    await page.keyboard.type('cat note.txt\n');
    await expect(rows(page)).toContainText(/\$ cat note.txt\s*hello/, slow);
  });

  test('what is done by key shows as the command that does the same', async ({ page }) => {
    await openTerminal(page);
    await page.getByTestId('figure').focus();
    const name = (await pods(page, 'ml-model-serving', 'ready').first().getAttribute('data-pod'))!.split('/')[1]!;
    await pods(page, name).first().click();
    await page.keyboard.press('k');
    await expect(rows(page)).toContainText(`$ kubectl delete pod ${name}`, slow);
  });
});
