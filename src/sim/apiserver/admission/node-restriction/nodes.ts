import type { Node } from '../../../../api/k8s/core-v1.gen.ts';
import { isKubeletsToSet } from '../../../../api/node-labels.ts';
import { deepEqual } from '../../../../base/equal.ts';
import { goQuote } from '../../../../base/go-quote.ts';
import type { Attributes } from '../plugin.ts';

type Labels = Readonly<Record<string, string>> | undefined;

/** Why a kubelet may not write a Node so; undefined if it may. Models admitNode. */
export function whyNotNode(node: string, next: Node, { call, operation, previous }: Attributes): string | undefined {
  const subject = `node ${goQuote(node)} is not allowed to`;
  const name = call.request.name ?? next.metadata.name ?? '';
  if (name !== node) return `${subject} modify node ${goQuote(name)}`;
  if (operation === 'CREATE') {
    if (next.spec?.configSource) return `${subject} create pods with a non-nil configSource`;
    const labels = forbiddenLabels(next.metadata.labels, undefined);
    return labels === '' ? undefined : `${subject} set the following labels: ${labels}`;
  }
  if (operation === 'DELETE') return undefined;
  const { spec, metadata } = previous as Node;
  if (next.spec?.configSource && !deepEqual(next.spec.configSource, spec?.configSource)) {
    return `${subject} update configSource to a new non-nil configSource`;
  }
  if (!deepEqual(next.spec?.taints ?? [], spec?.taints ?? [])) return `${subject} modify taints`;
  if (next.metadata.labels === metadata.labels) return undefined;
  const labels = forbiddenLabels(next.metadata.labels, metadata.labels);
  return labels === '' ? undefined : `is not allowed to modify labels: ${labels}`;
}

/** The labels that differ and are not the kubelet's. */
function forbiddenLabels(next: Labels = {}, previous: Labels = {}): string {
  const keys = new Set([...Object.keys(next), ...Object.keys(previous)]);
  const forbidden = [...keys].filter((key) => next[key] !== previous[key] && !isKubeletsToSet(key));
  return forbidden.sort().join(', ');
}
