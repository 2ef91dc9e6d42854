import type { Pod } from '../api/k8s/core-v1.gen.ts';
import type { TimerRow } from '../protocol/inspect.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';
import { MIRROR_ANNOTATION } from '../sim/kubelet/mirror-pod.ts';

/** What a Pod's kubelet waits for, on the page's clock; nothing while the node is not reached, for nobody could know. */
export function podTimerRows({ nodes, upAtMs }: Cluster, { metadata, spec }: Pod): TimerRow[] {
  const machine = nodes.get(spec?.nodeName ?? '');
  if (machine?.state !== 'on' || !machine.kubelet) return [];
  const uid = metadata.annotations?.[MIRROR_ANNOTATION] ?? metadata.uid ?? '';
  return machine.kubelet.timersOf(uid).map((row) => ({ ...row, fromMs: row.fromMs - upAtMs, toMs: row.toMs - upAtMs }));
}
