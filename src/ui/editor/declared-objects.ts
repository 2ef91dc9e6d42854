import { isMap, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';
import type { Selection } from '../store/view-store.ts';

/** An object that a file declares, with its lines, from 1, both included. */
export interface DeclaredObject extends Selection {
  readonly fromLine: number;
  readonly toLine: number;
}

/** Kinds of the cluster as a whole that a person is likely to write; of others without a namespace both places fit. */
const ofCluster: ReadonlySet<string> = new Set(['Node', 'Namespace', 'PersistentVolume', 'StorageClass']);

function objectAt(node: Node | null | undefined, lines: LineCounter): readonly DeclaredObject[] {
  if (!isMap(node)) return [];
  const items = node.get('items', true);
  if (isSeq(items) && String(node.get('kind')).endsWith('List'))
    return items.items.flatMap((item) => objectAt(item as Node, lines));
  const kind = node.get('kind');
  const name = node.getIn(['metadata', 'name']);
  if (typeof kind !== 'string' || typeof name !== 'string' || !node.range) return [];
  const given = node.getIn(['metadata', 'namespace']);
  const namespace = ofCluster.has(kind) ? '' : typeof given === 'string' ? given : 'default';
  const { line: fromLine } = lines.linePos(node.range[0]);
  const { line: last, col } = lines.linePos(node.range[1]);
  return [{ kind, namespace, name, fromLine, toLine: Math.max(fromLine, col === 1 ? last - 1 : last) }];
}

/** The objects of a file in their order, the items of Lists among them. A document that cannot be read has none. */
export function declaredObjects(text: string): readonly DeclaredObject[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => objectAt(document.contents as Node | null, lines));
}
