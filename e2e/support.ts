import { expect, type Locator, type Page } from '@playwright/test';

/** Opens the page with a scenario that ships and waits until its cluster is up. */
export async function open(page: Page, scenario: string): Promise<void> {
  await page.goto(`/?scenario=${scenario}`);
  await expect(root(page)).toHaveAttribute('data-settled', /true|false/);
  await expect.poll(() => nowMs(page)).toBeGreaterThanOrEqual(0);
}

/** The element that says what the run does. */
export function root(page: Page): Locator {
  return page.locator('#root');
}

/** Virtual milliseconds since the cluster was up. */
export async function nowMs(page: Page): Promise<number> {
  return Number((await root(page).getAttribute('data-now-ms')) ?? Number.NaN);
}

/** Waits until nothing but periodic work goes on. */
export async function settled(page: Page): Promise<void> {
  await expect(root(page)).toHaveAttribute('data-settled', 'true', { timeout: 60_000 });
}

/** Puts a text in place of what the editor holds, as if it were pasted. */
export async function setYaml(page: Page, text: string): Promise<void> {
  const editor = page.getByTestId('editor');
  await editor.locator('.monaco-editor, textarea').first().click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, text);
}

/** Applies what the editor holds and returns the lines of the answer. */
export async function apply(page: Page, text: string): Promise<string> {
  await setYaml(page, text);
  await page.keyboard.press('ControlOrMeta+Enter');
  const results = page.getByTestId('apply-results');
  await expect(page.locator('.foot-word')).not.toHaveText('Applying…', { timeout: 30_000 });
  return await results.innerText();
}

/** The Pods of the figure whose names begin so, with a state if one is given. */
export function pods(page: Page, prefix: string, state?: string): Locator {
  return page.locator(`[data-pod^="default/${prefix}"]${state ? `[data-state="${state}"]` : ''}`);
}

/** Sets the speed of virtual time with the keyboard until it is at least so much. */
export async function speedUp(page: Page, atLeast: number): Promise<void> {
  await page.getByTestId('figure').focus();
  for (let i = 0; i < 20; i++) {
    const text = (await page.getByTestId('speed').innerText()).replace(/[^\d.]/g, '');
    if (Number(text) >= atLeast) return;
    await page.keyboard.press('+');
  }
}

/** Puts the speed back to about real time. */
export async function slowDown(page: Page): Promise<void> {
  await page.getByTestId('figure').focus();
  for (let i = 0; i < 20; i++) {
    const text = (await page.getByTestId('speed').innerText()).replace(/[^\d.]/g, '');
    if (Number(text) <= 1) return;
    await page.keyboard.press('-');
  }
}

/** Keeps the simulation's worker at hand for `crash`; called before the page is opened. */
export async function holdWorker(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (options?.name === 'cluster') Object.assign(window, { cluster: this });
      }
    };
  });
}

/** Has the simulation say what it says when it fails inside. */
export async function crash(page: Page, message: string): Promise<void> {
  await page.evaluate((why) => {
    const { cluster } = window as unknown as { cluster: Worker };
    cluster.dispatchEvent(new MessageEvent('message', { data: { type: 'crashed', message: why } }));
  }, message);
}

/** A Deployment of six web servers. */
export const WEB = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 6
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: nginx
        image: nginx:1.27
`;
