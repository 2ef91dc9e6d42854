import type { Action } from '../../../api/scenario.ts';
import type { Random } from '../../../base/random.ts';
import { cronJob, daemonSet, deployment, held, statefulSet } from './manifests.ts';

/** A Job that ends in any case: after so many failures, or when it has taken too long, before a cluster counts as quiet. */
function job(name: string, random: Random): string {
  const completions = 1 + random.int(5);
  const mode = random.pick(['NonIndexed', 'Indexed']);
  const limit = mode === 'Indexed' && random.next() < 0.5 ? 'backoffLimitPerIndex: 1' : 'backoffLimit: 2';
  const replacement = random.pick(['Failed', 'TerminatingOrFailed']);
  return `
apiVersion: batch/v1
kind: Job
metadata: {name: ${name}}
spec:
  completions: ${completions}
  parallelism: ${1 + random.int(completions)}
  completionMode: ${mode}
  ${limit}
  podReplacementPolicy: ${replacement}
  activeDeadlineSeconds: ${20 + random.int(50)}
  template:
    spec:
      restartPolicy: ${random.pick(['Never', 'OnFailure'])}
      terminationGracePeriodSeconds: 5
      containers: [{name: main, image: "busybox:1.36", command: [sh, -c, "sleep ${1 + random.int(20)}; exit ${random.pick([0, 0, 1])}"]}]
`;
}

const NAMES = ['web', 'shop', 'jobs'];
const IMAGES = ['nginx:1.27', 'nginx:1.26', 'redis:7', 'nginx:no-such-tag'];
const POLICIES = ['OrderedReady', 'Parallel'];
const CPU = ['100m', '300m', '900m'];
const COMPONENTS = ['kube-scheduler', 'kube-controller-manager', 'kube-apiserver', 'etcd'];
const NODE_FAULTS = ['node-crash', 'node-partition', 'kubelet-stop', 'node-restart'] as const;

/** Something that a person does, or that happens to the cluster. Faults heal by themselves or at the end. */
export function randomInput(
  random: Random,
  nodes: readonly string[],
  members: readonly string[],
  turn: number,
): Action {
  if (turn > 0 && random.next() < 0.4) return workloadInput(random);
  const dice = random.next();
  const name = random.pick(NAMES);
  const kubectl = (command: string): Action => ({ type: 'kubectl', command });
  if (dice < 0.18 || turn === 0)
    return {
      type: 'apply',
      yaml: deployment(name, 1 + random.int(6), random.pick(IMAGES.slice(0, 3)), random.pick(CPU)),
    };
  if (dice < 0.28) return kubectl(`scale deployment ${name} --replicas=${random.int(9)}`);
  if (dice < 0.34) return kubectl(`set image deployment/${name} main=${random.pick(IMAGES)}`);
  if (dice < 0.4) return kubectl(`delete pods -l app=${name} --wait=false`);
  if (dice < 0.44) return kubectl(`delete deployment ${name} --wait=false`);
  if (dice < 0.48) return kubectl(`rollout restart deployment/${name}`);
  if (dice < 0.54)
    return kubectl(`drain ${random.pick(nodes)} --ignore-daemonsets --delete-emptydir-data --timeout=20s`);
  if (dice < 0.6) return kubectl(`uncordon ${random.pick(nodes)}`);
  if (dice < 0.63) return kubectl(`create configmap kept-${turn}`);
  if (dice < 0.67) return { type: 'apply', yaml: job(`work-${turn}`, random) };
  if (dice < 0.68)
    return kubectl(`delete jobs --all --wait=false --cascade=${random.pick(['background', 'foreground'])}`);
  if (dice < 0.8)
    return fault(random, random.pick(NODE_FAULTS), random.pick([...nodes, ...(members.length > 1 ? members : [])]));
  if (dice < 0.94) {
    const node = members.length > 1 && random.next() < 0.7 ? { node: random.pick(members) } : {};
    return { ...fault(random, 'component-stop', random.pick(COMPONENTS)), ...node };
  }
  return { ...fault(random, 'network-loss', random.pick(nodes)), percent: 10 + random.int(40) };
}

/** Something about what is not a Deployment. */
function workloadInput(random: Random): Action {
  const kubectl = (command: string): Action => ({ type: 'kubectl', command });
  const apply = (yaml: string): Action => ({ type: 'apply', yaml });
  const inputs: readonly (() => Action)[] = [
    () => apply(statefulSet('db', 1 + random.int(4), random.pick(POLICIES), random.pick(['Retain', 'Delete']))),
    () => apply(daemonSet('agent', random.pick(IMAGES.slice(0, 3)), random.next() < 0.5)),
    () => apply(cronJob('tick', random.pick(['Allow', 'Forbid', 'Replace']), random.next() < 0.3)),
    () => apply(held(`held-${1 + random.int(3)}`)),
    () => kubectl(`delete configmap held-${1 + random.int(3)} --wait=false`),
    () => kubectl(`scale statefulset db --replicas=${random.int(5)}`),
    () => kubectl(`rollout restart ${random.pick(['statefulset/db', 'daemonset/agent'])}`),
    () => kubectl(`delete ${random.pick(['statefulset db', 'daemonset agent', 'cronjob tick'])} --wait=false`),
    () => kubectl(`delete pod db-${random.int(3)} --wait=false${random.next() < 0.3 ? ' --force' : ''}`),
    () => kubectl(`delete pvc data-db-${random.int(3)} --wait=false`),
    () => kubectl('autoscale deployment web --min=1 --max=5 --cpu-percent=60'),
    () => kubectl('delete hpa web'),
  ];
  return random.pick(inputs)();
}

type FaultAction = Extract<Action, { type: 'fault' }>;

function fault(random: Random, name: FaultAction['fault'], target: string): FaultAction {
  const durationMs = 1_000 * (2 + random.int(random.next() < 0.3 ? 400 : 50));
  // A machine of the control plane has no kubelet of its own.
  const possible = name === 'kubelet-stop' && target.startsWith('control-plane') ? 'node-crash' : name;
  return { type: 'fault', fault: possible, target, durationMs };
}
