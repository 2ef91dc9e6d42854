import type { Node, Pod, Service } from '../../../api/k8s/core-v1.gen.ts';
import type { LabelSelector } from '../../../api/k8s/meta-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';

// A cluster as plain lists. Nothing here or beside it uses what the scheduler itself is made of: selectors, tolerations,
// quantities and all sums are computed once more, from the objects, each time that somebody asks.

/** What the naive scheduler looks at. */
export interface World {
  readonly nodes: readonly Node[];
  /** Pods that are on a node and have not ended. */
  readonly pods: readonly Pod[];
  /** Those of the Pods that are not there yet: preemption has nominated them to their nodes. */
  readonly guests: readonly Pod[];
  readonly services: readonly Service[];
  readonly namespaces: readonly KubeObject[];
  /** Objects with `spec.selector` that may own Pods. */
  readonly owners: readonly KubeObject[];
}

/** Sorts a cluster's objects. */
export function worldOf(objects: readonly KubeObject[]): World {
  const ofKind = <T extends KubeObject>(...kinds: readonly string[]): T[] =>
    objects.filter(({ kind }) => kinds.includes(kind)) as T[];
  return {
    nodes: ofKind<Node>('Node'),
    pods: ofKind<Pod>('Pod').filter(
      ({ spec, status }) => Boolean(spec?.nodeName) && !['Succeeded', 'Failed'].includes(status?.phase ?? ''),
    ),
    guests: [],
    services: ofKind<Service>('Service'),
    namespaces: ofKind('Namespace'),
    owners: ofKind('ReplicaSet', 'StatefulSet', 'ReplicationController'),
  };
}

export type Labels = Readonly<Record<string, string>>;

export const labelsOf = (object: KubeObject | undefined): Labels => object?.metadata.labels ?? {};
export const nameOf = (object: KubeObject): string => object.metadata.name ?? '';
export const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

export const podsOn = (node: Node, world: World): Pod[] =>
  world.pods.filter(({ spec }) => spec?.nodeName === nameOf(node));

/** Whether a Pod is on a node that has the same value of a label as this one. */
export function isAround(node: Node, key: string, pod: Pod, world: World): boolean {
  const value = labelsOf(node)[key];
  if (value === undefined) return false;
  return labelsOf(world.nodes.find((other) => nameOf(other) === pod.spec?.nodeName))[key] === value;
}

/** Whether labels meet a label selector: no selector is met by none, an empty one by all. */
export function selects(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (!selector) return false;
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) if (labels[key] !== value) return false;
  for (const { key, operator, values } of selector.matchExpressions ?? []) {
    if (!holds(operator, labels[key], values ?? [])) return false;
  }
  return true;
}

/** The operators of label and node selectors. */
export function holds(operator: string, value: string | undefined, values: readonly string[]): boolean {
  if (operator === 'In') return value !== undefined && values.includes(value);
  if (operator === 'NotIn') return value === undefined || !values.includes(value);
  if (operator === 'Exists') return value !== undefined;
  if (operator === 'DoesNotExist') return value === undefined;
  if (value === undefined || !/^\d+$/.test(value)) return false;
  return operator === 'Gt' ? Number(value) > Number(values[0]) : Number(value) < Number(values[0]);
}
