import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { DecisionRow, WhatIfRow } from '../../protocol/decisions.ts';
import type { NodeRow, PodRow } from '../../protocol/view.ts';

/** A node that every plugin rated highest by what the plugin looks at. */
const merits: Readonly<Record<string, string>> = {
  PodTopologySpread: 'placing it there spreads the Pods most evenly',
  NodeResourcesFit: 'its CPU and memory were rated best for what the Pod asks for',
  NodeResourcesBalancedAllocation: 'its CPU and memory would be used in the most even proportion',
  ImageLocality: 'more of the Pod’s images are there already',
  TaintToleration: 'it has the fewest taints that would rather keep the Pod away',
  NodeAffinity: 'its labels come nearest to what the Pod prefers',
  InterPodAffinity: 'the Pods beside it are those that it prefers',
};

/** Names in a sentence: a, b or c; of many the first three and a count. */
export function listText(names: readonly string[], word: 'and' | 'or'): string {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} ${word} ${names.length - 3} more`;
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

export function cpuText(milli: number): string {
  return milli % 1000 === 0 ? `${milli / 1000} CPU` : `${milli}m CPU`;
}

function memoryAmount(bytes: number): string {
  const mebi = Math.ceil(bytes / 2 ** 20);
  return mebi % 1024 === 0 ? `${mebi / 1024} Gi` : `${mebi} Mi`;
}

/** What a Pod asks for besides CPU and memory: `1 nvidia.com/gpu`. */
export function extendedRequests(object: unknown): readonly string[] {
  const sums = new Map<string, number>();
  for (const { resources } of (object as Pod | null | undefined)?.spec?.containers ?? []) {
    for (const [name, quantity] of Object.entries(resources?.requests ?? {})) {
      const amount = Number(quantity);
      if (name.includes('/') && !Number.isNaN(amount)) sums.set(name, (sums.get(name) ?? 0) + amount);
    }
  }
  return [...sums].map(([name, amount]) => `${amount} ${name}`);
}

/** What a Pod asks for, in words; `more` is what it asks for besides CPU and memory. */
export function asksText(pod: PodRow, more: readonly string[]): string {
  const parts = [
    ...(pod.cpuMilli > 0 ? [cpuText(pod.cpuMilli)] : []),
    ...(pod.memoryBytes > 0 ? [`${memoryAmount(pod.memoryBytes)} memory`] : []),
    ...more,
  ];
  return parts.length === 0 ? 'nothing of its own' : parts.join(', ');
}

/** How much CPU is missing on a node for a Pod, in milli-CPU; 0 when there is enough. */
export function cpuShort(pod: PodRow, node: NodeRow): number {
  return Math.max(0, node.cpuRequestedMilli + pod.cpuMilli - node.cpuMilli);
}

/** A reason short enough for a cell of the matrix. */
export function shortReason(reason: string): string {
  const taint = /untolerated taint \{([^:}]*)(?::\s*([^}]*))?\}/.exec(reason);
  if (taint) return `taint ${taint[1]!.replace(/^.*\//, '')}${taint[2] ? `=${taint[2]}` : ''}`;
  return reason
    .replace(/^node\(s\) /, '')
    .replace(/^were /, '')
    .replace(/^(?:didn't|did not) match /, 'not ');
}

/** Why the winner won, in one sentence. */
export function whyHere(decision: DecisionRow): string {
  const fits = decision.nodes.filter(({ plugin }) => plugin === '');
  const winner = fits.find(({ node }) => node === decision.chosen);
  if (decision.feasibleCount === 1 || winner === undefined)
    return `Only ${decision.chosen} passed every filter, so that no score had to be compared.`;
  const passed = `${decision.feasibleCount} of ${decision.nodeCount} nodes passed every filter.`;
  if (decision.ties.length > 1) {
    const tied = listText(decision.ties, 'and');
    return `${passed} ${tied} share the highest total, ${winner.total}; the seeded random number took ${decision.chosen}.`;
  }
  const rivals = fits.filter(({ node }) => node !== decision.chosen).sort((a, b) => b.total - a.total);
  const second = rivals[0];
  if (second === undefined) return passed;
  const lead = (plugin: string) => (winner.scores[plugin] ?? 0) - (second.scores[plugin] ?? 0);
  const first = [...decision.plugins].sort((a, b) => lead(b.name) - lead(a.name))[0];
  const points = winner.total - second.total;
  const ahead = `${points} ${points === 1 ? 'point' : 'points'} ahead of ${second.node}`;
  if (first === undefined) return `${passed} ${decision.chosen} came out ${ahead}.`;
  const merit = merits[first.name] ?? `${first.name} rated it highest`;
  return `${passed} ${decision.chosen} came out ${ahead}, above all because ${merit}.`;
}

/** What is said of an attempt that failed, after others have followed. */
export function failedText(decision: DecisionRow): string {
  const { nodeCount, attempt } = decision;
  if (nodeCount === 0) return `At attempt ${attempt} there was no node.`;
  const none = nodeCount === 1 ? 'the only node did not pass' : `none of ${nodeCount} nodes passed`;
  return `At attempt ${attempt} ${none} every filter; what happened since can be read from the later attempts.`;
}

/** What would become of the Pod on a node that somebody drags it onto. */
export function whatIfText({ decision, node, refusals }: WhatIfRow, best: readonly string[]): string {
  const said = refusals.map(({ plugin, reasons }) => `${plugin} says “${reasons.join(', ')}”`);
  if (said.length > 0) return `${node} would refuse it: ${listText(said, 'and')}.`;
  const verdict = decision.nodes.find((each) => each.node === node);
  if (verdict === undefined) return `${node} fits, and is not among the best.`;
  const { total } = verdict;
  if (decision.plugins.length === 0)
    return `${node} passes every filter, and is the only one: the Pod would go there now.`;
  if (best.includes(node))
    return best.length > 1
      ? `${node} fits and shares the highest total, ${total}, with ${best.length - 1} more: a random number decides.`
      : `${node} fits and has the highest total, ${total}: the scheduler would choose it now.`;
  return `${node} fits, with a total of ${total}; the scheduler would rather take ${best[0]}.`;
}
