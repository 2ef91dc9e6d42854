import type { Node, Pod, Service, Taint } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { labelMatcher } from '../../api/selectors.ts';
import { firstUntolerated, toleratedBy } from '../../api/taints.ts';
import { scores } from './naive-scores.ts';
import {
  allocatableOf,
  counts,
  labelsOf,
  matching,
  means,
  nameOf,
  nearby,
  nodeMatches,
  requestOf,
  required,
  sum,
  type World,
} from './naive-world.ts';

/**
 * Filter and Score once more, written to be obviously right: whole cluster, no caches, no sampling, one function a rule.
 * The property test compares it with the scheduler.
 */
export interface NaiveResult {
  /** Reasons by node that does not fit. */
  readonly rejected: Readonly<Record<string, readonly string[]>>;
  /** Weighted sums by node that fits; empty with fewer than two of them. */
  readonly totals: Readonly<Record<string, number>>;
  readonly feasible: readonly string[];
}

/** Decides by the rules of v1.32's default profile. */
export function naiveDecision(objects: readonly KubeObject[], pod: Pod): NaiveResult {
  const ofKind = <T extends KubeObject>(kind: string): T[] => objects.filter((o) => o.kind === kind) as T[];
  const isThere = (p: Pod): boolean => Boolean(p.spec?.nodeName) && !/Succeeded|Failed/.test(p.status?.phase ?? '');
  const world: World = {
    nodes: ofKind<Node>('Node'),
    pods: ofKind<Pod>('Pod').filter(isThere),
    services: ofKind<Service>('Service'),
    namespaces: ofKind('Namespace'),
  };
  const rejected: Record<string, readonly string[]> = {};
  for (const node of world.nodes) {
    const reasons = whyNot(pod, node, world);
    if (reasons.length > 0) rejected[nameOf(node)] = reasons;
  }
  const fitting = world.nodes.filter((node) => !(nameOf(node) in rejected));
  const totals = fitting.length > 1 ? scores(pod, fitting, world) : {};
  return { rejected, totals, feasible: fitting.map(nameOf).sort() };
}

function whyNot(pod: Pod, node: Node, world: World): readonly string[] {
  const cordon: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  const tolerations = pod.spec?.tolerations;
  if (node.spec?.unschedulable && !toleratedBy(cordon, tolerations)) return ['node(s) were unschedulable'];
  const taint = firstUntolerated(node.spec?.taints, tolerations, ['NoSchedule', 'NoExecute']);
  if (taint) return [`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`];
  if (!nodeMatches(pod, node)) return ["node(s) didn't match Pod's node affinity/selector"];
  const here = world.pods.filter((other) => other.spec?.nodeName === nameOf(node));
  if (portsOf(pod).some((mine) => here.some((other) => portsOf(other).some((port) => port === mine)))) {
    return ["node(s) didn't have free ports for the requested pod ports"];
  }
  const short = shortfall(pod, node, here);
  if (short.length > 0) return short;
  return whyNotSpread(pod, node, world) ?? whyNotNear(pod, node, world) ?? [];
}

function portsOf(pod: Pod): string[] {
  return pod.spec!.containers.flatMap((c) => c.ports ?? []).flatMap((p) => (p.hostPort ? [`${p.hostPort}`] : []));
}

function shortfall(pod: Pod, node: Node, here: readonly Pod[]): string[] {
  const reasons = here.length + 1 > allocatableOf(node, 'pods') ? ['Too many pods'] : [];
  for (const name of ['cpu', 'memory', 'ephemeral-storage', 'example.com/gpu']) {
    const wanted = requestOf(pod, name);
    const used = sum(here.map((other) => requestOf(other, name)));
    if (wanted > 0 && used + wanted > allocatableOf(node, name)) reasons.push(`Insufficient ${name}`);
  }
  return reasons;
}

function whyNotSpread(pod: Pod, node: Node, world: World): string[] | undefined {
  const reason = "node(s) didn't match pod topology spread constraints";
  const all = pod.spec?.topologySpreadConstraints?.filter((c) => c.whenUnsatisfiable === 'DoNotSchedule') ?? [];
  for (const constraint of all) {
    const value = labelsOf(node)[constraint.topologyKey];
    if (value === undefined) return [`${reason} (missing required label)`];
    const domains = new Map<string, number>();
    for (const other of world.nodes) {
      if (!all.every((c) => labelsOf(other)[c.topologyKey] !== undefined)) continue;
      if (!counts(constraint, pod, other)) continue;
      const domain = labelsOf(other)[constraint.topologyKey]!;
      domains.set(domain, (domains.get(domain) ?? 0) + matching(constraint, pod, other, world));
    }
    const least = domains.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...domains.values());
    const self = labelMatcher(constraint.labelSelector).matches(labelsOf(pod)) ? 1 : 0;
    if ((domains.get(value) ?? 0) + self - least > constraint.maxSkew) return [reason];
  }
  return undefined;
}

function whyNotNear(pod: Pod, node: Node, world: World): string[] | undefined {
  const near = pod.spec?.affinity?.podAffinity?.[required] ?? [];
  const meansAll = (other: Pod): boolean => near.every((term) => means(term, pod, other, world));
  const satisfied = near.every((term) => nearby(node, term.topologyKey, world).some(meansAll));
  if (near.length > 0 && !satisfied) {
    const labelled = near.every((term) => labelsOf(node)[term.topologyKey] !== undefined);
    const anywhere = world.nodes.some((n) => near.some((t) => nearby(n, t.topologyKey, world).some(meansAll)));
    if (!labelled || anywhere || !meansAll(pod)) return ["node(s) didn't match pod affinity rules"];
  }
  const far = pod.spec?.affinity?.podAntiAffinity?.[required] ?? [];
  if (far.some((t) => nearby(node, t.topologyKey, world).some((other) => means(t, pod, other, world)))) {
    return ["node(s) didn't match pod anti-affinity rules"];
  }
  const unwelcome = world.pods.some((other) =>
    (other.spec?.affinity?.podAntiAffinity?.[required] ?? []).some(
      (t) => means(t, other, pod, world) && nearby(node, t.topologyKey, world).includes(other),
    ),
  );
  return unwelcome ? ["node(s) didn't satisfy existing pods anti-affinity rules"] : undefined;
}
