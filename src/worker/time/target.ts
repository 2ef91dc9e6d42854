import type { Session } from '../session.ts';

/** How long a replay may compute before the worker looks at its messages again. */
export const SLICE_MS = 30;
/** While somebody drags through time, nothing is replayed. */
export const REST_MS = 60;

/** A moment that is shown from the journal, until the run itself has come there. */
export interface Target {
  readonly toMs: number;
  readonly sinceWallMs: number;
  /** The run that is on its way, once it is begun. */
  replay?: Session;
}
