import { describe, expect, test } from 'vitest';
import type { Pod, Service } from '../../api/k8s/core-v1.gen.ts';
import { isPodReady } from '../../api/pod.ts';
import type { ImageSpec, TrafficSpec } from '../../api/scenario.ts';
import type { Hop } from '../../protocol/hop.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { act, apply, bootCluster, objectsOf, runUntil } from '../testing/test-cluster.ts';
import type { TrafficCounts } from './outcome.ts';
import type { TrafficSubject } from './traffic.ts';

interface WebOptions {
  readonly replicas?: number;
  readonly image?: string;
  /** YAML of further fields of the Pods' only container, and of their spec. */
  readonly container?: string;
  readonly pod?: string;
  readonly service?: string;
}

const web = ({ replicas = 3, image = 'nginx:1.27', container = '', pod = '', service = '' }: WebOptions): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "${image}", ${container}}], ${pod}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}], ${service}}
`;

function webCluster(options: WebOptions, images: readonly ImageSpec[] = [], nodes = 3): Cluster {
  const cluster = bootCluster(nodes, 1, images);
  apply(cluster, web(options));
  const isUp = (): boolean => pods(cluster).length === (options.replicas ?? 3) && pods(cluster).every(isPodReady);
  runUntil(cluster, isUp, 120_000, 'all Pods ready');
  pass(cluster, 2);
  return cluster;
}

const pods = (cluster: Cluster): Pod[] => objectsOf<Pod>(cluster, 'Pod', 'default');

function pass(cluster: Cluster, seconds: number): void {
  cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
}

/** Sends traffic for a while, then waits until every outcome is known. */
function send(cluster: Cluster, seconds: number, spec: Partial<TrafficSpec>): TrafficCounts {
  start(cluster, spec);
  pass(cluster, seconds);
  return stop(cluster);
}

function start(cluster: Cluster, spec: Partial<TrafficSpec>): void {
  act(cluster, { type: 'traffic', name: 'people', to: 'http://web.default/', rps: 100, ...spec });
}

function stop(cluster: Cluster): TrafficCounts {
  act(cluster, { type: 'traffic', name: 'people', to: 'http://web.default/', rps: 0 });
  pass(cluster, 6);
  return cluster.traffic.clients.at(-1)!.stats.total;
}

function served(cluster: Cluster): number[] {
  return [...cluster.traffic.pods.values()].map(({ total }) => total.ok);
}

/** The ways of the requests that were told in full. */
function paths(cluster: Cluster): (readonly Hop[])[] {
  const told = [...cluster.trace.since(0)].filter(({ kind }) => kind === 'traffic');
  return told.map(({ subject }) => (subject as TrafficSubject).path);
}

test('load is spread evenly over ten Pods: chi-squared with nine degrees of freedom stays below its 99.9 % bound', () => {
  const cluster = webCluster({ replicas: 10 });
  const counts = send(cluster, 60, { rps: 200 });
  expect(counts.ok).toBe(counts.sent);
  const each = served(cluster);
  const mean = counts.ok / 10;
  expect(each).toHaveLength(10);
  expect(each.reduce((sum, n) => sum + (n - mean) ** 2 / mean, 0)).toBeLessThan(27.9);
});

test('the way of a request tells every decision', () => {
  const cluster = webCluster({});
  send(cluster, 1, { rps: 5 });
  const [first] = paths(cluster);
  expect(first?.map(({ at }) => at)).toEqual(['dns', 'service', 'target', 'server']);
  expect(first?.[1]).toMatchObject({ service: 'default/web', mode: 'iptables', endpoints: 3, isSticky: false });
});

describe('a rolling update under 100 requests a second', () => {
  const update = (options: WebOptions): TrafficCounts => {
    const cluster = webCluster(options);
    start(cluster, {});
    pass(cluster, 2);
    act(cluster, { type: 'kubectl', command: 'set image deployment/web web=nginx:1.28' });
    pass(cluster, 90);
    return stop(cluster);
  };
  const probe = 'readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 1}';

  test('loses nothing with a readiness probe and a preStop hook that waits', () => {
    const hook = 'lifecycle: {preStop: {exec: {command: [sleep, "5"]}}}';
    const counts = update({ container: `${probe}, ${hook}` });
    expect(counts.ok).toBe(counts.sent);
  });

  test('loses requests without the hook: rules lag behind Pods that have ended', () => {
    const { ok, refused, timedOut, sent } = update({ container: probe });
    expect(refused + timedOut).toBeGreaterThan(5);
    expect(ok).toBeGreaterThan(0.95 * sent);
  });

  test('loses requests without a probe, when Pods need time before they answer', () => {
    const image = { name: 'slow:1.0', startupMs: 8000 };
    const cluster = webCluster({ image: 'slow:1.0' }, [image, { name: 'slow:2.0', startupMs: 8000 }]);
    pass(cluster, 10);
    start(cluster, {});
    act(cluster, { type: 'kubectl', command: 'set image deployment/web web=slow:2.0' });
    pass(cluster, 60);
    expect(stop(cluster).refused).toBeGreaterThan(200);
  });
});

test('session affinity keeps the connections of one address at one Pod', () => {
  const cluster = webCluster({ replicas: 6, service: 'sessionAffinity: ClientIP' }, [], 2);
  const counts = send(cluster, 10, {});
  expect(counts.ok).toBe(counts.sent);
  // Clients inside come from two nodes: two addresses.
  expect(served(cluster).length).toBeLessThanOrEqual(2);
});

test('a Service without endpoints refuses; one that does not exist has no name', () => {
  const cluster = webCluster({ replicas: 0 });
  const refused = send(cluster, 5, {});
  expect(refused.refused).toBe(refused.sent);
  const failed = send(cluster, 5, { to: 'http://nothing.default/' });
  expect(failed.failed).toBe(failed.sent);
});

test('a policy that denies everything drops requests, and the way says which', () => {
  const cluster = webCluster({});
  const deny = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny}\nspec: ';
  apply(cluster, `${deny}{podSelector: {}, policyTypes: [Ingress]}`);
  const denied = send(cluster, 10, {});
  // A node reaches its own Pods whatever a policy says.
  expect(denied.timedOut).toBeGreaterThan(0.5 * denied.sent);
  expect(paths(cluster).flat()).toContainEqual({ at: 'policy', direction: 'Ingress', policies: ['default/deny'] });
  act(cluster, { type: 'kubectl', command: 'delete networkpolicy deny' });
  const open = send(cluster, 10, {});
  expect(open.ok).toBe(open.sent);
});

/** One node whose kube-proxy has been started anew with a configuration. */
function configured(config: string, options: WebOptions = {}, images: readonly ImageSpec[] = []): Cluster {
  const cluster = webCluster(options, images, 1);
  const patch = JSON.stringify({ data: { 'config.conf': config } });
  act(cluster, { type: 'kubectl', command: `patch configmap kube-proxy -n kube-system -p '${patch}'` });
  act(cluster, { type: 'kubectl', command: 'rollout restart daemonset kube-proxy -n kube-system' });
  pass(cluster, 60);
  return cluster;
}

test('a kube-proxy in ipvs mode asks Pods in turn, once its Pods have been started with that configuration', () => {
  const cluster = configured('mode: ipvs\n');
  const counts = send(cluster, 10, {});
  expect(counts.ok).toBe(counts.sent);
  expect(paths(cluster).at(-1)?.[1]).toMatchObject({ mode: 'ipvs' });
  const each = served(cluster);
  expect(Math.max(...each) - Math.min(...each)).toBeLessThanOrEqual(1);
});

test('with fewest connections a Pod that is busy gets fewer requests than one that is free', () => {
  const config = 'mode: ipvs\nipvs: {scheduler: lc}\n';
  const cluster = configured(config, { image: 'slow:1.0' }, [{ name: 'slow:1.0', serving: { serviceMs: 500 } }]);
  const counts = send(cluster, 30, { rps: 20 });
  expect(counts.ok).toBe(counts.sent);
  const each = served(cluster);
  expect(each).toHaveLength(3);
  expect(Math.max(...each) / Math.min(...each)).toBeLessThan(2);
});

test('traffic that prefers close endpoints stays in its zone', () => {
  const cluster = bootCluster(2);
  for (const [node, zone] of [
    ['node-1', 'a'],
    ['node-2', 'b'],
  ]) {
    act(cluster, { type: 'kubectl', command: `label node ${node} topology.kubernetes.io/zone=${zone}` });
  }
  const spread =
    'topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]';
  apply(cluster, web({ replicas: 2, pod: spread, service: 'trafficDistribution: PreferClose' }));
  runUntil(cluster, () => pods(cluster).length === 2 && pods(cluster).every(isPodReady), 60_000, 'both Pods ready');
  pass(cluster, 3);
  const counts = send(cluster, 5, {});
  expect(counts.ok).toBe(counts.sent);
  const nodeOf = new Map(pods(cluster).map(({ metadata, spec }) => [`default/${metadata.name}`, spec?.nodeName]));
  for (const path of paths(cluster)) {
    const [rule, target] = [path.find(({ at }) => at === 'service'), path.at(-1)];
    if (rule?.at === 'service' && target?.at === 'target') expect(nodeOf.get(target.pod)).toBe(rule.node);
  }
});

describe('load', () => {
  const shop = (serving: NonNullable<ImageSpec['serving']>, container = ''): Cluster =>
    webCluster({ replicas: 1, image: 'shop:1.0', container }, [{ name: 'shop:1.0', serving }]);

  test('a server at half of its capacity answers as fast as a queue with one worker does', () => {
    const cluster = shop({ workers: 1, serviceMs: 10, cpuMs: 0 });
    const counts = send(cluster, 60, { rps: 50 });
    expect(counts.ok).toBe(counts.sent);
    // M/M/1 with 50 of 100 requests a second: 20 ms on average, an exponential with the median 13.9 ms.
    const { latency } = cluster.traffic.clients.at(-1)!.stats;
    expect(latency.quantile(0.5)).toBeGreaterThan(11);
    expect(latency.quantile(0.5)).toBeLessThan(20);
    const { latency: atService } = cluster.traffic.services.get('default/web')!;
    expect(atService.quantile(0.5)).toBe(latency.quantile(0.5));
  });

  test('a server at double its capacity answers half, late, and the rest waits too long or is not accepted', () => {
    const cluster = shop({ workers: 1, serviceMs: 10, cpuMs: 0 });
    const { ok, timedOut, sent } = send(cluster, 60, { rps: 200 });
    expect(ok / sent).toBeLessThan(0.6);
    expect(ok + timedOut).toBe(sent);
  });

  test('a CPU limit slows requests down: 10 ms of CPU take 100 ms with a tenth of a CPU', () => {
    const cluster = shop({ workers: 64, serviceMs: 0, cpuMs: 10 }, 'resources: {limits: {cpu: 100m}}');
    const { ok, sent } = send(cluster, 60, { rps: 5 });
    expect(ok).toBe(sent);
    expect(cluster.traffic.clients.at(-1)!.stats.latency.quantile(0.5)).toBeGreaterThan(95);
    // Above its capacity it works mostly for clients who have given up.
    const overload = send(cluster, 60, { rps: 40 });
    expect(overload.ok / overload.sent).toBeLessThan(0.2);
  });

  test('users who wait for their answers never ask more than the server can answer', () => {
    const cluster = shop({ workers: 1, serviceMs: 10, cpuMs: 0 });
    const { ok, sent } = send(cluster, 30, { users: 20, thinkMs: 0 });
    expect(ok).toBeGreaterThanOrEqual(sent - 20);
    expect(ok / 30).toBeGreaterThan(85);
    expect(ok / 30).toBeLessThan(110);
  });

  test('an error of the server is an answer; a client that tries again gets a better one', () => {
    const cluster = shop({ errorRate: 0.2 });
    const plain = send(cluster, 20, {});
    expect(plain.error / plain.sent).toBeGreaterThan(0.15);
    expect(plain.error / plain.sent).toBeLessThan(0.25);
    const patient = send(cluster, 20, { retries: 3 });
    expect(patient.error / patient.sent).toBeLessThan(0.01);
  });

  test('a container that is killed cuts off the requests it works on', () => {
    const cluster = shop({ workers: 64, serviceMs: 2000, cpuMs: 0 });
    start(cluster, { rps: 20 });
    pass(cluster, 10);
    const [pod] = pods(cluster);
    act(cluster, { type: 'fault', fault: 'container-kill', target: `${pod!.metadata.name}/web` });
    pass(cluster, 5);
    expect(stop(cluster).reset).toBeGreaterThan(15);
  });
});

describe('profiles', () => {
  test.each([
    ['steady', { rps: 50 }, 3000],
    ['constant', { rps: 50, arrivals: 'constant' }, 3000],
    ['ramp from 0 to 100 over the minute', { rps: 0.01, profile: { type: 'ramp', to: 100, overMs: 60_000 } }, 3000],
    ['spike of 10 s', { rps: 10, profile: { type: 'spike', to: 100, atMs: 20_000, forMs: 10_000 } }, 1500],
    ['wave between 0 and 100', { rps: 0.01, profile: { type: 'wave', to: 100, periodMs: 20_000 } }, 3000],
  ] as const)('%s', (_name, spec, expected) => {
    const cluster = webCluster({});
    const { sent } = send(cluster, 60, spec);
    expect(Math.abs(sent / expected - 1)).toBeLessThan(0.08);
  });
});

describe('a Service of type LoadBalancer', () => {
  const balanced = (service: string): Cluster => {
    const cluster = webCluster({ replicas: 2, service: `type: LoadBalancer, ${service}` });
    expect(address(cluster)).toBe(undefined);
    runUntil(cluster, () => address(cluster) !== undefined, 60_000, 'an address');
    pass(cluster, 2);
    return cluster;
  };
  const address = (cluster: Cluster): string | undefined =>
    objectsOf<Service>(cluster, 'Service', 'default').find(({ metadata }) => metadata.name === 'web')?.status
      ?.loadBalancer?.ingress?.[0]?.ip;
  const outside = { to: 'http://203.0.113.10/', from: 'outside' } as const;

  test('gets an address after a while, through which clients outside are served by any node', () => {
    const cluster = balanced('');
    const counts = send(cluster, 20, outside);
    expect(counts.ok).toBe(counts.sent);
    expect(paths(cluster)[0]?.[0]).toMatchObject({ at: 'load-balancer', healthyNodes: 3, nodes: 3 });
  });

  test('with the policy Local goes only to nodes that have a Pod', () => {
    const cluster = balanced('externalTrafficPolicy: Local');
    pass(cluster, 30);
    const counts = send(cluster, 20, outside);
    expect(counts.ok).toBe(counts.sent);
    const places = new Set(pods(cluster).map(({ spec }) => spec?.nodeName));
    expect(paths(cluster).at(-1)?.[0]).toMatchObject({ at: 'load-balancer', healthyNodes: places.size });
  });

  test('loses what it sends to a dead node until health checks have taken that out', () => {
    const cluster = balanced('');
    start(cluster, { ...outside, rps: 50 });
    pass(cluster, 5);
    const crashMs = cluster.engine.nowMs;
    act(cluster, { type: 'fault', fault: 'node-crash', target: 'node-1' });
    pass(cluster, 120);
    stop(cluster);
    const { bySecond } = cluster.traffic.clients.at(-1)!.stats;
    const lost = [...bySecond]
      .filter(([, { counts }]) => counts.timedOut > 0)
      .map(([second]) => second - crashMs / 1000);
    expect(lost[0]).toBeLessThan(2);
    expect(lost.at(-1)).toBeLessThan(60);
  });

  test('lets only those in whose addresses are in its source ranges', () => {
    const cluster = balanced('loadBalancerSourceRanges: [203.0.113.0/24]');
    const barred = send(cluster, 2, { to: 'http://203.0.113.10/', from: 'outside' });
    // They are dropped, not refused.
    expect(barred.timedOut).toBe(barred.sent);
    const patch = `patch service web -p '{"spec":{"loadBalancerSourceRanges":["198.18.0.0/15"]}}'`;
    act(cluster, { type: 'kubectl', command: patch });
    pass(cluster, 5);
    const admitted = send(cluster, 2, { to: 'http://203.0.113.10/', from: 'outside' });
    expect(admitted.ok).toBe(admitted.sent);
  });

  test('gives its address back when it is deleted', () => {
    const cluster = balanced('');
    act(cluster, { type: 'kubectl', command: 'delete service web' });
    pass(cluster, 5);
    expect(objectsOf<Service>(cluster, 'Service', 'default').map(({ metadata }) => metadata.name)).toEqual([
      'kubernetes',
    ]);
    expect(send(cluster, 5, outside).ok).toBe(0);
  });
});
