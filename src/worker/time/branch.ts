import type { Action, Step } from '../../api/scenario.ts';
import { type Situation, situationLog } from '../../api/situation/situation.ts';
import type { BranchRow } from '../../protocol/branch.ts';
import { isDeed } from '../flags.ts';
import type { Session } from '../session.ts';
import { Journal } from './journal.ts';

/** One course of a run: its inputs, and what was seen of it. */
export interface Branch {
  readonly id: number;
  readonly name: string;
  /** The branch that it left, and when; null for the first. */
  readonly parent: number | null;
  readonly forkMs: number;
  /** All its inputs, scripted ones that are still to come included; null while its run is there to tell them. */
  readonly log: readonly Step[] | null;
  readonly journal: Journal;
}

/** As the page is told of them, in the order in which they began. */
export function branchRows(branches: readonly Branch[]): readonly BranchRow[] {
  return branches
    .map(({ id, name, parent, forkMs, journal }) => ({ id, name, parent, forkMs, endMs: Math.max(0, journal.endMs) }))
    .sort((a, b) => a.id - b.id);
}

/** What it takes to come to where a run is; `yaml` is applied there besides. */
export function situationOf(session: Session, mine: WeakSet<Action>, yaml?: string): Pick<Situation, 'log' | 'atMs'> {
  const log = situationLog(session.log, mine);
  const atMs = session.nowMs;
  if (yaml === undefined) return { log, atMs };
  const step: Step = { atMs, action: { type: 'apply', yaml } };
  return { log: log.toSpliced(session.run.begun.length, 0, step), atMs };
}

/** What people did after a moment: it would be lost if one acted there. */
export function laterDeeds(log: readonly Step[], mine: WeakSet<Action>, nowMs: number): readonly Step[] {
  return log.filter(({ atMs, action }) => atMs > nowMs && mine.has(action) && isDeed(action));
}

/** A log without a deed, and without what people did after it. */
export function logWithout(log: readonly Step[], mine: WeakSet<Action>, deed: Step): readonly Step[] {
  const later = new Set(laterDeeds(log, mine, deed.atMs).map(({ action }) => action));
  return log.filter(({ action }) => action !== deed.action && !later.has(action));
}

/** The last thing that a person did up to a moment. */
export function lastDeed(log: readonly Step[], mine: WeakSet<Action>, nowMs: number): Step | undefined {
  return log.findLast(({ atMs, action }) => atMs <= nowMs && mine.has(action) && isDeed(action));
}

/** A branch that leaves another at a moment. @param log null where its run is there to tell it */
export function branchFrom(parent: Branch, id: number, forkMs: number, log: Branch['log']): Branch {
  return { id, name: `branch ${id}`, parent: parent.id, forkMs, log, journal: parent.journal.upTo(forkMs) };
}

/** The branch that a run begins with. */
export function firstBranch(): Branch {
  return { id: 1, name: 'first run', parent: null, forkMs: 0, log: null, journal: new Journal() };
}
