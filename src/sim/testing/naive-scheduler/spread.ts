import type { Node, Pod, TopologySpreadConstraint } from '../../../api/k8s/core-v1.gen.ts';
import type { LabelSelector } from '../../../api/k8s/meta-v1.gen.ts';
import { isWanted, obstacle } from './nodes.ts';
import { type Labels, labelsOf, nameOf, selects, sum, type World } from './world.ts';

const HOST = 'kubernetes.io/hostname';

/** How a spread constraint, or several selectors that all must hold, chooses Pods. */
interface Rule extends TopologySpreadConstraint {
  readonly selectors: readonly (LabelSelector | undefined)[];
}

/** Why the hard constraints forbid a node. */
export function spreadReason(pod: Pod, node: Node, world: World): string | undefined {
  const reason = "node(s) didn't match pod topology spread constraints";
  const rules = (pod.spec?.topologySpreadConstraints ?? [])
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule')
    .map((constraint) => ruleOf(constraint, pod));
  for (const rule of rules) {
    const here = labelsOf(node)[rule.topologyKey];
    if (here === undefined) return `${reason} (missing required label)`;
    const domains: Record<string, number> = {};
    for (const other of world.nodes) {
      if (!hasKeys(other, rules) || !isCounted(rule, pod, other)) continue;
      const domain = labelsOf(other)[rule.topologyKey]!;
      domains[domain] = (domains[domain] ?? 0) + countOn(other, rule, pod, world);
    }
    const counts = Object.values(domains);
    const isShort = counts.length < (rule.minDomains ?? 1);
    const least = isShort ? 0 : Math.min(...counts);
    const self = chosen(rule, labelsOf(pod)) ? 1 : 0;
    if ((domains[here] ?? 0) + self - least > rule.maxSkew) return reason;
  }
  return undefined;
}

/** 0…100 for each node, the fewer Pods around the more; undefined when no constraint applies. */
export function spreadScores(pod: Pod, nodes: readonly Node[], world: World): readonly number[] | undefined {
  const own = pod.spec?.topologySpreadConstraints ?? [];
  const rules =
    own.length > 0
      ? own.filter((c) => c.whenUnsatisfiable === 'ScheduleAnyway').map((c) => ruleOf(c, pod))
      : defaultRules(pod, world);
  if (rules.length === 0) return undefined;
  // With the system's defaults a node that lacks a label takes part all the same.
  const takesPart = (node: Node): boolean => own.length === 0 || hasKeys(node, rules);
  const taking = nodes.filter(takesPart);
  const raw = (node: Node): number => {
    let score = 0;
    for (const rule of rules) {
      const value = labelsOf(node)[rule.topologyKey];
      if (value === undefined) continue;
      const isHost = rule.topologyKey === HOST;
      const size = isHost ? taking.length : new Set(taking.map((n) => labelsOf(n)[rule.topologyKey])).size;
      const around = world.nodes.filter(
        (n) => labelsOf(n)[rule.topologyKey] === value && takesPart(n) && isCounted(rule, pod, n),
      );
      const count = sum((isHost ? [node] : around).map((n) => countOn(n, rule, pod, world)));
      score += count * Math.log(size + 2) + (rule.maxSkew - 1);
    }
    return Math.round(score);
  };
  const raws = taking.map(raw);
  const [min, max] = [Math.min(...raws), Math.max(0, ...raws)];
  return nodes.map((node) => {
    if (!takesPart(node)) return 0;
    return max === 0 ? 100 : Math.floor((100 * (max + min - raw(node))) / max);
  });
}

function ruleOf(constraint: TopologySpreadConstraint, pod: Pod): Rule {
  const keys = (constraint.matchLabelKeys ?? []).filter((key) => labelsOf(pod)[key] !== undefined);
  const own = keys.map((key): LabelSelector => ({ matchLabels: { [key]: labelsOf(pod)[key]! } }));
  return { ...constraint, selectors: [constraint.labelSelector, ...own] };
}

/** What v1.32 spreads by when a Pod says nothing: hosts and zones, among those whom Services or its owner select, too. */
function defaultRules(pod: Pod, world: World): Rule[] {
  const { namespace } = pod.metadata;
  const selectors = world.services
    .filter((service) => service.metadata.namespace === namespace && service.spec?.selector)
    .map((service): LabelSelector => ({ matchLabels: service.spec!.selector! }))
    .filter((selector) => selects(selector, labelsOf(pod)));
  const reference = pod.metadata.ownerReferences?.find(({ controller }) => controller);
  const owner = world.owners.find(
    (o) =>
      o.kind === reference?.kind &&
      o.apiVersion === reference.apiVersion &&
      nameOf(o) === reference.name &&
      o.metadata.namespace === namespace,
  );
  const { selector } = (owner as { spec?: { selector?: LabelSelector } } | undefined)?.spec ?? {};
  const all = [...selectors, ...(selector ? [selector] : [])];
  if (all.every((s) => Object.keys(s.matchLabels ?? {}).length + (s.matchExpressions?.length ?? 0) === 0)) return [];
  const rule = (topologyKey: string, maxSkew: number): Rule => ({
    topologyKey,
    maxSkew,
    whenUnsatisfiable: 'ScheduleAnyway',
    selectors: all,
  });
  return [rule(HOST, 3), rule('topology.kubernetes.io/zone', 5)];
}

const hasKeys = (node: Node, rules: readonly Rule[]): boolean =>
  rules.every(({ topologyKey }) => labelsOf(node)[topologyKey] !== undefined);

function isCounted(rule: Rule, pod: Pod, node: Node): boolean {
  if ((rule.nodeAffinityPolicy ?? 'Honor') === 'Honor' && !isWanted(pod, node)) return false;
  return !((rule.nodeTaintsPolicy ?? 'Ignore') === 'Honor' && obstacle(pod, node));
}

const chosen = (rule: Rule, labels: Labels): boolean => rule.selectors.every((selector) => selects(selector, labels));

/** Pods on a node that count. v1.32 finds nobody by a selector without any requirement, unless they are to come yet. */
function countOn(node: Node, rule: Rule, pod: Pod, world: World): number {
  const isEmpty = rule.selectors.every(
    (s) => s && Object.keys(s.matchLabels ?? {}).length + (s.matchExpressions?.length ?? 0) === 0,
  );
  return (isEmpty ? world.guests : world.pods).filter(
    ({ metadata, spec }) =>
      spec?.nodeName === nameOf(node) &&
      metadata.namespace === pod.metadata.namespace &&
      metadata.deletionTimestamp === undefined &&
      chosen(rule, metadata.labels ?? {}),
  ).length;
}
