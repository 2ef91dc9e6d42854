import type { PodRow, WorkloadRow } from '../../protocol/view.ts';

/** How an owner is marked: its hue, and from the seventh owner on two letters beside it. */
export interface OwnerMark {
  /** 1 to 6; 0 is slate, for kube-system and Pods without an owner. */
  readonly hue: number;
  readonly code: string;
}

/** Gives hues to owners in order of creation, and keeps them for the run. */
export interface Owners {
  meetWorkload(row: WorkloadRow): void;
  meetPod(pod: PodRow): void;
  markOf(pod: PodRow): OwnerMark;
  markOfWorkload(row: WorkloadRow): OwnerMark;
  forget(): void;
}

const slate: OwnerMark = { hue: 0, code: '' };
const hues = 6;

/** Two letters of a name: the first letters of its first and last words. */
function codeOf(name: string): string {
  const words = name.split('-').filter((word) => word !== '');
  const first = words[0] ?? name;
  return words.length > 1 ? first[0]! + words.at(-1)![0]! : first.slice(0, 2);
}

export function createOwners(): Owners {
  const marks = new Map<string, OwnerMark>();
  const meet = (namespace: string, kind: string, name: string): OwnerMark => {
    if (namespace === 'kube-system' || name === '') return slate;
    const key = `${namespace}/${kind}/${name}`;
    const known = marks.get(key);
    if (known !== undefined) return known;
    const index = marks.size;
    const mark = { hue: (index % hues) + 1, code: index < hues ? '' : codeOf(name) };
    marks.set(key, mark);
    return mark;
  };
  return {
    meetWorkload: (row) => void meet(row.namespace, row.kind, row.name),
    meetPod: (pod) => void meet(pod.namespace, pod.ownerKind, pod.owner),
    markOf: (pod) => meet(pod.namespace, pod.ownerKind, pod.owner),
    markOfWorkload: (row) => meet(row.namespace, row.kind, row.name),
    forget: () => marks.clear(),
  };
}
