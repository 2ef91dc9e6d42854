import type { NodeSelectorRequirement, NodeSelectorTerm } from '../../../../api/k8s/core-v1.gen.ts';
import { matchNodeSelectorTerm } from '../../../../api/node-selector.ts';
import type { Relaxation } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import type { PodInfo } from '../../pod-info.ts';

type Labels = Readonly<Record<string, string>>;

const HOSTNAME = 'kubernetes.io/hostname';

/** Labels to set, undefined for those to take away. */
type Change = Readonly<Record<string, string | undefined>>;

/** The labels that a node lacks to be one of those that a Pod selects. */
export function relaxLabels(pod: PodInfo, node: NodeInfo): Relaxation | undefined {
  const { nodeSelector = {}, affinity } = pod.specInfo.spec;
  const selected = Object.entries(nodeSelector).filter(([key, value]) => node.labels[key] !== value);
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const terms = required?.nodeSelectorTerms.map((term) => changeFor(term, node)) ?? [{}];
  const possible = terms.filter((change) => change !== undefined);
  const [least] = possible.sort((a, b) => Object.keys(a).length - Object.keys(b).length);
  if (!least) return undefined;
  const change: Change = { ...Object.fromEntries(selected), ...least };
  const names = Object.keys(change);
  if (names.length === 0) return undefined;
  // Nodes keep their names.
  if (HOSTNAME in change) return { what: 'another choice of nodes', how: 'to use', cost: 3 };
  const labels: Record<string, string> = {};
  for (const [key, value] of Object.entries({ ...node.labels, ...change }))
    if (value !== undefined) labels[key] = value;
  const changed = node.clone();
  changed.setNode({ ...node.node!, metadata: { ...node.node!.metadata, labels } });
  return { ...textOf(change), cost: names.length, node: changed };
}

function textOf(change: Change): { readonly what: string; readonly how: string } {
  const set = Object.entries(change).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
  const gone = Object.keys(change).filter((key) => change[key] === undefined);
  const parts = [
    ...(set.length > 0 ? [`the label${set.length > 1 ? 's' : ''} ${set.join(' and ')}`] : []),
    ...(gone.length > 0 ? [`no label ${gone.join(' and ')}`] : []),
  ];
  return { what: parts.join(' and '), how: 'on' };
}

/** What would make a node meet a term; undefined where labels cannot. */
function changeFor(term: NodeSelectorTerm, node: NodeInfo): Change | undefined {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchFields.length > 0 && !matchNodeSelectorTerm({ matchFields }, node.labels, node.name)) return undefined;
  if (matchExpressions.length + matchFields.length === 0) return undefined;
  const change: Record<string, string | undefined> = {};
  for (const requirement of matchExpressions) {
    const { key } = requirement;
    if (matchNodeSelectorTerm({ matchExpressions: [requirement] }, node.labels, node.name)) continue;
    change[key] = valueFor(requirement, node.labels);
  }
  return change;
}

function valueFor({ operator, values = [], key }: NodeSelectorRequirement, labels: Labels): string | undefined {
  if (operator === 'In') return values[0] ?? '';
  if (operator === 'Exists') return labels[key] ?? 'true';
  if (operator === 'Gt') return String(Number(values[0]) + 1);
  return operator === 'Lt' ? String(Number(values[0]) - 1) : undefined;
}
