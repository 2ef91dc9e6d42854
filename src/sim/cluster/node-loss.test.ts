import { describe, expect, test } from 'vitest';
import type { Lease } from '../../api/k8s/coordination-v1.gen.ts';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import { isPodReady } from '../../api/pod.ts';
import { parseTime } from '../../base/time.ts';
import { act, apply, bootCluster, objectsOf, recordWrites, runUntil } from '../testing/test-cluster.ts';

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 6
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: "nginx:1.27", ports: [{containerPort: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
`;

describe('what if we lose a worker?', () => {
  const cluster = bootCluster(3, 7);
  const { engine, traffic } = cluster;
  apply(cluster, WEB);
  const webPods = (): Pod[] => objectsOf<Pod>(cluster, 'Pod', 'default');
  runUntil(cluster, () => webPods().length === 6 && webPods().every(isPodReady), 60_000, '6 Pods ready');
  act(cluster, { type: 'traffic', name: 'shoppers', to: 'http://web.default:80/', rps: 50 });
  engine.runUntil(cluster.upAtMs + 60_000);

  const writes = recordWrites(cluster);
  const lost = webPods().filter(({ spec }) => spec?.nodeName === 'node-2');
  const lostNames = lost.map(({ metadata }) => metadata.name!);
  const leaseMs = (): number => {
    const lease = objectsOf<Lease>(cluster, 'Lease', 'kube-node-lease').find(
      ({ metadata }) => metadata.name === 'node-2',
    )!;
    return parseTime(lease.spec!.renewTime!) - engine.unixMs + engine.nowMs;
  };
  const crashMs = engine.nowMs;
  const renewedMs = leaseMs();
  act(cluster, { type: 'fault', fault: 'node-crash', target: 'node-2' });
  engine.runUntil(crashMs + 420_000);
  const restartMs = engine.nowMs;
  act(cluster, { type: 'fault', fault: 'node-restart', target: 'node-2' });
  engine.runUntil(restartMs + 120_000);

  /** Seconds from a time to the first write that fits; NaN if there is none. */
  const secondsTo = (fromMs: number, fits: (kind: string, object: unknown, type: string) => boolean): number => {
    const found = writes.find(
      ({ atMs, write }) => atMs + cluster.upAtMs >= fromMs && fits(write.kind.kind, write.object, write.type),
    );
    return found ? (found.atMs + cluster.upAtMs - fromMs) / 1000 : Number.NaN;
  };
  const node = (fits: (node: Node) => boolean) => (kind: string, object: unknown) =>
    kind === 'Node' && (object as Node).metadata.name === 'node-2' && fits(object as Node);
  const ready = (status: string) => (one: Node) =>
    one.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === status) ?? false;
  const tainted = (effect: string) => (one: Node) =>
    one.spec?.taints?.some((taint) => taint.key === 'node.kubernetes.io/unreachable' && taint.effect === effect) ??
    false;
  const lostPod = (fits: (pod: Pod) => boolean) => (kind: string, object: unknown) =>
    kind === 'Pod' && lostNames.includes((object as Pod).metadata.name!) && fits(object as Pod);
  const dropped = (kind: string, object: unknown): boolean =>
    kind === 'EndpointSlice' &&
    (object as EndpointSlice).metadata.labels?.['kubernetes.io/service-name'] === 'web' &&
    (object as EndpointSlice).endpoints.every((e) => e.nodeName !== 'node-2' || e.conditions?.ready === false);

  const unknown = secondsTo(renewedMs, node(ready('Unknown')));
  const noExecute = secondsTo(crashMs, node(tainted('NoExecute')));
  const errors = [...traffic.clients[0]!.stats.bySecond]
    .filter(([, { counts }]) => counts.refused + counts.reset + counts.timedOut + counts.failed > 0)
    .map(([second]) => second);
  const noExecuteMs = crashMs + noExecute * 1000;

  const table: readonly [what: string, seconds: number, from: number, to: number][] = [
    ['the lease is not renewed after the crash', (leaseAfter() - crashMs) / 1000, -10.5, 0],
    ['Ready becomes Unknown 50 s after the last renewal that was seen; looks are 5 s apart', unknown, 50, 60],
    [
      'the unreachable taint NoSchedule comes with it',
      secondsTo(renewedMs, node(tainted('NoSchedule'))) - unknown,
      0,
      1,
    ],
    ['the taint NoExecute comes with the next pass', secondsTo(renewedMs, node(tainted('NoExecute'))) - unknown, 0, 6],
    [
      'its Pods are marked not ready',
      secondsTo(
        renewedMs,
        lostPod((pod) => !isPodReady(pod)),
      ) - unknown,
      0,
      1,
    ],
    [
      'the EndpointSlice drops them',
      secondsTo(crashMs, dropped) -
        secondsTo(
          crashMs,
          lostPod((pod) => !isPodReady(pod)),
        ),
      0,
      2,
    ],
    ['traffic errors begin with the crash', errors[0]! - crashMs / 1000, -1, 1],
    [
      'traffic errors stop when the rules have been synced',
      errors.at(-1)! - crashMs / 1000 - secondsTo(crashMs, dropped),
      -1,
      3,
    ],
    [
      'its Pods turn Terminating after the toleration of 300 s',
      secondsTo(
        noExecuteMs,
        lostPod((pod) => !!pod.metadata.deletionTimestamp),
      ),
      300,
      302,
    ],
    ['replacements are ready on other nodes soon after', replaced() - noExecute - 300, 0, 10],
    ['after power on the node is Ready again', secondsTo(restartMs, node(ready('True'))), 15, 30],
    ['the old Pods go', gone(), 15, 45],
  ];
  function leaseAfter(): number {
    const renewals = writes.filter(
      ({ write }) => write.kind.kind === 'Lease' && write.object.metadata.name === 'node-2',
    );
    const before = renewals.filter(({ atMs }) => atMs + cluster.upAtMs < restartMs);
    return Math.max(renewedMs, ...before.map(({ atMs }) => atMs + cluster.upAtMs));
  }
  function replaced(): number {
    const isNew = (pod: Pod): boolean => pod.metadata.namespace === 'default' && pod.spec?.nodeName !== 'node-2';
    const names = new Set<string>();
    const original = new Set(lostNames);
    for (const { atMs, write } of writes) {
      const pod = write.object as Pod;
      if (write.kind.kind !== 'Pod' || !isNew(pod) || !isPodReady(pod) || original.has(pod.metadata.name!)) continue;
      names.add(pod.metadata.name!);
      if (names.size === lostNames.length) return (atMs + cluster.upAtMs - crashMs) / 1000;
    }
    return Number.NaN;
  }
  function gone(): number {
    const times = writes.filter(
      ({ write }) =>
        write.type === 'DELETED' && lostNames.includes(write.object.metadata.name!) && write.kind.kind === 'Pod',
    );
    return times.length === lostNames.length ? (times.at(-1)!.atMs + cluster.upAtMs - restartMs) / 1000 : Number.NaN;
  }

  test('the node had Pods to lose', () => expect(lostNames).toHaveLength(2));
  for (const [what, seconds, from, to] of table) {
    test(`${what} (${from} to ${to} s)`, () => {
      expect(seconds).toBeGreaterThanOrEqual(from);
      expect(seconds).toBeLessThanOrEqual(to);
    });
  }

  test('in the end six Pods run and none is left over', () => {
    expect(webPods().map((pod) => [isPodReady(pod), pod.metadata.deletionTimestamp])).toEqual(
      Array(6).fill([true, undefined]),
    );
  });
});
