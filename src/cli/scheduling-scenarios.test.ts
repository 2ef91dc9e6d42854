import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseScenario } from '../api/scenario-file.ts';
import { runScenario } from '../sim/cluster/scenario-run.ts';

/** What the `get` commands of a scenario print, columns joined by one blank, without what preemption adds. */
function printed(name: string): string[] {
  const text = readFileSync(new URL(`../scenarios/${name}.yaml`, import.meta.url), 'utf8');
  const gets = runScenario(parseScenario(text, name)).outputs.filter(({ command }) => command.startsWith('get '));
  return gets.map(({ stdout }) =>
    stdout
      .replace(/ preemption: .*/, '')
      .replace(/ +/g, ' ')
      .trim(),
  );
}

test.each([
  [
    'a taint keeps a Pod off the only node with GPUs',
    'gpu-nodes',
    [
      'forgot-toleration <none>\ntrain gpu-1\nweb plain-1',
      '0/2 nodes are available: 1 Insufficient nvidia.com/gpu, 1 node(s) had untolerated taint {dedicated: gpu}.',
    ],
  ],
  [
    'a Pod waits until a node carries the label it requires',
    'node-affinity',
    [
      'fast node-1\nfastest <none>',
      "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
      'fast node-1\nfastest node-2',
    ],
  ],
  [
    'a closed node takes no Pod that asks the scheduler, except one that tolerates it',
    'closed-node',
    [
      'asks <none> Pending\ntells node-1 Running\ntolerates node-2 Running',
      '0/2 nodes are available: 2 node(s) were unschedulable.',
      'tolerates',
      'asks node-2 Running',
    ],
  ],
  [
    'a claim for one Pod lets the next one in when that Pod is gone',
    'one-writer',
    [
      'heir Pending\nwriter Running',
      '0/3 nodes are available: 3 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode.',
      'heir Running',
    ],
  ],
  [
    'a disk is made in the zone of its first Pod, and a Pod goes where a local one appears',
    'wait-for-consumer',
    [
      'cloud Pending\nfast Pending',
      'on-cloud node-3\non-fast <none>',
      'cloud Bound\nfast Pending',
      "0/3 nodes are available: 3 node(s) didn't find available persistent volumes to bind.",
      'on-cloud node-3\non-fast node-2',
      'cloud Bound\nfast Bound',
    ],
  ],
  [
    'a node takes no more disks than its driver can attach',
    'volume-limits',
    ['25', 'shard- <none>', '0/1 nodes are available: 1 node(s) exceed max volume count.'],
  ],
  [
    'a Pod goes where it evens out what is taken',
    'balanced',
    ['computes node-1\nremembers node-2\nwants-memory node-1\nwants-processor node-2'],
  ],
  [
    'the more important of two Pods is tried first though it came later',
    'first-in-the-queue',
    ['came-first <none>\ncame-later <none>', 'came-first <none>\ncame-later node-1'],
  ],
  ['a node that has the image is better than one with less load', 'image-locality', ['first node-2\nsecond node-2']],
  [
    'Pods stay in the zone of their disk',
    'volume-zone',
    [
      'db node-2',
      '["b"]',
      '0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) had volume node affinity conflict.',
      'db node-2',
    ],
  ],
  [
    'a Pod is tried when its last gate is gone',
    'scheduling-gates',
    [
      '<none> SchedulingGated Scheduling is blocked due to non-empty scheduling gates',
      '<none> example.com/licence',
      'Running',
    ],
  ],
  [
    'a preference counts as long as there is room',
    'preferred-affinity',
    ['cache-0 node-1\ncache-1 node-1\ncache-2 node-2'],
  ],
  ['a curve keeps a whole node free', 'requested-to-capacity', ['job-0 gpu-2\njob-1 gpu-2\njob-2 gpu-1']],
  ['a more important Pod takes the place of another', 'preemption', ['batch node-1', 'urgent node-1']],
  [
    'a closed zone limits the others by the skew',
    'spread-over-zones',
    ['node-1\nnode-1\nnode-2\nnode-2\nnode-3\n<none>', 'node-1\nnode-1\nnode-2\nnode-2\nnode-3\nnode-3'],
  ],
])('%s', (_, name, expected) => {
  const lines = (text: string): string =>
    text
      .split('\n')
      .map((line) => line.trim())
      .sort()
      .join('\n');
  expect(printed(name).map(lines)).toEqual(expected.map(lines));
});

test('one profile spreads Pods, the other fills a node, whichever wins the first tie', () => {
  const [spread, packed] = printed('bin-packing').map((text) => text.split('\n'));
  expect(spread).toEqual(['node-1', 'node-2', 'node-3']);
  expect(packed).toEqual(Array(6).fill(packed![0]));
});

test.each([
  ['apart', 'db', "0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules."],
  ['host-ports', 'agent', "0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports."],
])('%s: one Pod a node, and the third waits', (name, app, message) => {
  const [pods, why] = printed(name);
  const nodes = pods!.split('\n').map((line) => line.trim().split(' '));
  expect(nodes.map(([pod]) => pod)).toEqual([0, 1, 2].map((i) => `${app}-${i}`));
  expect(nodes.map(([, node]) => node).sort()).toEqual(['<none>', 'node-1', 'node-2']);
  expect(why).toBe(message);
});
