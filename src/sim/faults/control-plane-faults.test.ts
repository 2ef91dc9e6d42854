import { expect, test } from 'vitest';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import { isPodReady } from '../../api/pod.ts';
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
`;

function webCluster(): Cluster {
  const cluster = bootCluster(2);
  apply(cluster, WEB);
  const pods = (): Pod[] => objectsOf<Pod>(cluster, 'Pod', 'default');
  runUntil(cluster, () => pods().length === 2 && pods().every(isPodReady), 60_000, 'two Pods ready');
  return cluster;
}

function pass(cluster: Cluster, seconds: number): void {
  cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
}

const stop = (cluster: Cluster, target: string): unknown =>
  act(cluster, { type: 'fault', fault: 'component-stop', target });

function readiness(cluster: Cluster): (string | undefined)[] {
  return objectsOf<Node>(cluster, 'Node').map(
    ({ status }) => status?.conditions?.find(({ type }) => type === 'Ready')?.status,
  );
}

test('without the controller manager a dead node stays Ready and its Pods count as running', () => {
  const cluster = webCluster();
  stop(cluster, 'kube-controller-manager');
  act(cluster, { type: 'fault', fault: 'node-crash', target: 'node-1' });
  pass(cluster, 600);
  const pods = objectsOf<Pod>(cluster, 'Pod', 'default');
  expect([readiness(cluster), pods.length, pods.every(isPodReady)]).toEqual([['True', 'True'], 2, true]);
  act(cluster, { type: 'fault', fault: 'component-start', target: 'kube-controller-manager' });
  pass(cluster, 90);
  expect(readiness(cluster)).toEqual(['Unknown', 'True']);
});

test('without the API server no command is answered, and containers run on', () => {
  const cluster = webCluster();
  stop(cluster, 'kube-apiserver');
  const { stderr, exitCode } = act(cluster, { type: 'kubectl', command: 'get pods' });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/was refused - did you specify the right host or port\?\n$/);
  pass(cluster, 60);
  const running = [...cluster.nodes.values()].flatMap(({ runtime }) =>
    [...runtime.sandboxes.values()]
      .filter(({ podKey }) => podKey.startsWith('default/'))
      .flatMap(({ containers }) => containers.map(({ state }) => state)),
  );
  expect(running).toEqual(['running', 'running']);
});

test('without etcd the API server itself says why it cannot write', () => {
  const cluster = webCluster();
  stop(cluster, 'etcd');
  pass(cluster, 5);
  const { stderr, exitCode } = act(cluster, { type: 'kubectl', command: 'create configmap c' });
  const why = 'transport: Error while dialing: dial tcp 127.0.0.1:2379: connect: connection refused';
  const text = `rpc error: code = Unavailable desc = connection error: desc = "${why}"`;
  expect([exitCode, stderr]).toEqual([1, `error: failed to create configmap: ${text}\n`]);
  act(cluster, { type: 'fault', fault: 'component-start', target: 'etcd' });
  pass(cluster, 30);
  expect(act(cluster, { type: 'kubectl', command: 'create configmap c' }).stdout).toBe('configmap/c created\n');
});
