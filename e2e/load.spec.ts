import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { nowMs, root } from './support.ts';

const slow = { timeout: 60_000 };

const EXERCISE = `apiVersion: orrery/v1
kind: Scenario
metadata: {name: from-afar}
spec:
  title: From afar
  cluster: {nodes: 2}
  exercise:
    goals:
      - {id: there, check: "exists('pod', 'a')"}
    allow: {commands: [get, run], faults: [], views: [cluster, objects]}
`;

test('a scenario comes by link from another server, as pasted text and as a dropped file; what is bad is told and the run goes on', async ({
  page,
}) => {
  // Another server that lets other pages read one of its files.
  const server = createServer((request, response) => {
    const isOpen = request.url === '/lesson.yaml';
    response.writeHead(200, isOpen ? { 'access-control-allow-origin': '*' } : {});
    response.end(EXERCISE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const afar = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const exercise = page.getByRole('complementary', { name: 'Exercise' });
  const load = page.getByTestId('load');
  const view = (name: string) => page.getByRole('navigation').getByRole('button', { name });
  const problems = page.getByTestId('load-problems');

  await test.step('src= runs it, and the exercise allows what it says', async () => {
    await page.goto(`/?src=${encodeURIComponent(`${afar}/lesson.yaml`)}`);
    await expect(exercise.getByRole('heading', { name: 'From afar' })).toBeVisible(slow);
    await expect.poll(() => nowMs(page), slow).toBeGreaterThanOrEqual(0);
    await expect(exercise).toContainText('Views to look at: Cluster, Objects');
    await view('Scheduler').click({ force: true });
    await expect(exercise.getByRole('alert')).toHaveText('This exercise is to be solved without the view Scheduler.');
    await expect(view('Cluster')).toHaveAttribute('aria-current', 'page');
    await page.getByTestId('figure').focus();
    await page.keyboard.press('4');
    await expect(exercise.getByRole('alert')).toHaveText('This exercise is to be solved without the view Traffic.');
    await page.keyboard.press('5');
    await expect(view('Objects')).toHaveAttribute('aria-current', 'page');
    await expect(exercise.getByRole('alert')).toHaveCount(0);
  });

  await test.step('a bad text is told by line and field', async () => {
    await page.keyboard.press('n');
    await load.getByLabel('Or paste its text').fill(EXERCISE.replace('nodes: 2', 'nodes: -2'));
    await load.getByRole('button', { name: 'Run this text' }).click();
    await expect(problems).toContainText(/pasted:6: spec\.cluster\.nodes: Invalid value: -2/);
    await load.getByLabel('Or fetch it from a link').fill(`${afar}/shut.yaml`);
    await load.getByRole('button', { name: 'Fetch' }).click();
    await expect(problems).toContainText('does not let other pages read its files (CORS)', slow);
    await load.getByLabel('Or fetch it from a link').fill('nowhere.yaml');
    await load.getByRole('button', { name: 'Fetch' }).click();
    await expect(problems).toContainText('nowhere.yaml cannot run. What runs now goes on.', slow);
    await page.keyboard.press('Escape');
    await expect(root(page)).toHaveAttribute('data-phase', 'live');
    await expect(exercise.getByRole('heading', { name: 'From afar' })).toBeVisible();
  });

  await test.step('a dropped file runs', async () => {
    await page.evaluate(
      (text) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], 'dropped.yaml'));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      },
      EXERCISE.replace('From afar', 'Dropped'),
    );
    await expect(exercise.getByRole('heading', { name: 'Dropped' })).toBeVisible(slow);
  });
  server.close();
});
