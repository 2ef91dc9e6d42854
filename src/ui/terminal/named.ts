import type { Mirror } from '../store/mirror.ts';
import type { Selection } from '../store/view-store.ts';

/** A word of a line that may name an object, with its place. */
export interface Word {
  readonly text: string;
  readonly from: number;
}

/** What kubectl also calls a kind, beside its name and its plural. */
const shortNames: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['deploy'],
  ReplicaSet: ['rs'],
  StatefulSet: ['sts'],
  DaemonSet: ['ds'],
  CronJob: ['cj'],
  ReplicationController: ['rc'],
  Service: ['svc'],
  Node: ['no'],
  Pod: ['po', 'logs', 'log', 'exec', 'attach', 'port-forward'],
};

/** The words of a line that have the form of names, `KIND/NAME` among them. */
export function wordsOf(line: string): readonly Word[] {
  return [...line.matchAll(/[a-z0-9][a-z0-9./-]*/gi)].map(({ 0: text, index }) => ({
    text: text.replace(/[./-]+$/, ''),
    from: index,
  }));
}

function isCalled(kind: string, word: string): boolean {
  const name = kind.toLowerCase();
  return word === name || word === `${name}s` || (shortNames[kind]?.includes(word) ?? false);
}

function* known({ nodes, pods, workloads, services }: Pick<Mirror, 'nodes' | 'pods' | 'workloads' | 'services'>) {
  for (const { name } of nodes.values()) yield { kind: 'Node', namespace: '', name };
  for (const { namespace, name } of pods.values()) yield { kind: 'Pod', namespace, name };
  for (const { kind, namespace, name } of workloads.values()) yield { kind, namespace, name };
  for (const { namespace, name } of services.values()) yield { kind: 'Service', namespace, name };
}

/**
 * The objects of the cluster that words name. Where a name is that of several, the one counts whose kind and namespace
 * are said in `context`: the words of the line and of the command that printed it.
 */
export function findNamed(
  words: readonly Word[],
  context: readonly string[],
  mirror: Pick<Mirror, 'nodes' | 'pods' | 'workloads' | 'services'>,
): ReadonlyMap<string, Selection> {
  const wanted = new Map<string, { readonly text: string; readonly kind: string | null }[]>();
  for (const { text } of words) {
    const slash = text.lastIndexOf('/');
    const kind = slash < 0 ? null : text.slice(0, slash).replace(/\..*$/, '').toLowerCase();
    const name = text.slice(slash + 1);
    const known = wanted.get(name) ?? [];
    if (!known.some((each) => each.text === text)) wanted.set(name, [...known, { text, kind }]);
  }
  const found = new Map<string, { readonly selection: Selection; readonly score: number }>();
  for (const selection of known(mirror)) {
    for (const { text, kind } of wanted.get(selection.name) ?? []) {
      if (kind !== null && !isCalled(selection.kind, kind)) continue;
      const score =
        (context.some((word) => isCalled(selection.kind, word)) ? 4 : 0) +
        (context.includes(selection.namespace) ? 2 : 0) +
        (selection.namespace === 'default' ? 1 : 0);
      if (score > (found.get(text)?.score ?? -1)) found.set(text, { selection, score });
    }
  }
  return new Map([...found].map(([text, { selection }]) => [text, selection]));
}

/** The one object that a typed command is about; null for none, or several. */
export function objectOfLine(
  line: string,
  mirror: Pick<Mirror, 'nodes' | 'pods' | 'workloads' | 'services'>,
): Selection | null {
  if (!/^\s*(kubectl|k)\s/.test(line) || /[|;&]/.test(line)) return null;
  // A flag's value names what else there is: a namespace, a node to be chosen, an image.
  const words = wordsOf(line.replace(/\s--?[a-z-]+(=\S*)?(?=\s|$)/g, (flag) => ' '.repeat(flag.length)));
  const found = findNamed(
    words.slice(2),
    words.map(({ text }) => text),
    mirror,
  );
  return found.size === 1 ? [...found.values()][0]! : null;
}
