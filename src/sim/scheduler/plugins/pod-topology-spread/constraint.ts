import type { Pod, TopologySpreadConstraint } from '../../../../api/k8s/core-v1.gen.ts';
import type { LabelSelector } from '../../../../api/k8s/meta-v1.gen.ts';
import { type LabelMatcher, labelMatcher } from '../../../../api/selectors.ts';
import type { NodeInfo } from '../../node-info.ts';
import { firstForbiddingTaint, matchesRequiredNodeAffinity, type PodInfo } from '../../pod-info.ts';
import type { CountQuery, PodCounts, Snapshot } from '../../snapshot.ts';

export const HOSTNAME = 'kubernetes.io/hostname';

/** A spread constraint ready for use. Models podtopologyspread.topologySpreadConstraint. */
export interface Constraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly matcher: LabelMatcher;
  readonly minDomains: number;
  readonly honorsAffinity: boolean;
  readonly honorsTaints: boolean;
}

export type Action = 'DoNotSchedule' | 'ScheduleAnyway';

const memo = new WeakMap<readonly TopologySpreadConstraint[], Map<Action, readonly Constraint[]>>();

/** Those of the constraints that act in this way, for a Pod with these labels. */
export function constraintsFor(
  constraints: readonly TopologySpreadConstraint[],
  action: Action,
  labels: Readonly<Record<string, string>>,
): readonly Constraint[] {
  const parse = (): readonly Constraint[] =>
    constraints.filter((c) => c.whenUnsatisfiable === action).map((c) => parseConstraint(c, labels));
  // With matchLabelKeys the Pod's own labels are part of the selector.
  if (constraints.some((c) => c.matchLabelKeys?.length)) return parse();
  let byAction = memo.get(constraints);
  if (byAction === undefined) {
    byAction = new Map();
    memo.set(constraints, byAction);
  }
  let parsed = byAction.get(action);
  if (parsed === undefined) {
    parsed = parse();
    byAction.set(action, parsed);
  }
  return parsed;
}

/** Whether a node counts for a constraint as far as its inclusion policies go. */
export function isIncluded(constraint: Constraint, pod: PodInfo, node: NodeInfo): boolean {
  if (constraint.honorsAffinity && !matchesRequiredNodeAffinity(pod, node)) return false;
  return !(constraint.honorsTaints && firstForbiddingTaint(pod, node) !== undefined);
}

/** Whether no node is left out by a constraint's inclusion policies. */
export function includesAll(constraint: Constraint, pod: PodInfo): boolean {
  return !constraint.honorsTaints && !(constraint.honorsAffinity && pod.specInfo.limitsNodes);
}

/** Whether a node has the labels of all constraints. */
export function hasAllKeys(node: NodeInfo, constraints: readonly Constraint[]): boolean {
  for (const { topologyKey } of constraints) if (node.domain(topologyKey) === undefined) return false;
  return true;
}

/**
 * The Pods of a namespace that a constraint counts: those that match and are not being deleted. A selector without any
 * requirement counts nobody in v1.32. Models countPodsMatchSelector.
 */
export function countsFor(snapshot: Snapshot, namespace: string, { matcher }: Constraint): PodCounts {
  const known = queries.get(matcher);
  if (known?.namespaces[0] === namespace) return snapshot.counts(known);
  const query = queryFor(namespace, matcher);
  queries.set(matcher, query);
  return snapshot.counts(query);
}

/** The last query of each matcher: nearly always the Pods that a selector is for are in one namespace. */
const queries = new WeakMap<LabelMatcher, CountQuery>();

function queryFor(namespace: string, matcher: LabelMatcher): CountQuery {
  const sort = matcher.empty ? '*' : matcher.requirements.length === 0 ? '-' : matcher.toString();
  const exact = matcher.requirements.find(
    ({ operator, values }) => (operator === '=' || operator === '==' || operator === 'in') && values.length === 1,
  );
  return {
    key: `spread|${namespace}|${sort}`,
    namespaces: [namespace],
    label: exact && [exact.key, exact.values[0]!],
    matches: ({ pod }) =>
      !matcher.empty && pod.metadata.deletionTimestamp === undefined && matcher.matches(pod.metadata.labels),
  };
}

/** Whether a Pod's labels match a constraint. */
export function matchesPod(constraint: Constraint, pod: Pod): boolean {
  return constraint.matcher.matches(pod.metadata.labels);
}

function parseConstraint(c: TopologySpreadConstraint, labels: Readonly<Record<string, string>>): Constraint {
  return {
    maxSkew: c.maxSkew,
    topologyKey: c.topologyKey,
    matcher: labelMatcher(withMatchLabelKeys(c, labels)),
    minDomains: c.minDomains ?? 1,
    honorsAffinity: (c.nodeAffinityPolicy ?? 'Honor') === 'Honor',
    honorsTaints: c.nodeTaintsPolicy === 'Honor',
  };
}

function withMatchLabelKeys(
  c: TopologySpreadConstraint,
  labels: Readonly<Record<string, string>>,
): LabelSelector | undefined {
  const keys = (c.matchLabelKeys ?? []).filter((key) => labels[key] !== undefined);
  if (keys.length === 0) return c.labelSelector;
  const expressions = keys.map((key) => ({ key, operator: 'In', values: [labels[key]!] }));
  return { ...c.labelSelector, matchExpressions: [...(c.labelSelector?.matchExpressions ?? []), ...expressions] };
}
