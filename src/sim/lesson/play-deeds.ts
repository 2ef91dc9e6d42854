import type { Deed } from '../../api/lesson/lesson.ts';
import { type Process, sleep, type Waitable, wait } from '../../api/process.ts';
import type { Action } from '../../api/scenario.ts';
import type { ActionResult } from '../cluster/cluster.ts';
import { Future } from '../engine/future.ts';
import { whenOpen } from './gates.ts';
import type { LessonWatch } from './watch.ts';

/** Between two deeds of which nothing is said. */
const PAUSE_MS = 1000;

/** Carries out deeds one after the other, each when its gate opens. Commands that fail stop nothing: people go on too. */
export function* playDeeds(
  watch: LessonWatch,
  deeds: readonly Deed[],
  act: (action: Action) => Waitable<ActionResult>,
): Process<readonly ActionResult[]> {
  const results: ActionResult[] = [];
  for (const [index, deed] of deeds.entries()) {
    const isFree = deed.atMs === undefined && deed.afterMs === undefined && deed.when === undefined;
    if (isFree && index > 0) yield* sleep(PAUSE_MS);
    const open = new Future<void>();
    whenOpen(watch, deed, watch.nowMs, () => open.resolve());
    yield* wait(open);
    results.push(yield* wait(act(deed.action)));
  }
  return results;
}
