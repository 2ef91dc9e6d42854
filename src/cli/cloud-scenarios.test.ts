import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseScenario } from '../api/scenario-file.ts';
import { runScenario } from '../sim/cluster/scenario-run.ts';

/** What the kubectl steps of a scenario printed, by second. */
function play(name: string, change = (text: string): string => text): (seconds: number) => string {
  const text = readFileSync(new URL(`../scenarios/${name}.yaml`, import.meta.url), 'utf8');
  const { outputs, problems } = runScenario(parseScenario(change(text), name));
  expect(problems).toEqual([]);
  return (seconds) => outputs.find(({ atMs }) => Math.floor(atMs / 1000) === seconds)!.stdout;
}

const names = (table: string): string[] =>
  table
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(/ +/).slice(0, 2).join(' '));

test('cloud-machines: nodes get what the cloud knows; a deleted machine takes its node along, one without power a taint', () => {
  const printed = play('cloud-machines');
  expect(printed(10)).toMatch(/^node-2 +Ready +<none> +15s +v1\.32\.4 +eu-1 +eu-1b +standard-4$/m);
  expect(printed(11)).toMatch(/^node-3 +orrery:\/\/eu-1c\/node-3 +<none>$/m);
  expect(printed(12).match(/Synced +node\/node-\d +Node synced successfully/g)).toHaveLength(3);
  // 50 s of grace from the last sign of life, then the cloud is asked, every 5 s.
  expect(names(printed(80))).toEqual(['node-1 Ready', 'node-2 Ready']);
  expect(printed(100)).toContain(
    'node/node-3   Deleting node node-3 because it does not exist in the cloud provider\n',
  );
  expect(names(printed(180))).toEqual(['node-1 Ready', 'node-2 NotReady']);
  expect(printed(181).split(' ')).toContain('node.cloudprovider.kubernetes.io/shutdown');
  expect(names(printed(300))).toEqual(['node-1 Ready', 'node-2 Ready']);
  expect(printed(301)).toBe('');
  // The Pod of the node that was deleted runs elsewhere.
  expect(names(printed(302))).toHaveLength(3);
  expect(printed(302)).not.toContain('node-3');
});

test('cloud-machines without a cloud controller manager: the node of the deleted machine stays, NotReady', () => {
  const stop = '    - {at: 15s, fault: component-stop, target: cloud-controller-manager}\n';
  const printed = play('cloud-machines', (text) => text.replace('    - {at: 20s,', `${stop}    - {at: 20s,`));
  expect(names(printed(80))).toEqual(['node-1 Ready', 'node-2 Ready', 'node-3 NotReady']);
  expect(names(printed(300))).toEqual(['node-1 Ready', 'node-2 Ready', 'node-3 NotReady']);
  expect(printed(181)).not.toContain('shutdown');
});
