import type { Store } from '../store.ts';
import { RaftLog } from './log.ts';

/** What a member keeps on its disk. `log` knows itself how far it is there. */
export interface RaftDisk {
  term: number;
  /** Whom it voted for in this term; 0 for nobody. */
  vote: number;
  committed: number;
  readonly log: RaftLog;
  /** The store, and the last entry that it has in it. */
  store: Store;
  applied: number;
}

/** A disk with nothing on it but an empty store. */
export function emptyDisk(store: Store): RaftDisk {
  return { term: 0, vote: 0, committed: 0, log: new RaftLog(), store, applied: 0 };
}
