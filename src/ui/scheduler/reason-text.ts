import type { DecisionRow } from '../../protocol/messages.ts';
import type { NodeRow, PodRow } from '../../protocol/view.ts';
import type { NodeVerdict } from './matrix-model.ts';

type Nodes = ReadonlyMap<string, NodeRow>;

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

/** What a Pod asks for, in words. */
export function asksText(pod: PodRow): string {
  const parts = [
    ...(pod.cpuMilli > 0 ? [cpuText(pod.cpuMilli)] : []),
    ...(pod.memoryBytes > 0 ? [`${memoryAmount(pod.memoryBytes)} memory`] : []),
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

/** Pods have gone since the attempt. */
const roomNow = 'only another attempt, for there is room now on';

interface Remedy {
  readonly text: string;
  readonly nodes: string[];
}

function remedyOf(pod: PodRow | undefined, verdict: NodeVerdict, nodes: Nodes): string {
  const node = nodes.get(verdict.node);
  const reason = verdict.reasons[0] ?? '';
  if (reason === 'Insufficient cpu' && pod !== undefined && node !== undefined) {
    const short = cpuShort(pod, node);
    if (pod.cpuMilli > node.cpuMilli) return `a larger node than`;
    return short > 0 ? `${cpuText(short)} more on` : roomNow;
  }
  if (reason === 'Insufficient memory' && pod !== undefined && node !== undefined) {
    const short = node.memoryRequestedBytes + pod.memoryBytes - node.memoryBytes;
    return short > 0 ? `${memoryAmount(short)} memory more on` : roomNow;
  }
  const taint = /untolerated taint \{([^:}]*)(?::\s*([^}]*))?\}/.exec(reason);
  if (taint) return `a toleration for ${taint[1]}${taint[2] ? `=${taint[2]}` : ''} to use`;
  if (reason === 'node(s) were unschedulable') return 'an end of the cordon of';
  if (reason.includes('node affinity/selector')) return 'the labels that it selects on';
  if (reason === 'Too many pods') return 'one Pod fewer on';
  if (reason.includes('topology spread')) return 'a more even spread of its Pods to use';
  if (reason.includes('free ports')) return 'its host port free on';
  return `an answer to “${reason || verdict.plugin}” on`;
}

/** Ways out, the one that helps on most nodes first. */
export function remedies(decision: DecisionRow, pod: PodRow | undefined, nodes: Nodes): readonly Remedy[] {
  const found = new Map<string, Remedy>();
  for (const verdict of decision.nodes) {
    if (verdict.plugin === '') continue;
    const text = remedyOf(pod, verdict, nodes);
    const known = found.get(text);
    if (known === undefined) found.set(text, { text, nodes: [verdict.node] });
    else known.nodes.push(verdict.node);
  }
  const amount = ({ text }: Remedy) =>
    Number.parseInt(text, 10) * (/^\d+ (?:CPU|Gi)/.test(text) ? 1000 : 1) || Number.MAX_SAFE_INTEGER;
  return [...found.values()].sort((a, b) => amount(a) - amount(b) || b.nodes.length - a.nodes.length);
}

/** Why a Pod waits and what would have to change, in one sentence. */
export function whyPending(decision: DecisionRow, pod: PodRow | undefined, nodes: Nodes): string {
  const ways = remedies(decision, pod, nodes);
  if (ways.length === 0) return decision.message;
  const texts = ways.slice(0, 4).map((way) => `${way.text} ${listText(way.nodes, 'or')}`);
  return `None of ${decision.nodeCount} nodes passes every filter. It needs ${texts.join('; or ')}.`;
}

/** What would become of the Pod on a node that somebody drags it onto. */
export function whatIfText(verdict: NodeVerdict, total: number | undefined, best: readonly string[]): string {
  if (verdict.plugin !== '')
    return `${verdict.node} would refuse it: ${verdict.plugin} says “${verdict.reasons.join(', ')}”. Filters after it are not asked.`;
  if (total === undefined) return `${verdict.node} passes every filter, and is the only one: the Pod goes there.`;
  if (best.includes(verdict.node))
    return best.length > 1
      ? `${verdict.node} fits and shares the highest total, ${total}, with ${best.length - 1} more: a random number decides.`
      : `${verdict.node} fits and has the highest total, ${total}: the scheduler would choose it.`;
  return `${verdict.node} fits, with a total of ${total}; the scheduler would rather take ${best[0]}.`;
}
