import type { PendingRow } from '../../../protocol/decisions.ts';
import type { Way } from './ways.ts';

/** Ways that are told in the sentence. */
const MOST_WAYS = 4;

/** Names in a sentence: a, b or c; of many the first three and a count. */
export function listText(names: readonly string[], word: 'and' | 'or'): string {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} ${word} ${names.length - 3} more`;
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

/** Groups equal ways onto different nodes, those that ask for least first. */
export function groupWays(ways: ReadonlyMap<string, Way>): PendingRow['ways'] {
  const groups = new Map<string, { text: string; cost: number; nodes: string[] }>();
  for (const [node, way] of ways) {
    const what = listText(
      way.map((change) => change.what),
      'and',
    );
    const text = `${what} ${way.at(-1)!.how}`;
    const cost = way.reduce((sum, change) => sum + change.cost, 0);
    const known = groups.get(text);
    if (known) known.nodes.push(node);
    else groups.set(text, { text, cost, nodes: [node] });
  }
  return [...groups.values()]
    .sort((a, b) => a.cost - b.cost || b.nodes.length - a.nodes.length)
    .map(({ text, nodes }) => ({ text, nodes }));
}

/** The sentence: what the Pod needs, and where. */
export function pendingSentence(nodeCount: number, ways: PendingRow['ways']): string {
  const none = nodeCount === 1 ? 'The only node does not pass' : `None of ${nodeCount} nodes passes`;
  if (ways.length === 0) return `${none} every filter, each for so many reasons that no single change would help.`;
  const texts = ways.slice(0, MOST_WAYS).map(({ text, nodes }) => `${text} ${listText(nodes, 'or')}`);
  return `${none} every filter. It needs ${texts.join(', or ')}.`;
}
