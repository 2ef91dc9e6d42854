import type { ToPage } from '../protocol/messages.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';

/** How often one is told how far it is, in wall milliseconds: thousands of nodes take half a minute. */
const TELL_MS = 200;

/** Runs a cluster until it is up. */
export function bringUp(
  { engine, up, bootProgress }: Cluster,
  post: (message: ToPage) => void,
  wallMs: () => number,
): void {
  let toldMs = wallMs();
  for (let n = 0; !up.settled && engine.step(); n++) {
    if ((n & 127) !== 127 || wallMs() - toldMs < TELL_MS) continue;
    toldMs = wallMs();
    post({ type: 'booting', ...bootProgress() });
  }
}
