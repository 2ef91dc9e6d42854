import { getOrMake } from '../../base/get-or-make.ts';
import { type Counts, NO_COUNTS, type Stage, type Verdict } from './judge.ts';

/** A node, or the name of one that is not there, and the verdict on it. */
export interface Post {
  readonly name: string;
  readonly verdict: Verdict;
  /** Its place in the order of nodes; Infinity for one that is not there. */
  readonly nodeRank: number;
  /** Its place in the order in which the set got its Pods. */
  readonly podRank: number;
}

/** What the verdicts on all nodes come to. */
export interface Ledger<P extends Post = Post> {
  readonly counts: Counts;
  /** Where there is something to do, in the order of nodes. */
  unsettled(): readonly P[];
  /** Nodes at a stage, those first whose Pods came first. */
  at(stage: Stage): readonly P[];
  /** How many nodes are at one of these stages. */
  sizeOf(stages: readonly Stage[]): number;
  /** Those on which time alone can change the verdict. */
  waiting(): Iterable<P>;
  /** Takes note that the verdict on a post is another than before. */
  enter(post: P, before: Verdict): void;
}

/** Makes the ledger of a set: its sums are kept up to date verdict by verdict, so that none is made anew. */
export function createLedger<P extends Post>(): Ledger<P> {
  const counts = { ...NO_COUNTS };
  const unsettled = new Set<P>();
  const waiting = new Set<P>();
  const stages = new Map<Stage, Set<P>>();

  return {
    counts,
    unsettled: () => [...unsettled].sort(byNode),
    at: (stage) => [...(stages.get(stage) ?? [])].sort(byPod),
    sizeOf: (names) => names.reduce((sum, stage) => sum + (stages.get(stage)?.size ?? 0), 0),
    waiting: () => waiting,
    enter(post, before) {
      const { verdict } = post;
      for (const name of COUNTED) counts[name] += verdict.counts[name] - before.counts[name];
      if (before.stage) stages.get(before.stage)?.delete(post);
      if (verdict.stage) getOrMake(stages, verdict.stage, () => new Set<P>()).add(post);
      keep(unsettled, post, hasWork(verdict));
      keep(waiting, post, verdict.isWaiting);
    },
  };
}

const COUNTED = Object.keys(NO_COUNTS) as (keyof Counts)[];

const hasWork = ({ create, remove, failed, succeeded }: Verdict): boolean =>
  create || remove.length + failed.length + succeeded.length > 0;

function keep<T>(set: Set<T>, member: T, isMember: boolean): void {
  if (isMember) set.add(member);
  else set.delete(member);
}

const byPod = (a: Post, b: Post): number => a.podRank - b.podRank;

/** Names of nodes that are not there come last. */
const byNode = (a: Post, b: Post): number => (a.nodeRank === b.nodeRank ? byPod(a, b) : a.nodeRank - b.nodeRank);
