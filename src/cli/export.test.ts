import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Scenario } from '../api/scenario.ts';
import { runScenario } from '../sim/cluster/scenario-run.ts';
import { eventsCsv } from '../sim/export/events-csv.ts';
import { exportRun } from '../sim/export/export-run.ts';
import { redoScript } from '../sim/export/redo-script.ts';
import { readScenario } from './read-scenario.ts';

const folder = new URL('../scenarios/', import.meta.url).pathname;
const scenarioOf = (name: string): Scenario => readScenario(`${folder}${name}.yaml`);

const yamlOf = (scenario: Scenario): string => {
  const { run } = runScenario(scenario);
  return exportRun('yaml', { scenario, cluster: run.cluster, log: run.begun });
};

const OBJECTS = `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: a}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: 'nginx:1.27', envFrom: [{configMapRef: {name: words}}]}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: words, namespace: shop}
data: {a: 'yes', b: "1"}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: disk}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: alone}
spec:
  containers: [{name: c, image: nginx, volumeMounts: [{name: d, mountPath: /d}]}]
  volumes: [{name: d, persistentVolumeClaim: {claimName: disk}}]
---
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox, command: ['true']}]}}}
`;

test('the cluster as YAML applies to a fresh cluster, which then exports the same', () => {
  const scenario = { ...scenarioOf('first-steps'), objects: OBJECTS, steps: [], untilMs: 20_000 };
  const yaml = yamlOf(scenario);
  expect(yaml.match(/^kind: .*/gm)).toEqual(
    ['Namespace', 'NetworkPolicy', 'ConfigMap', 'PersistentVolumeClaim', 'Service', 'Pod', 'Job', 'Deployment'].map(
      (kind) => `kind: ${kind}`,
    ),
  );
  expect(yaml).not.toMatch(/^(status:| {2}(uid|resourceVersion|creationTimestamp|managedFields|nodeName):)/m);
  const { run, problems } = runScenario({ ...scenario, objects: yaml });
  expect(problems).toEqual([]);
  const again = exportRun('yaml', { scenario, cluster: run.cluster, log: [] });
  expect(again).toBe(yaml);
});

describe('the commands as a script', () => {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace('.yaml', ''));

  test('every scenario’s can be read by sh', () => {
    const wrong = names.flatMap((name) => {
      const scenario = scenarioOf(name);
      const log = [{ atMs: 0, action: { type: 'apply' as const, yaml: scenario.objects } }, ...scenario.steps];
      const { status, stderr } = spawnSync('sh', ['-n'], { input: redoScript(scenario, log), encoding: 'utf8' });
      return status === 0 ? [] : [`${name}: ${stderr}`];
    });
    expect(wrong).toEqual([]);
  });

  test('has the nodes for kind, here-documents, faults, and no line that only looks', () => {
    const node = { labels: {}, taints: [], cpu: '4', memory: '8Gi', pods: 110, extended: {} };
    const cluster = {
      members: 1,
      controlPlaneAsNodes: false,
      nodes: [
        { ...node, name: 'node-1', labels: { disk: 'ssd' } },
        { ...node, name: 'node-2', taints: ['gpu=yes:NoSchedule'], extended: { 'example.com/gpu': 2 } },
      ],
    };
    const shell = (line: string) => ({ type: 'shell' as const, line, columns: 80, rows: 24 });
    const script = redoScript({ name: 'Two nodes', title: 'Two\nnodes', cluster }, [
      { atMs: 0, action: { type: 'apply', yaml: 'kind: X\nEOF\n' } },
      { atMs: 1_400, action: { type: 'kubectl', command: 'get pods' } },
      { atMs: 2_000, action: { type: 'kubectl', command: 'cordon node-2' } },
      { atMs: 3_000, action: shell('k delete pod a node-1x') },
      { atMs: 3_000, action: shell('grep a <<< "it\'s"') },
      { atMs: 3_000, action: shell('make "open') },
      { atMs: 90_000, action: { type: 'fault', fault: 'node-crash', target: 'node-1' } },
    ]);
    expect(script).toBe(`#!/bin/sh
# Two
# nodes
# Made by kube-orrery, for kind (https://kind.sigs.k8s.io) and kubectl v1.32.

cat > kind-config.yaml <<'EOF'
apiVersion: kind.x-k8s.io/v1alpha4
kind: Cluster
nodes:
- image: kindest/node:v1.32.0
  role: control-plane
- image: kindest/node:v1.32.0
  labels:
    disk: ssd
  role: worker
- image: kindest/node:v1.32.0
  role: worker
EOF

kind create cluster --name two-nodes --config kind-config.yaml --wait 2m || exit 1

kubectl taint nodes two-nodes-worker2 gpu=yes:NoSchedule

kubectl patch node two-nodes-worker2 --subresource=status --type=json -p '[{"op":"add","path":"/status/capacity/example.com~1gpu","value":"2"}]'

# at 0s
kubectl apply -f - <<'EOF_'
kind: X
EOF
EOF_

# at 2s
kubectl cordon two-nodes-worker2

# at 3s
kubectl delete pod a node-1x

# at 3s
bash -c 'grep a <<< "it'\\''s"'

# at 3s
# make "open

# at 1m30s
# node-crash node-1
docker kill two-nodes-worker
`);
  });
});

test('events are a table that a spreadsheet takes as text', () => {
  const event = {
    apiVersion: 'v1' as const,
    kind: 'Event' as const,
    metadata: { name: 'e', namespace: 'default' },
    involvedObject: { kind: 'Pod', namespace: 'default', name: 'a' },
    firstTimestamp: '2026-01-01T00:00:00Z',
    lastTimestamp: '2026-01-01T00:00:09Z',
    count: 3,
    type: 'Warning',
    reason: 'BackOff',
    source: { component: 'kubelet' },
    message: '=1+1, "quoted"\nand more',
  };
  expect(eventsCsv([event])).toBe(
    'lastSeen,firstSeen,count,type,reason,namespace,kind,name,source,message\r\n' +
      '2026-01-01T00:00:09Z,2026-01-01T00:00:00Z,3,Warning,BackOff,default,Pod,a,kubelet,"\'=1+1, ""quoted""\nand more"\r\n',
  );
});
