import { useMemo } from 'react';
import type { KindContext } from '../../widgets/kind-view.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { fault, kubectl } from '../store/commands.ts';
import { shortTime } from '../store/format-time.ts';
import { select } from '../store/view-store.ts';

/** What views of kinds get from the page; renewed every second of virtual time. */
export function useKindContext(canAct: boolean): KindContext {
  const nowMs = useCluster((state) => Math.floor(state.nowMs / 1000) * 1000);
  const zeroUnixMs = useCluster((state) => state.zeroUnixMs);
  useCluster((state) => state.nodes);
  return useMemo(() => {
    const timeOf = (timestamp: string | undefined) => {
      if (timestamp === undefined || timestamp === '') return null;
      const unixMs = Date.parse(timestamp);
      return Number.isNaN(unixMs) || zeroUnixMs === null ? null : unixMs - zeroUnixMs;
    };
    return {
      nowMs,
      canAct,
      timeOf,
      clock: (timestamp) => {
        const ms = timeOf(timestamp);
        return ms === null ? (timestamp?.slice(11, 19) ?? '') : shortTime(ms);
      },
      run: (line) => void kubectl(line),
      fault: (name, target, sentence) => void fault(name, target, sentence),
      open: (kind, namespace, name) => select({ kind, namespace, name }),
      machineOf: (node) => mirror.nodes.get(node)?.machine ?? 'on',
      isNodeReady: (node) => mirror.nodes.get(node)?.ready === 'True',
    };
  }, [nowMs, zeroUnixMs, canAct]);
}
