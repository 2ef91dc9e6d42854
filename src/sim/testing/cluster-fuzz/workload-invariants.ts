import type { DaemonSet, StatefulSet } from '../../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { controllerOf, type KubeObject } from '../../../api/object.ts';
import { isPodReady, isPodTerminal } from '../../../api/pod.ts';
import type { ObjectsOf } from './volume-invariants.ts';

/** Counts in the status of workloads are those of their Pods. */
export function workloadProblems(of: ObjectsOf): string[] {
  const pods = of<Pod>('Pod');
  const podsOf = ({ metadata }: KubeObject): Pod[] => pods.filter((pod) => controllerOf(pod)?.uid === metadata.uid);
  return [
    ...of<StatefulSet>('StatefulSet').flatMap((set) => statefulSetProblems(set, podsOf(set))),
    ...of<DaemonSet>('DaemonSet').flatMap((set) => daemonSetProblems(set, podsOf(set))),
  ];
}

function compare(what: string, shown: object, real: object): string[] {
  const [left, right] = [JSON.stringify(shown), JSON.stringify(real)];
  return left === right ? [] : [`${what} shows ${left}, but there are ${right}`];
}

function statefulSetProblems(set: StatefulSet, pods: readonly Pod[]): string[] {
  const { metadata, spec, status } = set;
  const name = `StatefulSet ${metadata.name}`;
  const outside = pods.filter((pod) => ordinalOf(pod) >= (spec?.replicas ?? 1));
  return [
    ...outside.map((pod) => `${name} has kept ${pod.metadata.name}`),
    ...(status?.observedGeneration === metadata.generation ? [] : [`${name} has not been observed`]),
    ...compare(
      name,
      { replicas: status?.replicas ?? 0, ready: status?.readyReplicas ?? 0 },
      { replicas: pods.length, ready: pods.filter(isPodReady).length },
    ),
  ];
}

function ordinalOf({ metadata }: Pod): number {
  return Number(/\d+$/.exec(metadata.name ?? '')?.[0]);
}

function daemonSetProblems({ metadata, status }: DaemonSet, pods: readonly Pod[]): string[] {
  const name = `DaemonSet ${metadata.name}`;
  const nodes = pods.map((pod) => pod.spec?.nodeName);
  const running = pods.filter((pod) => !isPodTerminal(pod));
  return [
    ...(new Set(nodes).size === nodes.length || nodes.includes(undefined) ? [] : [`${name} has two Pods on one node`]),
    ...compare(
      name,
      {
        all: (status?.currentNumberScheduled ?? 0) + (status?.numberMisscheduled ?? 0),
        ready: status?.numberReady ?? 0,
      },
      { all: running.length, ready: running.filter(isPodReady).length },
    ),
  ];
}
