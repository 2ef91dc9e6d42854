import { describe, expect, test } from 'vitest';
import type { Container, Event, Pod, PodSpec } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import ConfigMapKind from '../../kinds/config-map/kind.ts';
import PodKind from '../../kinds/pod/kind.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { adminClient, apply, bootCluster, finish, objectsOf } from '../testing/test-cluster.ts';
import { containerOf } from './runtime-container.ts';

const box = (more: Partial<Container>): Container => ({ name: 'c', image: 'busybox:1.36', ...more });
const sh = (script: string, more: Partial<Container> = {}): Container =>
  box({ command: ['sh', '-c', script], ...more });

function create(cluster: Cluster, spec: Partial<PodSpec>): void {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default', labels: { app: 'x' } },
    spec,
  };
  finish(cluster, adminClient(cluster).create(PodKind, pod as unknown as Pod));
}

function pass(cluster: Cluster, seconds: number): void {
  cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
}

function podOf(cluster: Cluster): Pod {
  return objectsOf<Pod>(cluster, 'Pod', 'default')[0]!;
}

function logOf(cluster: Cluster, name = 'c'): string[] {
  const { runtime } = [...cluster.nodes.values()][0]!;
  const made = containerOf(runtime.sandboxes.get(podOf(cluster).metadata.uid!), name);
  return (made?.log.lines ?? []).map(({ text }) => text);
}

function messages(cluster: Cluster, reason: string): string[] {
  return objectsOf<Event>(cluster, 'Event', 'default')
    .filter((event) => event.involvedObject.name === 'p' && event.reason === reason)
    .map(({ message = '' }) => message);
}

const CONFIG = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'conf', namespace: 'default' },
  data: { COLOR: 'red', 'a.txt': 'one\n' },
};

function boot(...objects: KubeObject[]): Cluster {
  const cluster = bootCluster(1, 5);
  for (const object of objects) finish(cluster, adminClient(cluster).create(ConfigMapKind, object as never));
  return cluster;
}

