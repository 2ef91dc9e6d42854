import { describe, expect, test } from 'vitest';
import type { Event, Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import { isPodReady } from '../../api/pod.ts';
import type { FaultName } from '../../api/scenario.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { act, apply, bootCluster, objectsOf, runUntil } from '../testing/test-cluster.ts';
import { newCounts, type TrafficCounts } from '../traffic/outcome.ts';

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1.27"}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
`;

/** Three nodes, one Pod on each, 100 requests a second for 10 s and more. */
function webCluster(seed: number): Cluster {
  const cluster = bootCluster(3, seed);
  apply(cluster, WEB);
  runUntil(cluster, () => pods(cluster).length === 3 && pods(cluster).every(isPodReady), 60_000, '3 Pods ready');
  act(cluster, { type: 'traffic', name: 'shoppers', to: 'http://web.default:80/', rps: 100 });
  pass(cluster, 10);
  return cluster;
}

function pods(cluster: Cluster): Pod[] {
  return objectsOf<Pod>(cluster, 'Pod', 'default');
}

function pass(cluster: Cluster, seconds: number): void {
  cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
}

function inject(cluster: Cluster, fault: FaultName, target: string, more: object = {}): string {
  return act(cluster, { type: 'fault', fault, target, ...more }).stderr;
}

/** What became of the requests whose outcome clients learned in the next seconds; `sent` is their sum. */
function outcomes(cluster: Cluster, seconds: number): TrafficCounts {
  const before = { ...cluster.traffic.clients[0]!.stats.total };
  pass(cluster, seconds);
  const after = cluster.traffic.clients[0]!.stats.total;
  const counts = newCounts();
  for (const key of Object.keys(counts) as (keyof TrafficCounts)[]) counts[key] = after[key] - before[key];
  const { sent: _, ...known } = counts;
  counts.sent = Object.values(known).reduce((sum, count) => sum + count, 0);
  return counts;
}

function ready(cluster: Cluster, node: string): string | undefined {
  const found = objectsOf<Node>(cluster, 'Node').find(({ metadata }) => metadata.name === node);
  return found?.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
}

describe('faults', () => {
  test('without a fault every request is served, spread evenly', () => {
    const cluster = webCluster(1);
    const counts = outcomes(cluster, 30);
    expect(counts.ok).toBe(counts.sent);
    expect(counts.sent).toBeGreaterThan(2800);
    expect(counts.sent).toBeLessThan(3200);
  });

  test('kubelet-stop: the node is given up, but its containers serve on; kubelet-start: all is well again', () => {
    const cluster = webCluster(2);
    inject(cluster, 'kubelet-stop', 'node-2');
    expect(cluster.machineState('node-2')).toBe('kubelet-stopped');
    const counts = outcomes(cluster, 70);
    expect(counts.ok).toBe(counts.sent);
    expect(ready(cluster, 'node-2')).toBe('Unknown');
    inject(cluster, 'kubelet-start', 'node-2');
    pass(cluster, 15);
    expect([ready(cluster, 'node-2'), cluster.machineState('node-2')]).toEqual(['True', 'on']);
    expect(pods(cluster).map((pod) => [isPodReady(pod), pod.status?.containerStatuses?.[0]?.restartCount])).toEqual(
      Array(3).fill([true, 0]),
    );
  });

  test('node-crash for a short time: the same Pods come back, their containers restarted', () => {
    const cluster = webCluster(12);
    const before = pods(cluster).map(({ metadata }) => metadata.name);
    inject(cluster, 'node-crash', 'node-2', { durationMs: 10_000 });
    expect(cluster.machineState('node-2')).toBe('off');
    pass(cluster, 60);
    expect([ready(cluster, 'node-2'), cluster.machineState('node-2')]).toEqual(['True', 'on']);
    expect(pods(cluster).map(({ metadata }) => metadata.name)).toEqual(before);
    const lost = pods(cluster).find(({ spec }) => spec?.nodeName === 'node-2')!;
    const status = lost.status!.containerStatuses![0]!;
    const { exitCode, reason } = status.lastState!.terminated!;
    expect([isPodReady(lost), status.restartCount, exitCode, reason]).toEqual([true, 1, 255, 'Unknown']);
    const reasons = objectsOf<Event>(cluster, 'Event', 'default').map((event) => event.reason);
    expect(['Rebooted', 'SandboxChanged'].filter((one) => !reasons.includes(one))).toEqual([]);
    const proxy = objectsOf<Pod>(cluster, 'Pod', 'kube-system').find(
      ({ metadata, spec }) => metadata.labels?.['k8s-app'] === 'kube-proxy' && spec?.nodeName === 'node-2',
    )!;
    expect(proxy.status?.containerStatuses?.[0]?.restartCount).toBe(1);
    const counts = outcomes(cluster, 10);
    expect(counts.ok).toBe(counts.sent);
  });

  test('a static Pod deleted by hand comes again, and never stops running', () => {
    const container = { name: 'agent', image: 'nginx:1.27' };
    const metadata = { name: 'agent', namespace: 'kube-system' };
    const cluster = bootCluster(
      1,
      1,
      [],
      [{ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [container] } }],
    );
    pass(cluster, 30);
    const agent = (): Pod | undefined =>
      objectsOf<Pod>(cluster, 'Pod', 'kube-system').find((pod) => pod.metadata.name === 'agent-node-1');
    const first = agent()!;
    act(cluster, { type: 'kubectl', command: 'delete pod -n kube-system agent-node-1' });
    pass(cluster, 5);
    const second = agent()!;
    expect(second.metadata.uid).not.toBe(first.metadata.uid);
    expect([isPodReady(second), second.status?.containerStatuses?.[0]?.restartCount]).toEqual([true, 0]);
    expect(second.status?.containerStatuses?.[0]?.containerID).toBe(first.status?.containerStatuses?.[0]?.containerID);
  });

  test('node-partition: requests to its Pod time out until the endpoint is dropped; node-heal brings it back', () => {
    const cluster = webCluster(3);
    inject(cluster, 'node-partition', 'node-1');
    expect(cluster.machineState('node-1')).toBe('cut');
    expect(outcomes(cluster, 20).timedOut).toBeGreaterThan(300);
    pass(cluster, 45);
    expect(ready(cluster, 'node-1')).toBe('Unknown');
    expect(outcomes(cluster, 10).timedOut).toBe(0);
    inject(cluster, 'node-heal', 'node-1');
    runUntil(cluster, () => ready(cluster, 'node-1') === 'True' && pods(cluster).every(isPodReady), 90_000, 'healed');
    pass(cluster, 5);
    const counts = outcomes(cluster, 10);
    expect(counts.ok).toBe(counts.sent);
  });

  test('container-kill: exit code 137, restarted once', () => {
    const cluster = webCluster(4);
    const name = pods(cluster)[0]!.metadata.name!;
    inject(cluster, 'container-kill', `${name}/web`);
    pass(cluster, 5);
    const status = pods(cluster).find(({ metadata }) => metadata.name === name)!.status!.containerStatuses![0]!;
    expect([
      status.restartCount,
      status.ready,
      status.lastState?.terminated?.exitCode,
      status.lastState?.terminated?.reason,
    ]).toEqual([1, true, 137, 'Error']);
  });

  test('component-stop coredns: names cannot be found, the Pods become unready; component-start heals it', () => {
    const cluster = webCluster(5);
    inject(cluster, 'component-stop', 'coredns');
    pass(cluster, 1);
    const counts = outcomes(cluster, 10);
    expect(counts.failed).toBe(counts.sent);
    inject(cluster, 'component-start', 'coredns');
    pass(cluster, 15);
    const after = outcomes(cluster, 10);
    expect(after.ok).toBe(after.sent);
  });

  test('component-stop kube-scheduler: new Pods stay Pending until it is started', () => {
    const cluster = webCluster(6);
    inject(cluster, 'component-stop', 'kube-scheduler');
    apply(cluster, 'apiVersion: v1\nkind: Pod\nmetadata: {name: late}\nspec: {containers: [{name: c, image: nginx}]}');
    pass(cluster, 20);
    const late = (): Pod | undefined => pods(cluster).find(({ metadata }) => metadata.name === 'late');
    expect(late()?.spec?.nodeName).toBe(undefined);
    inject(cluster, 'component-start', 'kube-scheduler');
    // The Lease of the process that was stopped has to run out first.
    pass(cluster, 40);
    expect(isPodReady(late()!)).toBe(true);
  });

  test('component-stop kube-controller-manager: a deleted Pod is not replaced until it is started', () => {
    const cluster = webCluster(7);
    inject(cluster, 'component-stop', 'kube-controller-manager');
    act(cluster, { type: 'kubectl', command: `delete pod ${pods(cluster)[0]!.metadata.name}` });
    pass(cluster, 30);
    expect(pods(cluster)).toHaveLength(2);
    inject(cluster, 'component-start', 'kube-controller-manager');
    pass(cluster, 30);
    expect(pods(cluster).filter(isPodReady)).toHaveLength(3);
  });

  for (const component of ['kube-apiserver', 'etcd']) {
    test(`component-stop ${component}: traffic goes on, and the cluster recovers when it is started`, () => {
      const cluster = webCluster(8);
      inject(cluster, 'component-stop', component);
      const counts = outcomes(cluster, 30);
      expect(counts.ok).toBe(counts.sent);
      inject(cluster, 'component-start', component);
      pass(cluster, 90);
      apply(
        cluster,
        'apiVersion: v1\nkind: Pod\nmetadata: {name: late}\nspec: {containers: [{name: c, image: nginx}]}',
      );
      pass(cluster, 30);
      expect(pods(cluster).filter(isPodReady)).toHaveLength(4);
      expect(['node-1', 'node-2', 'node-3'].map((node) => ready(cluster, node))).toEqual(['True', 'True', 'True']);
    });
  }

  test('component-stop kube-proxy: the node keeps its old rules, and loses requests when Pods move', () => {
    const cluster = webCluster(9);
    inject(cluster, 'component-stop', 'kube-proxy', { node: 'node-1' });
    const counts = outcomes(cluster, 5);
    expect(counts.ok).toBe(counts.sent);
    act(cluster, { type: 'kubectl', command: 'delete pod --all' });
    pass(cluster, 15);
    const stale = outcomes(cluster, 10);
    expect(stale.timedOut).toBeGreaterThan(200);
    inject(cluster, 'component-start', 'kube-proxy', { node: 'node-1' });
    pass(cluster, 8);
    const healed = outcomes(cluster, 10);
    expect(healed.ok).toBe(healed.sent);
  });

  test('network-delay with a duration heals by itself', () => {
    const cluster = webCluster(10);
    inject(cluster, 'network-delay', 'node-1', { latencyMs: 200, jitterMs: 50, durationMs: 20_000 });
    expect(cluster.network.faultOf(cluster.nodes.get('node-1')!.host)).toEqual({ latencyMs: 200, jitterMs: 50 });
    pass(cluster, 21);
    expect(cluster.network.faultOf(cluster.nodes.get('node-1')!.host)).toBe(undefined);
  });

  test('network-loss of half of the messages does not cost the node its readiness', () => {
    const cluster = webCluster(11);
    inject(cluster, 'network-loss', 'node-1', { percent: 30 });
    pass(cluster, 120);
    expect(ready(cluster, 'node-1')).toBe('True');
  });

  const wrong: readonly [FaultName, string, string][] = [
    ['node-crash', 'node-9', 'error: there is no node node-9; there are: node-1, node-2, node-3, control-plane-1\n'],
    [
      'container-kill',
      'web',
      'error: the target of container-kill is pod/container or namespace/pod/container, not web\n',
    ],
    ['container-kill', 'no/pod', 'error: no container pod runs in pod default/no\n'],
    ['component-stop', 'kube-proxy', 'error: kube-proxy runs on every node: say which in `node`\n'],
  ];
  const cluster = bootCluster(3);
  for (const [fault, target, message] of wrong) {
    test(`${fault} ${target} is refused with a reason`, () => expect(inject(cluster, fault, target)).toBe(message));
  }
});
