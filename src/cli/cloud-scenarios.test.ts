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
  expect(printed(10)).toMatch(/^node-2 +Ready +<none> +22s +v1\.32\.4 +eu-1 +eu-1b +standard-4$/m);
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

test('node-autoscaling: a group grows for Pods that fit nowhere, and shrinks ten minutes after its nodes are not needed', () => {
  const printed = play('node-autoscaling');
  expect(names(printed(20))).toEqual(['small-1 Ready']);
  // Three Pods of 500m fit beside the system's on 2 CPUs, five do not; nodes of the large group would waste more.
  expect(printed(50).match(/pod triggered scale-up: \[\{small 1->3 \(max: 5\)\}\]/g)).toHaveLength(5);
  expect(printed(51)).toContain('    cloudProviderTarget: 3\n    minSize: 1\n    maxSize: 5\n');
  expect(names(printed(150))).toEqual(['small-1 Ready', 'small-2 Ready', 'small-3 Ready']);
  expect(printed(151).match(/Running/g)).toHaveLength(8);
  expect(printed(210)).toMatch(/NotTriggerScaleUp +pod\/giant +pod didn't trigger scale-up: 2 Insufficient cpu$/m);
  expect(printed(300).match(/DeletionCandidateOfClusterAutoscaler/g)).toHaveLength(2);
  expect(names(printed(960))).toEqual(['small-1 Ready']);
  expect(printed(961)).toContain('Scale-up: group small size set to 3 instead of 1 (max: 5)\n');
  expect(printed(961)).toMatch(/Scale-down: removing (empty )?node/);
  expect(printed(1021)).toContain('node removed by cluster autoscaler\n');
  expect(printed(1022)).toMatch(/cluster-autoscaler-[a-z0-9]+-[a-z0-9]{5}/);
});

test('node-autoscaling: a node that a Pod holds by annotation stays', () => {
  const labels = '          labels: {app: web}\n        spec:';
  const hold = `          annotations: {cluster-autoscaler.kubernetes.io/safe-to-evict: "false"}\n${labels}`;
  const printed = play('node-autoscaling', (text) => text.replace(labels, hold));
  // The Pod that is left holds its node, wherever that is; the others have nobody to hold them.
  expect(names(printed(960)).length).toBeLessThanOrEqual(2);
  expect(printed(1021)).not.toContain('deleting pod for node scale down');
  expect(printed(1021)).toContain('node removed by cluster autoscaler');
});

test('out-of-capacity: the autoscaler leaves groups alone that the cloud has nothing for, longer after each failure', () => {
  const printed = play('out-of-capacity');
  const status = printed(90);
  expect(status).toContain(
    '    status: Backoff\n    backoffInfo:\n      errorCode: RESOURCE_POOL_EXHAUSTED\n      errorMessage: no capacity for machines of type standard-2 in eu-1a\n',
  );
  expect(status).toContain(
    "    backoffInfo:\n      errorCode: cloudProviderError\n      errorMessage: 'failed to increase node group size: quota exceeded for machines of type standard-8 in region eu-1'\n",
  );
  expect(printed(120).match(/pod didn't trigger scale-up: 2 in backoff after failed scale-up$/gm)).toHaveLength(5);
  // It looks every 10 s, from 4 s on. The first try at 44 s fails by the next look, then five and ten minutes pass.
  const events = printed(1080)
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/));
  expect(events.slice(1, -1).sort()).toEqual(
    [
      ['Normal', '3', '2026-01-05T08:16:04Z', 'Scale-up: group small size set to 3 instead of 1 (max: 5)'],
      ['Normal', '3', '2026-01-05T08:16:04Z', 'Scale-up: setting group small size to 3 instead of 1 (max: 5)'],
      ['Normal', '2', '2026-01-05T08:06:14Z', 'Scale-up: setting group large size to 1 instead of 0 (max: 2)'],
      [
        'Warning',
        '2',
        '2026-01-05T08:06:04Z',
        'Failed adding 2 nodes to group small due to OutOfResource.RESOURCE_POOL_EXHAUSTED; source errors: no capacity for machines of type standard-2 in eu-1a',
      ],
      [
        'Warning',
        '2',
        '2026-01-05T08:06:14Z',
        'Scale-up failed for group large: quota exceeded for machines of type standard-8 in region eu-1',
      ],
    ].sort(),
  );
  expect(names(printed(1081))).toEqual(['small-1 Ready', 'small-6 Ready', 'small-7 Ready']);
});
