import { expect, test } from 'vitest';
import type { Container, Pod } from '../../api/k8s/core-v1.gen.ts';
import { oomScoreAdjust } from '../../api/pod-qos.ts';
import { parseScenario } from '../../api/scenario-file.ts';
import PodKind from '../../kinds/pod/kind.ts';
import { readToken } from '../apiserver/auth/tokens.ts';
import { runScenario } from '../cluster/scenario-run.ts';
import { adminClient, bootCluster, finish, objectsOf } from '../testing/test-cluster.ts';
import { containerOf } from './runtime-container.ts';

const FILES =
  'cd /sys/fs/cgroup; cat cpu.max cpu.weight memory.max pids.max /proc/self/oom_score_adj /proc/self/cgroup';

test('containers read their control group, how readily they are killed, and who they are', () => {
  const cluster = bootCluster(1, 5);
  const container = (name: string, resources: object, script: string): Container => ({
    name,
    image: 'busybox:1.36',
    command: ['sh', '-c', script],
    resources,
  });
  const small = { requests: { cpu: '250m', memory: '1Gi' }, limits: { cpu: '500m', memory: '2Gi' } };
  const spec = {
    containers: [
      container('limited', small, FILES),
      container('free', {}, FILES),
      container('token', {}, 'cat /var/run/secrets/kubernetes.io/serviceaccount/token'),
    ],
  };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default' }, spec };
  finish(cluster, adminClient(cluster).create(PodKind, pod as unknown as Pod));
  cluster.engine.runUntil(cluster.engine.nowMs + 20_000);
  const uid = objectsOf<Pod>(cluster, 'Pod', 'default')[0]!.metadata.uid!;
  const { runtime } = [...cluster.nodes.values()][0]!;
  const logOf = (name: string) => containerOf(runtime.sandboxes.get(uid), name)?.log.lines.map(({ text }) => text);
  const token = readToken(logOf('token')!.join(''))!;
  const account = objectsOf(cluster, 'ServiceAccount', 'default')[0]!;
  expect([logOf('limited'), logOf('free'), token['kubernetes.io'].pod, token['kubernetes.io'].serviceaccount]).toEqual([
    ['50000 100000', '10', '2147483648', 'max', '875', '0::/'],
    ['max 100000', '1', 'max', 'max', '999', '0::/'],
    { name: 'p', uid },
    { name: 'default', uid: account.metadata.uid },
  ]);
});

test('a Pod has no more processes than the kubelet lets it, in all its containers together', () => {
  const scenario = `
apiVersion: orrery/v1
kind: Scenario
metadata: {name: few-processes}
spec:
  cluster: {nodes: 1, kubelet: {podPidsLimit: 4}}
  objects: |
    apiVersion: v1
    kind: Pod
    metadata: {name: p}
    spec:
      restartPolicy: Never
      containers:
      - {name: other, image: "busybox:1.36", command: [sleep, "999"]}
      - {name: forks, image: "busybox:1.36", command: [sh, -c, "for i in 1 2 3; do sleep 99 & echo $i; done"]}
  steps:
  - {at: 20s, kubectl: "logs p -c forks"}
`;
  const [, logs] = runScenario(parseScenario(scenario, 'few-processes')).outputs;
  expect(logs!.stdout).toBe("1\n2\nsh: can't fork: Resource temporarily unavailable\n");
});

const GIB = 1024 ** 3;
const asking = (memory: string, more: Partial<Container> = {}): Container => ({
  name: 'c',
  resources: { requests: { memory } },
  ...more,
});

test.each([
  ['a container by what it asks for', { containers: [asking('2Gi')] }, asking('2Gi'), 750],
  ['a sidecar not before the others', { containers: [asking('2Gi')] }, asking('1Gi', { restartPolicy: 'Always' }), 750],
  ['a sidecar that asks for more', { containers: [asking('1Gi')] }, asking('4Gi', { restartPolicy: 'Always' }), 500],
  [
    'what is critical to its node last',
    { containers: [asking('2Gi')], priority: 2_000_001_000, priorityClassName: 'system-node-critical' },
    asking('2Gi'),
    -997,
  ],
  [
    'what is critical to the cluster like others',
    { containers: [asking('2Gi')], priority: 2_000_000_000, priorityClassName: 'system-cluster-critical' },
    asking('2Gi'),
    750,
  ],
])('the kernel kills %s', (_, spec, container, wanted) => {
  expect(oomScoreAdjust(spec, container, 8 * GIB)).toBe(wanted);
});