describe('what containers print and how they end', () => {
  const env: Container['env'] = [
    { name: 'A', value: '1' },
    { name: 'B', value: '$(A)-$(NOPE)-$$(A)' },
    { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'COLOR', valueFrom: { configMapKeyRef: { name: 'conf', key: 'COLOR' } } },
    { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
  ];
  const cases: readonly [string, Partial<PodSpec>, string[], unknown][] = [
    [
      'a loop',
      { containers: [sh('for i in 1 2 3; do echo n$i; sleep 1; done; exit 4')] },
      ['n1', 'n2', 'n3'],
      { exitCode: 4, reason: 'Error' },
    ],
    [
      'a command without a shell',
      { containers: [box({ command: ['echo'], args: ['$(HOME)', 'x'] })] },
      ['$(HOME) x'],
      { exitCode: 0, reason: 'Completed' },
    ],
    [
      'variables',
      { containers: [sh('echo $A $B $POD $COLOR $CPU $KUBERNETES_SERVICE_PORT', { env })] },
      ['1 1-$(NOPE)-$(A) p red 4 443'],
      { exitCode: 0, reason: 'Completed' },
    ],
    [
      'variables of a whole ConfigMap',
      { containers: [sh('echo $X_COLOR', { envFrom: [{ prefix: 'X_', configMapRef: { name: 'conf' } }] })] },
      ['red'],
      { exitCode: 0, reason: 'Completed' },
    ],
    [
      'files of a ConfigMap',
      {
        containers: [
          sh('cat /etc/conf/a.txt; ls /etc/conf; readlink /etc/conf/a.txt; echo x >/etc/conf/n', {
            volumeMounts: [{ name: 'v', mountPath: '/etc/conf' }],
          }),
        ],
        volumes: [{ name: 'v', configMap: { name: 'conf' } }],
      },
      ['one', 'COLOR', 'a.txt', '..data/a.txt', "sh: can't create /etc/conf/n: Read-only file system"],
      { exitCode: 1, reason: 'Error' },
    ],
    [
      'a directory that two containers share',
      {
        initContainers: [{ ...sh('echo shared >/v/f', { volumeMounts: [{ name: 'v', mountPath: '/v' }] }), name: 'i' }],
        containers: [sh('cat /w/f', { volumeMounts: [{ name: 'v', mountPath: '/w' }] })],
        volumes: [{ name: 'v', emptyDir: {} }],
      },
      ['shared'],
      { exitCode: 0, reason: 'Completed' },
    ],
    [
      'a message at the end',
      { containers: [sh('echo why >/dev/termination-log; exit 1')] },
      [],
      { exitCode: 1, reason: 'Error', message: 'why\n' },
    ],
    [
      'the end of the log instead',
      { containers: [sh('echo oops; exit 1', { terminationMessagePolicy: 'FallbackToLogsOnError' })] },
      ['oops'],
      { exitCode: 1, reason: 'Error', message: 'oops\n' },
    ],
    [
      'too much memory',
      {
        containers: [
          {
            name: 'c',
            image: 'polinux/stress',
            command: ['stress'],
            args: ['--vm', '1', '--vm-bytes', '250M'],
            resources: { limits: { memory: '100Mi' } },
          },
        ],
      },
      ['stress: info: [1] dispatching hogs: 0 cpu, 0 io, 1 vm, 0 hdd'],
      { exitCode: 137, reason: 'OOMKilled' },
    ],
  ];
  for (const [title, spec, lines, ended] of cases) {
    test(title, () => {
      const cluster = boot(CONFIG);
      create(cluster, { restartPolicy: 'Never', ...spec });
      pass(cluster, 25);
      const {
        containerID: _,
        startedAt: _s,
        finishedAt: _f,
        ...terminated
      } = podOf(cluster).status?.containerStatuses?.[0]?.state?.terminated ?? {};
      expect({ lines: logOf(cluster).slice(0, lines.length), terminated }).toEqual({ lines, terminated: ended });
    });
  }
});

describe('what cannot start', () => {
  const cases: readonly [string, Partial<PodSpec>, string, string][] = [
    [
      'a ConfigMap that is not there',
      { containers: [box({ envFrom: [{ configMapRef: { name: 'nope' } }] })] },
      'CreateContainerConfigError',
      'configmap "nope" not found',
    ],
    [
      'a key that is not there',
      { containers: [box({ env: [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'conf', key: 'k' } } }] })] },
      'CreateContainerConfigError',
      "couldn't find key k in ConfigMap default/conf",
    ],
    [
      'a Secret that is not there',
      { containers: [box({ env: [{ name: 'X', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] })] },
      'CreateContainerConfigError',
      'secret "s" not found',
    ],
    [
      'a program that is not there',
      { containers: [box({ command: ['nosuch'] })] },
      'RunContainerError',
      'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nosuch": executable file not found in $PATH: unknown',
    ],
  ];
  for (const [title, spec, reason, message] of cases) {
    test(title, () => {
      const cluster = boot(CONFIG);
      create(cluster, spec);
      pass(cluster, 6);
      expect(podOf(cluster).status?.containerStatuses?.[0]?.state?.waiting).toEqual({ reason, message });
      expect(messages(cluster, 'Failed')).toContain(`Error: ${message}`);
    });
  }

  test('a volume whose ConfigMap is missing holds the Pod up until it is there', () => {
    const cluster = boot();
    create(cluster, {
      containers: [sh('cat /v/a.txt; sleep 99', { volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
      volumes: [{ name: 'v', configMap: { name: 'conf' } }],
    });
    pass(cluster, 5);
    expect(podOf(cluster).status?.containerStatuses?.[0]?.state?.waiting).toEqual({ reason: 'ContainerCreating' });
    expect(messages(cluster, 'FailedMount')).toEqual([
      'MountVolume.SetUp failed for volume "v" : configmap "conf" not found',
    ]);
    finish(cluster, adminClient(cluster).create(ConfigMapKind, CONFIG as never));
    pass(cluster, 20);
    expect(logOf(cluster)).toEqual(['one']);
  });
});

test('a changed ConfigMap reaches its files after a while, but not its variables', () => {
  const cluster = boot(CONFIG);
  const env = [{ name: 'COLOR', valueFrom: { configMapKeyRef: { name: 'conf', key: 'COLOR' } } }];
  create(cluster, {
    containers: [
      sh('while true; do echo $(cat /v/COLOR) $COLOR; sleep 10; done', {
        env,
        volumeMounts: [{ name: 'v', mountPath: '/v' }],
      }),
    ],
    volumes: [{ name: 'v', configMap: { name: 'conf' } }],
  });
  pass(cluster, 20);
  const client = adminClient(cluster);
  finish(cluster, client.update(ConfigMapKind, { ...CONFIG, data: { COLOR: 'blue' } } as never));
  pass(cluster, 5);
  expect(logOf(cluster).at(-1)).toBe('red red');
  pass(cluster, 125);
  expect(logOf(cluster).at(-1)).toBe('blue red');
});

test('programs reach Services by their names, as the node’s rules allow', () => {
  const cluster = boot();
  const yaml = `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: "nginx:1.27"}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 8080, targetPort: 80}]}
`;
  apply(cluster, yaml);
  pass(cluster, 15);
  const script =
    'wget -qO- http://web:8080 | grep h1; wget -qO- -T 1 http://web:81; wget -qO- nope; nslookup web | tail -n 3; nc -zv web 8080';
  create(cluster, { containers: [sh(script)], restartPolicy: 'Never' });
  pass(cluster, 30);
  const pods = objectsOf<Pod>(cluster, 'Pod', 'default');
  const { runtime } = [...cluster.nodes.values()][0]!;
  const made = containerOf(
    runtime.sandboxes.get(pods.find(({ metadata }) => metadata.name === 'p')!.metadata.uid!),
    'c',
  );
  expect(made?.log.lines.map(({ text }) => text.replace(/\d+\.\d+\.\d+\.\d+/, 'IP'))).toEqual([
    '<h1>Welcome to nginx!</h1>',
    'wget: download timed out',
    "wget: bad address 'nope'",
    'Name:\tweb.default.svc.cluster.local',
    'Address: IP',
    '',
    'web (IP:8080) open',
  ]);
});

test('liveness by a command, as in the documentation', () => {
  const cluster = boot();
  const livenessProbe = { exec: { command: ['cat', '/tmp/healthy'] }, initialDelaySeconds: 5, periodSeconds: 5 };
  create(cluster, {
    containers: [sh('touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600', { livenessProbe })],
  });
  pass(cluster, 40);
  expect(messages(cluster, 'Unhealthy')).toEqual([
    "Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory\n",
  ]);
  pass(cluster, 50);
  expect(podOf(cluster).status?.containerStatuses?.[0]?.restartCount).toBe(1);
});

test('hooks run commands in the container', () => {
  const cluster = boot();
  const lifecycle = { postStart: { exec: { command: ['sh', '-c', 'echo started >/tmp/h'] } } };
  create(cluster, { containers: [sh('sleep 2; cat /tmp/h; sleep 99', { lifecycle })] });
  pass(cluster, 10);
  expect(logOf(cluster)).toEqual(['started']);
});

test('a trap on SIGTERM ends a container at once; without one it takes the grace period', () => {
  const cluster = boot();
  create(cluster, { containers: [sh('trap "echo bye; exit 0" TERM; while true; do sleep 1; done')] });
  pass(cluster, 10);
  finish(cluster, adminClient(cluster).delete(PodKind, 'default', 'p'));
  pass(cluster, 4);
  expect(objectsOf<Pod>(cluster, 'Pod', 'default')).toEqual([]);
});
