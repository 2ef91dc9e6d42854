import { expect, test } from 'vitest';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { act, apply, bootUnwatchedCluster, objectsOf } from '../testing/test-cluster.ts';

function run(cluster: Cluster, command: string): string {
  const { stdout, stderr } = act(cluster, { type: 'kubectl', command });
  return stdout + stderr;
}

function pass(cluster: Cluster, seconds: number): void {
  cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
}

function podOn(node: string): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: keeper}
spec:
  nodeName: ${node}
  terminationGracePeriodSeconds: 1
  volumes:
  - {name: empty, emptyDir: {}}
  - {name: memory, emptyDir: {medium: Memory}}
  - {name: host, hostPath: {path: /var/data}}
  - {name: claim, persistentVolumeClaim: {claimName: data}}
  containers:
  - name: c
    image: busybox:1.36
    command: [sh, -c, "touch /own; sleep 100000"]
    volumeMounts:
    - {name: empty, mountPath: /empty}
    - {name: memory, mountPath: /memory}
    - {name: host, mountPath: /host}
    - {name: claim, mountPath: /claim}
`;
}

const CLAIM = `
apiVersion: v1
kind: PersistentVolume
metadata: {name: share}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteMany]
  storageClassName: ""
  nfs: {server: files.example.com, path: /share}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteMany], storageClassName: "", resources: {requests: {storage: 1Gi}}}
`;

/** What of the files is there now. */
function kept(cluster: Cluster): readonly string[] {
  const listed = run(
    cluster,
    "exec keeper -- sh -c 'ls -d /tmp/file /empty/file /memory/file /host/file /claim/file 2>/dev/null'",
  );
  return listed
    .split('\n')
    .filter((line) => line.startsWith('/'))
    .map((line) => line.slice(1, line.indexOf('/', 1)));
}

test('files live as long as what they lie in: a container, a Pod, a machine, a PersistentVolume', () => {
  const cluster = bootUnwatchedCluster(2);
  apply(cluster, CLAIM);
  pass(cluster, 20);
  apply(cluster, podOn('node-1'));
  pass(cluster, 10);
  run(cluster, "exec keeper -- sh -c 'for d in tmp empty memory host claim; do echo x > /$d/file; done'");
  expect(kept(cluster)).toEqual(['claim', 'empty', 'host', 'memory', 'tmp']);

  act(cluster, { type: 'fault', fault: 'container-kill', target: 'keeper/c' });
  pass(cluster, 15);
  const [pod] = objectsOf<Pod>(cluster, 'Pod', 'default');
  expect(pod!.status!.containerStatuses![0]!.restartCount).toBe(1);
  expect(kept(cluster)).toEqual(['claim', 'empty', 'host', 'memory']);

  act(cluster, { type: 'fault', fault: 'kubelet-stop', target: 'node-1' });
  act(cluster, { type: 'fault', fault: 'kubelet-start', target: 'node-1' });
  pass(cluster, 20);
  expect(kept(cluster)).toEqual(['claim', 'empty', 'host', 'memory']);

  act(cluster, { type: 'fault', fault: 'node-restart', target: 'node-1' });
  pass(cluster, 60);
  expect(kept(cluster)).toEqual(['claim', 'empty', 'host']);

  run(cluster, 'delete pod keeper --now');
  pass(cluster, 5);
  apply(cluster, podOn('node-1'));
  pass(cluster, 10);
  expect(kept(cluster)).toEqual(['claim', 'host']);

  run(cluster, 'delete pod keeper --now');
  pass(cluster, 5);
  apply(cluster, podOn('node-2'));
  pass(cluster, 10);
  expect(kept(cluster)).toEqual(['claim']);
});

test('init containers run again when a machine has been started anew, and containers have ended with 255', () => {
  const cluster = bootUnwatchedCluster(1);
  apply(
    cluster,
    `
apiVersion: v1
kind: Pod
metadata: {name: staged}
spec:
  initContainers: [{name: first, image: "busybox:1.36", command: [sh, -c, "echo init"]}]
  containers: [{name: c, image: "busybox:1.36", command: [sleep, "100000"]}]
`,
  );
  pass(cluster, 15);
  act(cluster, { type: 'fault', fault: 'node-restart', target: 'node-1' });
  pass(cluster, 90);
  const { status } = objectsOf<Pod>(cluster, 'Pod', 'default')[0]!;
  expect(status).toMatchObject({
    phase: 'Running',
    initContainerStatuses: [{ restartCount: 1, state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
    containerStatuses: [
      { restartCount: 1, ready: true, lastState: { terminated: { exitCode: 255, reason: 'Unknown' } } },
    ],
  });
});
