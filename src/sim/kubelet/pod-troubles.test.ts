import { beforeAll, describe, expect, test } from 'vitest';
import type { Event, Pod } from '../../api/k8s/core-v1.gen.ts';
import { type Cluster, createCluster } from '../cluster/cluster.ts';
import { act, apply, bootUnwatchedCluster, defaultNode, objectsOf } from '../testing/test-cluster.ts';

/** A Pod with one container of busybox, in flow style. */
interface Case {
  readonly title: string;
  readonly name: string;
  /** Fields of the Pod's spec. */
  readonly spec?: string;
  /** Fields of the container. */
  readonly container: string;
  /** Texts of Events that have come after 40 s, as `Reason: message`. */
  readonly events?: readonly (string | RegExp)[];
  /** Of the container's state: reason and message that it waits for, or how it ended. */
  readonly state?: unknown;
  readonly status?: unknown;
  readonly log?: string | RegExp;
}

const SLEEP = 'command: [sleep, "100000"]';
const ID = '[0-9a-f]{64}';

const CASES: readonly Case[] = [
  {
    title: 'a probe whose command does not exist cannot be run, which an Event says',
    name: 'probe-error',
    container: `${SLEEP}, readinessProbe: {exec: {command: [ghost]}, periodSeconds: 5}`,
    events: [
      new RegExp(
        `^Unhealthy: Readiness probe errored and resulted in unknown state: rpc error: code = Unknown desc = failed to exec in container: failed to start exec "${ID}": OCI runtime exec failed: exec failed: unable to start container process: exec: "ghost": executable file not found in \\$PATH: unknown$`,
      ),
    ],
  },
  {
    title: 'a probe of a port that nobody names cannot be run',
    name: 'probe-port',
    container: `${SLEEP}, livenessProbe: {httpGet: {port: web}, periodSeconds: 5}`,
    events: [
      'Unhealthy: Liveness probe errored and resulted in unknown state: strconv.Atoi: parsing "web": invalid syntax',
    ],
  },
  {
    title: 'a probe that takes too long has failed',
    name: 'probe-slow',
    container: `${SLEEP}, readinessProbe: {exec: {command: [sleep, "10"]}, timeoutSeconds: 2, periodSeconds: 5}`,
    events: ['Unhealthy: Readiness probe failed: command timed out: "sleep 10" timed out after 2s'],
  },
  {
    title: 'a probe gives a container its own time to end',
    name: 'probe-grace',
    spec: 'terminationGracePeriodSeconds: 3600',
    container:
      'command: [sh, -c, "trap : TERM; while true; do sleep 1; done"], livenessProbe: {exec: {command: ["false"]}, periodSeconds: 1, failureThreshold: 1, terminationGracePeriodSeconds: 5}',
    events: ['Killing: Container c failed liveness probe, will be restarted'],
    status: {
      containerStatuses: [
        expect.objectContaining({
          restartCount: expect.any(Number),
          lastState: { terminated: expect.objectContaining({ exitCode: 137 }) },
        }),
      ],
    },
  },
  {
    title: 'a hook after the start that fails ends the container',
    name: 'post-start',
    spec: 'terminationGracePeriodSeconds: 1, restartPolicy: Never',
    container: `${SLEEP}, lifecycle: {postStart: {exec: {command: [sh, -c, "echo no >&2; exit 3"]}}}`,
    events: ['FailedPostStartHook: PostStartHook failed', 'Killing: FailedPostStartHook'],
  },
  {
    title: 'a command that does not exist',
    name: 'no-command',
    container: 'command: [ghost]',
    events: [
      'Failed: Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "ghost": executable file not found in $PATH: unknown',
      /^BackOff: Back-off restarting failed container c in pod no-command_default\(.*\)$/,
    ],
    status: {
      containerStatuses: [
        expect.objectContaining({
          lastState: {
            terminated: expect.objectContaining({
              exitCode: 128,
              reason: 'StartError',
              startedAt: '1970-01-01T00:00:00Z',
            }),
          },
          state: {
            waiting: expect.objectContaining({
              reason: expect.stringMatching(/^(CrashLoopBackOff|RunContainerError)$/),
            }),
          },
        }),
      ],
    },
  },
  {
    title: 'a runtime that the node does not have',
    name: 'runtime',
    spec: 'runtimeClassName: gvisor',
    container: SLEEP,
    events: [
      'FailedCreatePodSandBox: Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "runsc" is configured',
    ],
  },
  {
    title: 'a full name that is too long to be a hostname',
    name: 'a-name-that-is-as-long-as-names-of-pods-may-be-and-longer',
    spec: 'setHostnameAsFQDN: true, subdomain: somewhere',
    container: SLEEP,
    events: [
      'FailedCreatePodSandBox: Failed to create pod sandbox: failed to construct FQDN from pod hostname and cluster domain, FQDN a-name-that-is-as-long-as-names-of-pods-may-be-and-longer.somewhere.default.svc.cluster.local is too long (64 characters is the max, 93 characters requested)',
    ],
  },
  {
    title: 'a full name as hostname',
    name: 'fqdn',
    spec: 'setHostnameAsFQDN: true, subdomain: sub',
    container: 'command: [sh, -c, "hostname; tail -n 1 /etc/hosts; sleep 100000"]',
    log: /^fqdn\.sub\.default\.svc\.cluster\.local\n[\d.]+\tfqdn\.sub\.default\.svc\.cluster\.local\tfqdn\n$/,
  },
  {
    title: "what a Pod says of names replaces its policy's options",
    name: 'dns',
    spec: 'dnsConfig: {options: [{name: ndots, value: "2"}, {name: edns0}], searches: [my.dns.search]}',
    container: 'command: [sh, -c, "cat /etc/resolv.conf; sleep 100000"]',
    log: 'search default.svc.cluster.local svc.cluster.local cluster.local my.dns.search\nnameserver 10.96.0.10\noptions ndots:2 edns0\n',
  },
  {
    title: "a Pod may see its machine's processes",
    name: 'host-pid',
    spec: 'hostPID: true',
    container: 'command: [sh, -c, "ps | grep -c kubele[t]; sleep 100000"]',
    log: '1\n',
  },
  {
    title: "volumes belong to the Pod's group, and so does what is made in them",
    name: 'group',
    spec: 'securityContext: {runAsUser: 1000, runAsGroup: 3000, fsGroup: 2000}, volumes: [{name: v, emptyDir: {}}]',
    container:
      'command: [sh, -c, "ls -ld /v | cut -c1-10; echo x > /v/f; stat -c %u:%g /v /v/f; sleep 100000"], volumeMounts: [{name: v, mountPath: /v}]',
    log: 'drwxrwsrwx\n0:2000\n1000:2000\n',
  },
  {
    title: 'a path of the host that is not of the type that is asked for',
    name: 'host-type',
    spec: 'volumes: [{name: v, hostPath: {path: /nowhere, type: Directory}}]',
    container: `${SLEEP}, volumeMounts: [{name: v, mountPath: /v}]`,
    events: [
      'FailedMount: MountVolume.SetUp failed for volume "v" : hostPath type check failed: /nowhere is not a directory',
    ],
  },
  {
    title: 'a path of the host that is there',
    name: 'host-file',
    spec: 'volumes: [{name: v, hostPath: {path: /etc/hostname, type: File}}]',
    container: 'command: [sh, -c, "cat /v; sleep 100000"], volumeMounts: [{name: v, mountPath: /v}]',
    log: /^node-\d\n$/,
  },
  {
    title: 'a node that the selector does not match',
    name: 'selector',
    spec: 'nodeName: node-1, nodeSelector: {disk: ssd}',
    container: SLEEP,
    status: {
      phase: 'Failed',
      reason: 'NodeAffinity',
      message: "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    },
  },
  {
    title: 'more processors than the node has left',
    name: 'out-of-cpu',
    spec: 'nodeName: node-1',
    container: `${SLEEP}, resources: {requests: {cpu: "5"}}`,
    status: {
      phase: 'Failed',
      reason: 'OutOfcpu',
      message: expect.stringMatching(
        /^Pod was rejected: Node didn't have enough resource: cpu, requested: 5000, used: \d+, capacity: 4000$/,
      ),
    },
  },
  {
    title: 'a resource that somebody has told the API server of',
    name: 'dongle',
    container: `${SLEEP}, resources: {limits: {example.com/dongle: 1}}`,
    status: { phase: 'Running' },
  },
  {
    title: 'an image that runs as root where nobody may',
    name: 'non-root',
    container: `${SLEEP}, securityContext: {runAsNonRoot: true}`,
    events: [
      /^Failed: Error: container has runAsNonRoot and image will run as root \(pod: "non-root_default\(.*\)", container: c\)$/,
    ],
    state: { waiting: expect.objectContaining({ reason: 'CreateContainerConfigError' }) },
  },
];

describe('what can be wrong with a Pod', () => {
  let cluster: Cluster;
  beforeAll(() => {
    cluster = bootUnwatchedCluster(2);
    apply(cluster, 'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: gvisor}\nhandler: runsc\n');
    for (const node of ['node-1', 'node-2']) {
      const patch = `{"status":{"capacity":{"example.com/dongle":"4"},"allocatable":{"example.com/dongle":"4"}}}`;
      act(cluster, { type: 'kubectl', command: `patch node ${node} --subresource=status --type=merge -p '${patch}'` });
    }
    for (const { name, spec = '', container } of CASES) {
      apply(
        cluster,
        `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {${spec}${spec ? ', ' : ''}containers: [{name: c, image: "busybox:1.36", ${container}}]}\n`,
      );
    }
    cluster.engine.runUntil(cluster.engine.nowMs + 45_000);
  });
  for (const { title, name, events = [], status, state, log } of CASES) {
    test(title, () => {
      const pod = objectsOf<Pod>(cluster, 'Pod', 'default').find(({ metadata }) => metadata.name === name)!;
      const texts = objectsOf<Event>(cluster, 'Event', 'default')
        .filter(({ involvedObject }) => involvedObject.name === name)
        .map(({ reason, message }) => `${reason}: ${message}`);
      for (const text of events) {
        expect(texts).toContainEqual(typeof text === 'string' ? text : expect.stringMatching(text));
      }
      if (status) expect(pod.status).toMatchObject(status);
      if (state) expect(pod.status!.containerStatuses![0]!.state).toEqual(state);
      if (log === undefined) return;
      const { stdout } = act(cluster, { type: 'kubectl', command: `logs ${name}` });
      if (typeof log === 'string') expect(stdout).toBe(log);
      else expect(stdout).toMatch(log);
    });
  }
});

test('a machine runs Pods from manifests on its disk, whose copies come again when they are deleted', () => {
  const staticPods =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {role: myrole}}\nspec: {containers: [{name: c, image: "busybox:1.36", command: [sleep, "100000"]}]}\n';
  const nodes = [{ ...defaultNode('node-1'), staticPods }];
  const cluster = createCluster({ cluster: { nodes, members: 1, controlPlaneAsNodes: false }, images: [], seed: 1 });
  while (!cluster.up.settled && cluster.engine.step());
  // The network was not ready when it was first looked at: it is tried again after a while.
  cluster.engine.runUntil(cluster.engine.nowMs + 20_000);
  const shown = (): string => act(cluster, { type: 'kubectl', command: 'get pods' }).stdout.replace(/ +/g, ' ');
  expect(shown()).toMatch(/^NAME READY STATUS RESTARTS AGE\nweb-node-1 1\/1 Running 0 \d+s\n$/);
  const { stdout } = act(cluster, { type: 'kubectl', command: 'delete pod web-node-1' });
  expect(stdout).toBe('pod "web-node-1" deleted\n');
  cluster.engine.runUntil(cluster.engine.nowMs + 10_000);
  expect(shown()).toMatch(/^NAME READY STATUS RESTARTS AGE\nweb-node-1 1\/1 Running 0 \d+s\n$/);
});
