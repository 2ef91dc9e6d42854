import { expect, type Page, test } from '@playwright/test';
import { nowMs, open, pods, root, speedUp } from './support.ts';

const slow = { timeout: 90_000 };

/** A lecture of ten minutes: every minute there is one Pod more, so that a picture tells of which minute it is. */
const LECTURE = `apiVersion: orrery/v1
kind: Scenario
metadata: {name: ten-minutes}
spec:
  title: Ten minutes
  cluster: {nodes: 5}
  objects: |
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 5
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: c, image: "nginx:1.27"}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec: {selector: {app: web}, ports: [{port: 80}]}
  steps:
    - {at: 20s, traffic: {name: shoppers, to: "http://web.default/", rps: 50}}
${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((minute) => `    - {at: ${minute}m, kubectl: "scale deployment web --replicas=${5 + minute}"}`).join('\n')}
`;

/** Milliseconds from a press on the timeline to the picture of that moment, by the page's own clock. */
async function rewind(page: Page, share: number): Promise<number> {
  const box = (await page.getByRole('slider', { name: /^Timeline/ }).boundingBox())!;
  await page.evaluate(() => {
    const root = document.querySelector<HTMLElement>('#root')!;
    delete root.dataset['took'];
    const watch = (): void => {
      const pressedMs = performance.now();
      const look = (): void => {
        const at = Number(root.dataset['nowMs']);
        const count = document.querySelectorAll('[data-pod^="default/web"]:not(.leaving *)').length;
        // A Pod that was asked for less than three seconds ago may be there or not.
        const isDrawn = [0, 3_000].some((ms) => count === 5 + Math.min(9, Math.floor((at - ms) / 60_000)));
        if (isDrawn) root.dataset['took'] = String(performance.now() - pressedMs);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(() => requestAnimationFrame(look));
    };
    addEventListener('pointerdown', watch, { once: true, capture: true });
  });
  await page.mouse.click(box.x + box.width * share, box.y + box.height / 2);
  await expect(root(page)).toHaveAttribute('data-took', /\d/, slow);
  return Number(await root(page).getAttribute('data-took'));
}

test('@measured a run of ten minutes goes back to any moment in less than 300 ms', async ({ page }) => {
  await open(page, 'empty-cluster');
  await page.keyboard.press('n');
  const load = page.getByTestId('load');
  await load.getByLabel('Or paste its text').fill(LECTURE);
  await load.getByRole('button', { name: 'Run this text' }).click();
  await expect(pods(page, 'web')).toHaveCount(5, slow);
  await speedUp(page, 1000);
  await expect.poll(() => nowMs(page), slow).toBeGreaterThan(600_000);
  await page.keyboard.press('Space');
  await expect(root(page)).toHaveAttribute('data-running', 'false');
  const took: number[] = [];
  for (const share of [0.47, 0.13, 0.78, 0.3, 0.63, 0.2, 0.42]) took.push(await rewind(page, share));
  const median = took.toSorted((a, b) => a - b)[took.length >> 1]!;
  test.info().annotations.push({ type: 'measured', description: took.map(Math.round).join(', ') });
  expect(median, took.map(Math.round).join(', ')).toBeLessThan(300);
});
