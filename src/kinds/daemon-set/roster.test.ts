import { describe, expect, test } from 'vitest';
import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import { createRandom, type Random } from '../../base/random.ts';
import { planNodes, statusOf } from './plan.ts';
import { planRollingUpdate } from './rolling-update.ts';
import { createRoster, type DaemonView, type Roster } from './roster.ts';

const START_MS = Date.parse('2026-01-01T00:00:00Z');
const NODES = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6'];
const timeOf = (second: number): string => new Date(START_MS + second * 1000).toISOString().replace('.000Z', 'Z');

/** A small cluster that changes at random, as caches have it: objects in the order in which they came. */
interface World {
  readonly random: Random;
  readonly nodes: Map<string, Node>;
  readonly pods: Map<string, Pod>;
  set: DaemonSet;
  hash: string;
  second: number;
}

function randomSet(random: Random): DaemonSet {
  const maxSurge = random.pick([0, 0, 1, '50%']);
  const rollingUpdate = { maxSurge, maxUnavailable: maxSurge === 0 ? random.pick([1, 2, '50%']) : 0 };
  const spec = {
    selector: { matchLabels: { app: 'agent' } },
    minReadySeconds: random.pick([0, 0, 5]),
    template: {
      metadata: { labels: { app: 'agent' } },
      spec: {
        containers: [{ name: 'c', image: 'agent:1' }],
        ...(random.pick([true, false]) ? { nodeSelector: { disk: 'ssd' } } : {}),
      },
    },
    updateStrategy: random.pick([{ type: 'RollingUpdate', rollingUpdate }, { type: 'OnDelete' }]),
  };
  return { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent', namespace: 'default' }, spec };
}

function randomNode({ random }: World, name: string): Node {
  const effect = random.pick([undefined, undefined, undefined, 'NoSchedule', 'NoExecute']);
  return {
    ...{ apiVersion: 'v1', kind: 'Node' },
    metadata: { name, labels: { disk: random.pick(['ssd', 'ssd', 'ssd', 'tape']) } },
    spec: effect ? { taints: [{ key: 'reserved', effect }] } : {},
  };
}

function randomPod({ random, second, hash }: World, name: string, before: Pod | undefined): Pod {
  const ready = random.pick(['True', 'True', 'True', 'False']);
  const node = before?.spec?.nodeName ?? random.pick([...NODES, 'nowhere', undefined]);
  const labels = {
    app: random.pick(['agent', 'agent', 'agent', 'agent', 'agent', 'stray']),
    'controller-revision-hash': before?.metadata.labels?.['controller-revision-hash'] ?? random.pick([hash, 'old']),
  };
  return {
    ...{ apiVersion: 'v1', kind: 'Pod' },
    metadata: {
      ...{ name, namespace: 'default', labels },
      creationTimestamp: before?.metadata.creationTimestamp ?? timeOf(second),
      ...(random.pick([false, false, false, true]) ? { deletionTimestamp: timeOf(second) } : {}),
    },
    spec: { containers: [{ name: 'c', image: 'agent:1' }], ...(node ? { nodeName: node } : {}) },
    status: {
      phase: random.pick(['Running', 'Running', 'Running', 'Failed', 'Succeeded']),
      conditions: [{ type: 'Ready', status: ready, lastTransitionTime: timeOf(second) }],
    },
  };
}

/** Changes one thing in the world and tells the roster of it, as the caches do. */
function change(world: World, roster: Roster): void {
  const { random, nodes, pods } = world;
  const node = random.pick(NODES);
  const pod = `p${random.int(10)}`;
  const before = pods.get(pod);
  const what = random.int(20);
  if (what < 4) {
    nodes.set(node, randomNode(world, node));
    roster.putNode(nodes.get(node)!);
  } else if (what < 5) {
    if (nodes.delete(node)) roster.removeNode(node);
  } else if (what < 15) {
    pods.set(pod, randomPod(world, pod, before));
    roster.putPod(pods.get(pod)!);
  } else if (what < 17) {
    if (before && pods.delete(pod)) roster.removePod(before);
  } else if (what < 19) world.second += 1 + random.int(6);
  else if (random.pick([true, false])) world.hash = random.pick(['new', 'newer']);
  else world.set = randomSet(random);
}

function fromScratch({ set, nodes, pods }: World): Roster {
  const roster = createRoster(set);
  for (const node of nodes.values()) roster.putNode(node);
  for (const pod of pods.values()) roster.putPod(pod);
  return roster;
}

function look(roster: Roster, { set, hash, second }: World): object {
  const view: DaemonView = roster.look({ set, hash, nowMs: START_MS + second * 1000 });
  return {
    ...{ nodes: planNodes(view), update: planRollingUpdate(view), status: statusOf(view.counts) },
    ...{ strays: new Set(roster.strays.values()), pods: new Set(roster.pods()) },
  };
}

describe('a roster that is told of each change', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('finds what one made from scratch finds (seed %i)', (seed) => {
    const random = createRandom(seed);
    const world: World = {
      ...{ random, set: randomSet(random), hash: 'new', second: 0 },
      ...{ nodes: new Map(), pods: new Map() },
    };
    const roster = createRoster(world.set);
    for (let step = 0; step < 400; step++) {
      change(world, roster);
      if (random.int(3) > 0) continue;
      expect(look(roster, world)).toEqual(look(fromScratch(world), world));
    }
  });
});
