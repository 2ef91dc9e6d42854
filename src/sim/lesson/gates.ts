import type { Gate } from '../../api/lesson/lesson.ts';
import type { LessonWatch } from './watch.ts';

/**
 * Calls back once, when a gate opens; at once if it is open.
 * @param sinceMs when the caption or deed before was, since the cluster was up
 * @returns how to give up
 */
export function whenOpen(watch: LessonWatch, gate: Gate, sinceMs: number, open: () => void): () => void {
  let isDone = false;
  let stop: (() => void) | undefined;
  const notBefore = Math.max(gate.atMs ?? 0, sinceMs + (gate.afterMs ?? 0));
  const look = (): void => {
    if (isDone) return;
    if (watch.nowMs < notBefore) {
      watch.wakeAt(notBefore);
      return;
    }
    if (gate.when !== undefined && watch.answer(gate.when).value !== true) return;
    isDone = true;
    stop?.();
    open();
  };
  stop = watch.watch(look);
  if (isDone) stop();
  return () => {
    isDone = true;
    stop?.();
  };
}
