import type { WatchEvent } from '../../api/request.ts';
import type { Action } from '../../api/scenario.ts';
import type { Trace } from '../../sim/engine/trace.ts';

/** How many messages back are looked at: a periodic loop follows from itself without end. */
const MOST_BACK = 64;

/** What a message goes back to: a write that somebody watched, an input, or nothing but time. */
export interface Origin {
  /** Revision of the write; 0 for none. */
  readonly revision: number;
  readonly input: Input | null;
}

/** What a person or the scenario did. */
export interface Input {
  readonly action: Action;
  /** On the engine's clock. */
  readonly sentMs: number;
}

const NOTHING: Origin = { revision: 0, input: null };

/**
 * Follows a message back over the requests and answers of one component to what it has acted on: the newest watch event
 * or input before. Of several reasons for one piece of work the first counts, as the work queue keeps them. A loop that
 * wakes by itself follows from nothing.
 */
export function originOf(trace: Trace, message: number): Origin {
  let id = message;
  for (let back = 0; back < MOST_BACK && id !== 0; back++) {
    const at = trace.get(id);
    if (!at) return NOTHING;
    if (at.kind === 'input') return { revision: 0, input: { action: at.subject as Action, sentMs: at.sentMs } };
    if (at.kind === 'watch') {
      const object = (at.subject as Partial<WatchEvent> | null)?.object;
      const revision = Number(object?.metadata?.resourceVersion ?? 0);
      if (revision > 0) return { revision, input: null };
    }
    id = at.cause;
  }
  return NOTHING;
}
