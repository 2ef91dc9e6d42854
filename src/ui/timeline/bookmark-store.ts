import { create } from 'zustand';
import { moments } from '../../language/en/moments.ts';
import { useCluster } from '../store/cluster-store.ts';
import { seek, switchBranch } from './run-control.ts';

/** A moment of a run that somebody has marked. */
export interface Bookmark {
  readonly id: number;
  readonly name: string;
  readonly atMs: number;
  readonly branch: number;
  /** The run that it belongs to. */
  readonly run: string;
}

interface BookmarkState {
  readonly all: readonly Bookmark[];
  readonly open: boolean;
}

export const useBookmarks = create<BookmarkState>(() => ({ all: [], open: false }));

let lastId = 0;

/** Marks of one run say nothing of another: it is known by its scenario and seed. */
export function runKey(): string {
  const { run } = useCluster.getState();
  return run === null ? '' : `${run.name} ${run.seed}`;
}

/** The bookmarks of this run, in order of time. */
export function bookmarksOf(all: readonly Bookmark[], run: string): readonly Bookmark[] {
  return all.filter((bookmark) => bookmark.run === run).sort((a, b) => a.atMs - b.atMs);
}

/** Marks this moment, and shows its name so that it can be changed. */
export function addBookmark(): void {
  const { nowMs, branch, phase } = useCluster.getState();
  if (phase !== 'live' || nowMs < 0) return;
  const run = runKey();
  const number = bookmarksOf(useBookmarks.getState().all, run).length + 1;
  const bookmark = { id: ++lastId, name: moments('bookmarkName', { number }), atMs: nowMs, branch, run };
  useBookmarks.setState(({ all }) => ({ all: [...all, bookmark], open: true }));
}

export function renameBookmark(id: number, name: string): void {
  if (name.trim() === '') return;
  useBookmarks.setState(({ all }) => ({
    all: all.map((bookmark) => (bookmark.id === id ? { ...bookmark, name: name.trim() } : bookmark)),
  }));
}

export function removeBookmark(id: number): void {
  useBookmarks.setState(({ all }) => ({ all: all.filter((bookmark) => bookmark.id !== id) }));
}

/** Goes to a marked moment, in the branch in which it was. */
export function goToBookmark({ atMs, branch }: Bookmark): void {
  if (useCluster.getState().branch !== branch) switchBranch(branch);
  seek(atMs);
}
