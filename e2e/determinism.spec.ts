import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const root = fileURLToPath(new URL('..', import.meta.url));
const scenario = readFileSync(`${root}src/scenarios/lose-a-worker.yaml`, 'utf8').replace(
  / {4}- \{at: [^\n]*kubectl[^\n]*\n/g,
  '',
);
const COMMANDS = ['get events -A -o json', 'get pods -A -o yaml'];
const AT_S = 480;

/** What the command line prints for the commands at the end of the scenario. */
function onTheCommandLine(): string[] {
  const steps = COMMANDS.map((command) => `    - {at: ${AT_S}s, kubectl: "${command}"}\n`).join('');
  const text = scenario.replace(/ {4}- \{at: 8m[^\n]*\n/, steps).replace(/ {2}until: 10m\n/, '');
  const out = execFileSync('node', ['src/cli/tasks/orrery.mjs', 'run', '-', '--json'], {
    cwd: root,
    input: text,
    maxBuffer: 1e9,
  });
  return (JSON.parse(String(out)) as { stdout: string }[]).map(({ stdout }) => stdout);
}

test('the same scenario and seed give the same bytes in the browser and on the command line', async ({ page }) => {
  await page.goto('/');
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  const url = page.workers()[0]!.url();
  const inBrowser = await page.evaluate(
    async ({ url, scenario, commands, atMs }) => {
      const worker = new Worker(url, { type: 'module' });
      const answers = new Map<number, (stdout: string) => void>();
      worker.onmessage = ({ data }) => {
        if (data.type === 'crashed') throw new Error(data.message);
        if (data.id !== undefined) answers.get(data.id)?.(data.stdout ?? '');
      };
      const ask = (message: { id: number }): Promise<string> =>
        new Promise((resolve) => {
          answers.set(message.id, resolve);
          worker.postMessage(message);
        });
      await ask({ type: 'load', id: 1, scenario } as { id: number });
      worker.postMessage({ type: 'pause' });
      worker.postMessage({ type: 'seek', toMs: atMs });
      const all = commands.map((line, i) => ask({ type: 'kubectl', id: i + 2, line } as { id: number }));
      return await Promise.all(all);
    },
    { url, scenario: scenario.replace(/ {4}- \{at: 8m[^\n]*\n/, ''), commands: COMMANDS, atMs: AT_S * 1000 },
  );
  expect(inBrowser.map((text) => text.length > 10_000)).toEqual([true, true]);
  expect(inBrowser).toEqual(onTheCommandLine());
});
