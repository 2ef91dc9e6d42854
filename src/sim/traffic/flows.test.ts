import { expect, test } from 'vitest';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { isPodReady } from '../../api/pod.ts';
import type { TrafficSpec } from '../../api/scenario.ts';
import type { LossCause } from '../../protocol/loss.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { act, apply, bootCluster, objectsOf, runUntil } from '../testing/test-cluster.ts';

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1.27"}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: shopper, labels: {role: client}}
spec: {containers: [{name: box, image: "busybox:1.36", command: [sleep, "3600"]}]}
`;
const DENY = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny-all}
spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}
`;

function webCluster(): Cluster {
  const cluster = bootCluster(2);
  apply(cluster, WEB);
  const pods = (): Pod[] => objectsOf<Pod>(cluster, 'Pod', 'default');
  runUntil(cluster, () => pods().length === 3 && pods().every(isPodReady), 120_000, 'all Pods ready');
  pass(cluster, 3);
  return cluster;
}

function pass(cluster: Cluster, seconds: number): void {
  cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
}

function send(cluster: Cluster, spec: Partial<TrafficSpec>): void {
  const client: TrafficSpec = { name: 'people', to: 'http://web.default/', rps: 50, ...spec };
  act(cluster, { type: 'traffic', ...client });
  pass(cluster, 10);
  act(cluster, { type: 'traffic', ...client, rps: 0 });
  pass(cluster, 6);
}

const flowsOf = ({ traffic }: Cluster) =>
  [...traffic.flows.all].map(({ from, to, sent, lost }) => ({ from, to, sent: sent.total, lost: lost.total }));

test('every attempt is counted from its client to its Pod, exactly', () => {
  const cluster = webCluster();
  send(cluster, {});
  const { sent } = cluster.traffic.clients[0]!.stats.total;
  const toService = { from: 'client people', to: 'service default/web', sent, lost: 0 };
  const toPods = [...cluster.traffic.pods].map(([pod, { total }]) => {
    return { from: 'service default/web', to: `pod ${pod}`, sent: total.sent, lost: 0 };
  });
  expect(toPods).toHaveLength(2);
  expect(new Set(flowsOf(cluster))).toEqual(new Set([toService, ...toPods]));
});

test('a rate is the mean of the last three whole seconds', () => {
  const cluster = webCluster();
  act(cluster, { type: 'traffic', name: 'clock', to: 'http://web.default/', rps: 20, arrivals: 'constant' });
  pass(cluster, 8);
  const second = Math.floor(cluster.engine.nowMs / 1000);
  const [first] = [...cluster.traffic.flows.all];
  expect([first!.sent.perSecond(second), first!.sent.perSecond(second + 5)]).toEqual([20, 0]);
});

test.each<[string, Partial<TrafficSpec>, (cluster: Cluster) => void, Partial<LossCause>]>([
  ['a name that nobody knows', { to: 'http://nobody/' }, () => {}, { at: 'dns', name: 'nobody', answer: 'NXDOMAIN' }],
  [
    'CoreDNS away',
    {},
    (cluster) => act(cluster, { type: 'kubectl', command: 'scale deployment coredns -n kube-system --replicas=0' }),
    { at: 'dns', name: 'web.default', answer: 'no answer' },
  ],
  [
    'no endpoint',
    {},
    (cluster) => act(cluster, { type: 'kubectl', command: 'scale deployment web --replicas=0' }),
    { at: 'service', service: 'default/web', refused: true },
  ],
  [
    'a policy, for a client that is a Pod',
    { pod: 'default/shopper', to: 'http://web/' },
    (cluster) => apply(cluster, DENY),
    { at: 'policy', direction: 'Ingress', policies: ['default/deny-all'] },
  ],
  ['a Pod that does not run as a client', { pod: 'default/nobody' }, () => {}, { at: 'client' }],
])('losses by %s are counted with their cause', (_, spec, prepare, cause) => {
  const cluster = webCluster();
  prepare(cluster);
  pass(cluster, 40);
  send(cluster, spec);
  const { total } = cluster.traffic.clients[0]!.stats;
  const spells = [...cluster.traffic.losses.spells];
  expect(total.ok).toBe(0);
  expect(spells.reduce((sum, { count }) => sum + count.total, 0)).toBe(total.sent);
  for (const spell of spells) expect(spell.cause).toMatchObject(cause);
});
