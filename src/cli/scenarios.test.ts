import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Pod } from '../api/k8s/core-v1.gen.ts';
import { isPodReady } from '../api/pod.ts';
import { parseScenario } from '../api/scenario-file.ts';
import { runScenario } from '../sim/cluster/scenario-run.ts';
import type { Outcomes } from './testing/outcome.ts';

const folder = new URL('../scenarios/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

const tables = import.meta.glob<{ readonly outcomes: Outcomes }>('./testing/outcomes/*.ts', { eager: true });
/** Scenarios that outcomes.test.ts runs. */
const HELD = new Set(
  Object.values(tables).flatMap(({ outcomes }) => Object.keys(outcomes).map((name) => `${name}.yaml`)),
);

const TIMED_OUT = 'wget: download timed out\ncommand terminated with exit code 1\n';

const REFUSED = expect.stringMatching(
  /^wget: can't connect to remote host \(10\.96\.\d+\.\d+\): Connection refused\ncommand terminated with exit code 1\n$/,
);

/** Commands of scenarios that fail, as they are to. */
const FAILS: Readonly<Record<string, readonly (readonly [string, unknown])[]>> = {
  'configuration.yaml': [
    [
      "exec reader -- sh -c 'echo x > /etc/game/lives'",
      "sh: can't create /etc/game/lives: Read-only file system\ncommand terminated with exit code 1\n",
    ],
    [
      'patch configmap fixed -p \'{"data":{"SPECIAL_LEVEL":"little"}}\'',
      'The ConfigMap "fixed" is invalid: data: Forbidden: field is immutable when `immutable` is set\n',
    ],
  ],
  'debug-running-pod.yaml': [
    ['exec silent -- sh', expect.stringContaining('exec: "sh": executable file not found in $PATH')],
  ],
  'daemon-sets.yaml': [['rollout status ds/collector --timeout=10s', 'error: timed out waiting for the condition\n']],
  'deployments.yaml': [
    ['rollout status deployment/nginx-deployment --timeout=5s', 'error: timed out waiting for the condition\n'],
    [
      'rollout undo deployment/nginx-deployment',
      "error: cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again\n",
    ],
    [
      'rollout status deployment/nginx-deployment',
      'error: deployment "nginx-deployment" exceeded its progress deadline\n',
    ],
  ],
  'default-deny.yaml': [
    ['exec friend -- wget -qO- -T 2 http://web', TIMED_OUT],
    ['exec stranger -- wget -qO- -T 2 http://web', TIMED_OUT],
  ],
  'drain-with-budget.yaml': [
    [
      'drain node-2 --ignore-daemonsets --delete-emptydir-data --timeout=12s',
      expect.stringContaining("Cannot evict pod as it would violate the pod's disruption budget."),
    ],
  ],
  'services.yaml': [
    [
      'exec client -- nslookup no-such.default.svc.cluster.local',
      expect.stringMatching(/command terminated with exit code 1\n$/),
    ],
    ['exec client -- wget -qO- -T 3 http://inner-local/hostname', TIMED_OUT],
    ['exec client -- wget -qO- http://nobody', REFUSED],
    ['exec client -- wget -qO- http://by-hand', REFUSED],
    ['exec client -- wget -qO- http://waits', REFUSED],
  ],
  'stateless-and-stateful.yaml': [
    [
      'exec deploy/web -- cat /tmp/seen',
      'cat: /tmp/seen: No such file or directory\ncommand terminated with exit code 1\n',
    ],
  ],
  'lose-the-majority.yaml': [
    ['create configmap during', 'error: failed to create configmap: etcdserver: request timed out\n'],
    ['get configmap before', 'Error from server: etcdserver: request timed out\n'],
  ],
};

/** Takes minutes: a hundredth of it is run below. */
const LARGEST = 'largest-cluster.yaml';

describe('every scenario that ships', () => {
  const others = readdirSync(folder).filter((file) => file.endsWith('.yaml') && !HELD.has(file) && file !== LARGEST);
  for (const name of others) {
    test(`${name} runs to its end with every step carried out`, () => {
      const { problems, outputs } = runScenario(parseScenario(read(name), name));
      expect(problems).toEqual([]);
      const failed = outputs.flatMap(({ command, stderr, exitCode }) => (exitCode === 0 ? [] : [[command, stderr]]));
      expect(failed).toEqual(FAILS[name] ?? []);
    });
  }
});

test('the largest cluster has as many nodes and Pods as Kubernetes supports; a hundredth of it moves out of its zone', () => {
  const whole = parseScenario(read(LARGEST), LARGEST);
  const replicas = [...whole.objects.matchAll(/replicas: (\d+)/g)].map(([, count]) => Number(count));
  const { nodes } = whole.cluster;
  // A kube-proxy on each node, two of CoreDNS, the metrics server.
  expect([nodes.length, replicas.reduce((a, b) => a + b) + nodes.length + 3]).toEqual([5000, 150_000]);
  const objects = whole.objects.replace(/replicas: \d+/g, 'replicas: 50');
  const { problems, run } = runScenario({
    ...{ ...whole, objects, steps: whole.steps.map((step) => ({ ...step, atMs: 30_000 })), untilMs: 90_000 },
    cluster: { ...whole.cluster, nodes: nodes.slice(0, 50) },
  });
  expect(problems).toEqual([]);
  const pods = [...run.cluster.apiServer.snapshot()].flatMap(({ kind, object }) =>
    kind.kind === 'Pod' ? [object as Pod] : [],
  );
  const zoneOf = new Map(nodes.map(({ name, labels }) => [name, labels['topology.kubernetes.io/zone']]));
  const count = (isOne: (pod: Pod) => boolean): number =>
    pods.filter((pod) => pod.metadata.namespace !== 'kube-system' && isOne(pod)).length;
  expect({
    ready: count(isPodReady),
    inZone: count(({ spec }) => zoneOf.get(spec?.nodeName ?? '') === 'e'),
  }).toEqual({ ready: 1450, inZone: 0 });
});

test('the manifests of the decks run as they stand: the texts that a lecture shows', () => {
  const { outputs } = runScenario(parseScenario(read('lecture-decks.yaml'), 'lecture-decks.yaml'));
  const printed = (command: string): string => outputs.find((output) => output.command === command)!.stdout;
  const pods = printed('get pods -l app=ml-model').trimEnd().split('\n').slice(1);
  expect(pods.map((line) => line.split(/ +/).slice(1, 4).join(' '))).toEqual(
    Array.from({ length: 10 }, () => '1/1 Running 0'),
  );
  expect(printed('rollout history deployment/nginx-deployment')).toBe(
    'deployment.apps/nginx-deployment \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n',
  );
  expect(printed('get deployment nginx-deployment -o wide')).toMatch(
    /^nginx-deployment +3\/3 +3 +3 +108s +nginx +nginx:1\.14\.2 +app=nginx$/m,
  );
});

test('the abbreviated manifests of the tic-tac-toe app are refused as the real API server refuses them', () => {
  const abbreviated = `apiVersion: apps/v1
kind: Deployment
spec:
  replicas: 2
  containers:
  - image: dlops/tic-tac-toe
    imagePullPolicy: IfNotPresent
    name: web
    ports:
    - containerPort: 8080
      protocol: TCP
`;
  const named = abbreviated.replace('spec:', 'metadata:\n  name: web\nspec:');
  const text = `apiVersion: orrery/v1
kind: Scenario
metadata: {name: refused}
spec:
  steps:
    - at: 1s
      apply: ${JSON.stringify(abbreviated)}
    - at: 2s
      apply: ${JSON.stringify(named)}
`;
  const { outputs } = runScenario(parseScenario(text, 'refused'));
  expect(outputs.map(({ stderr, exitCode }) => ({ stderr, exitCode }))).toEqual([
    {
      stderr:
        'error: error when retrieving current configuration of:\nResource: "apps/v1, Resource=deployments", GroupVersionKind: "apps/v1, Kind=Deployment"\nName: "", Namespace: "default"\nfrom server for: "STDIN": resource name may not be empty\n',
      exitCode: 1,
    },
    {
      stderr:
        'Error from server (BadRequest): error when creating "STDIN": Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.containers"\n',
      exitCode: 1,
    },
  ]);
});

test.each([
  ['lose-one-of-three.yaml', /^web +6\/6 +6 +6 /m],
  ['lose-the-majority.yaml', /^web +5\/5 +5 +5 /m],
])('%s ends with every Pod ready', (name, expected) => {
  const { outputs } = runScenario(parseScenario(read(name), name));
  expect(outputs.findLast(({ command }) => command === 'get deployment web')!.stdout).toMatch(expected);
});

test('stateless against stateful: what a Pod without a disk wrote is gone, what the database wrote is there', () => {
  const { outputs } = runScenario(parseScenario(read('stateless-and-stateful.yaml'), 'stateless-and-stateful.yaml'));
  const printed = (command: string, time = 0): string =>
    outputs.filter((output) => output.command === command)[time]!.stdout;
  const names = (text: string): string[] => text.match(/^(web|db)-\S+/gm) ?? [];
  const [before, after] = [names(printed('get pods -o wide')), names(printed('get pods'))];
  expect(printed('exec db-0 -- cat /data/seen')).toBe('an order\n');
  expect(before.filter((name) => after.includes(name))).toEqual(['db-0', 'db-1']);
  const counts = (time: number): string[] => printed('get deployment,statefulset', time).match(/\d+\/\d+/g) ?? [];
  expect([counts(0), counts(1)]).toEqual([
    ['6/6', '2/4'],
    ['6/6', '4/4'],
  ]);
  expect(names(printed('get pods -l app=db'))).toEqual(['db-0']);
  expect(printed('get pvc', 1).match(/^data-db-\d +Bound/gm)).toHaveLength(4);
  expect(printed('get pods,pvc -l app=db').match(/\bBound\b/g)).toHaveLength(4);
});

test('three Pods of the model server are deleted: three new ones come', () => {
  const deck = parseScenario(read('lecture-decks.yaml'), 'lecture-decks.yaml');
  const first = runScenario({ ...deck, untilMs: 20_000 });
  const names = first.outputs
    .find(({ command }) => command === 'get pods -l app=ml-model')!
    .stdout.split('\n')
    .slice(1, 4)
    .map((line) => line.split(' ')[0]!);
  const steps = [
    ...deck.steps.filter(({ atMs }) => atMs <= 20_000),
    { atMs: 21_000, action: { type: 'kubectl' as const, command: `delete pods ${names.join(' ')}` } },
    { atMs: 60_000, action: { type: 'kubectl' as const, command: 'get pods -l app=ml-model --no-headers' } },
  ];
  const { outputs } = runScenario({ ...deck, steps, untilMs: 60_000 });
  const after = outputs.at(-1)!.stdout.trimEnd().split('\n');
  expect(outputs.at(-2)!.stdout).toBe(names.map((name) => `pod "${name}" deleted\n`).join(''));
  expect({
    count: after.length,
    old: after.filter((line) => names.includes(line.split(' ')[0]!)),
    running: after.every((line) => /1\/1 +Running/.test(line)),
  }).toEqual({ count: 10, old: [], running: true });
});

test('the same file and seed give the same bytes twice, another seed gives others', () => {
  const scenario = parseScenario(read('lose-a-worker.yaml'), 'lose-a-worker.yaml');
  const bytes = (seed: number): string => JSON.stringify(runScenario({ ...scenario, seed }).outputs);
  const once = bytes(7);
  expect(bytes(7)).toBe(once);
  expect(bytes(8)).not.toBe(once);
});
