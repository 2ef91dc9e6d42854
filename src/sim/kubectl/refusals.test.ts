import { expect, test } from 'vitest';
import { createApiWorld } from '../testing/api-world.ts';
import golden from '../testing/testdata/golden/errors.json' with { type: 'json' };
import { kubectlSession } from './testing/api-session.ts';

// What kubectl printed for requests that a real API server refused, run in their order against the simulated one.

interface Recorded {
  readonly seq: number;
  readonly kubectl?: {
    readonly command: string;
    readonly stdin?: string;
    readonly stdout: string;
    readonly stderr: string;
    readonly exit: number;
  };
}

const STATE = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: "nginx:1.27"}]}
---
apiVersion: v1
kind: Service
metadata: {name: svc1}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cm1}
data: {a: b}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: frozen}
immutable: true
data: {a: b}
---
apiVersion: v1
kind: Secret
metadata: {name: sec1}
---
apiVersion: v1
kind: Pod
metadata: {name: pod1}
spec: {containers: [{name: c, image: "nginx:1.27"}]}
`;

/** Kinds, commands, users and namespaces of the recording that are not simulated. */
const ELSEWHERE = new RegExp(
  [
    '"kind": ?"(StatefulSet|DaemonSet|Job|CronJob|HorizontalPod|PodDis|Ingress|NetworkPolicy|Persistent|StorageClass)',
    '"kind": ?"(Role|ClusterRole|ServiceAccount|ResourceQuota|LimitRange|PriorityClass|CustomRes|Widget|PodSec|Validating)',
    'kubectl (-n errs )?(set resources|logs|wait|top|drain|auth|explain|replace)|server-side|--as=|widgets|err(l|q|psa|term)"?',
    'create (cronjob|quota|role|ingress|job|poddis)|statefulset|daemonset|pvc|rolebinding|clusterrole |kube-system',
  ].join('|'),
);

/** Requests whose answer depends on more than the state above, or which hold addresses or dumps of Go structures. */
const OTHER_STATE = [37, 77, 85, 253, 254, 256, 270];

const recorded = (golden as unknown as { readonly cases: readonly Recorded[] }).cases.flatMap(({ seq, kubectl }) =>
  kubectl && !OTHER_STATE.includes(seq) && !ELSEWHERE.test(kubectl.command + (kubectl.stdin ?? ''))
    ? [{ seq, ...kubectl, name: `${seq}: ${kubectl.command}` }]
    : [],
);

const run = kubectlSession(createApiWorld());
run('create namespace errs');
run('create -f - -n errs', STATE);
run('create -f -', 'apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\n');

function masked(text: string): string {
  return text
    .replace(/0{8}-[0-]{27}/g, '<uid>')
    .replace(/10\.96\.\d+\.\d+/g, '<clusterIP>')
    .replace(/^[EW]\d{4} [\d:.]+ +\d+ /gm, '');
}

test.each(recorded)('$name', ({ command, stdin, stdout, stderr, exit }) => {
  const result = run(command, stdin);
  if (exit === 0 && command === 'kubectl create -f -') run('delete --wait=false --force -f -', stdin);
  expect({ ...result, stderr: masked(result.stderr) }).toEqual({ stdout, stderr: masked(stderr), exitCode: exit });
});
