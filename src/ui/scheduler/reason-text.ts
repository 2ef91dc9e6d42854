import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { scheduler } from '../../language/en/scheduler.ts';
import { listText } from '../../language/lists.ts';
import type { DecisionRow, WhatIfRow } from '../../protocol/decisions.ts';
import type { NodeRow, PodRow } from '../../protocol/view.ts';

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
    ...(pod.memoryBytes > 0 ? [scheduler('memory', { amount: memoryAmount(pod.memoryBytes) })] : []),
    ...more,
  ];
  return parts.length === 0 ? scheduler('asksNothing') : parts.join(', ');
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
  if (decision.feasibleCount === 1 || winner === undefined) return scheduler('onlyOne', { node: decision.chosen });
  const passed = scheduler('passed', { fits: decision.feasibleCount, nodes: decision.nodeCount });
  if (decision.ties.length > 1) {
    const tied = { names: listText(decision.ties), total: winner.total, node: decision.chosen };
    return `${passed} ${scheduler('tied', tied)}`;
  }
  const rivals = fits.filter(({ node }) => node !== decision.chosen).sort((a, b) => b.total - a.total);
  const second = rivals[0];
  if (second === undefined) return passed;
  const lead = (plugin: string) => (winner.scores[plugin] ?? 0) - (second.scores[plugin] ?? 0);
  const first = [...decision.plugins].sort((a, b) => lead(b.name) - lead(a.name))[0];
  const points = winner.total - second.total;
  const ahead = { node: decision.chosen, points, second: second.node };
  if (first === undefined) return `${passed} ${scheduler('ahead', ahead)}`;
  return `${passed} ${scheduler('aheadBecause', { ...ahead, plugin: first.name })}`;
}

/** What is said of an attempt that failed, after others have followed. */
export function failedText(decision: DecisionRow): string {
  const { nodeCount, attempt } = decision;
  if (nodeCount === 0) return scheduler('failedNoNodes', { attempt });
  return scheduler('failed', { attempt, nodes: nodeCount });
}

/** What would become of the Pod on a node that somebody drags it onto. */
export function whatIfText({ decision, node, refusals }: WhatIfRow, best: readonly string[]): string {
  const said = refusals.map(({ plugin, reasons }) => scheduler('says', { plugin, reasons: reasons.join(', ') }));
  if (said.length > 0) return scheduler('wouldRefuse', { node, said: listText(said) });
  const verdict = decision.nodes.find((each) => each.node === node);
  if (verdict === undefined) return scheduler('fitsNotBest', { node });
  const { total } = verdict;
  if (decision.plugins.length === 0) return scheduler('fitsOnly', { node });
  if (best.includes(node))
    return best.length > 1
      ? scheduler('fitsTied', { node, total, others: best.length - 1 })
      : scheduler('fitsBest', { node, total });
  return scheduler('fitsOther', { node, total, best: best[0] ?? '' });
}
