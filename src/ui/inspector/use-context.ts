import { useMemo } from 'react';
import type { EndpointPod, KindContext, NodeSigns } from '../../widgets/kind-view.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { fault, kubectl, setClient } from '../store/commands.ts';
import { shortTime } from '../store/format-time.ts';
import { useFollowed } from '../store/session.ts';
import { select } from '../store/view-store.ts';

function endpointsOf(namespace: string, service: string): readonly EndpointPod[] {
  const pods = (mirror.services.get(`${namespace}/${service}`)?.pods ?? []).flatMap((name) => {
    const pod = mirror.findPod(namespace, name);
    return pod === undefined ? [] : [{ name, node: pod.node, state: pod.state, ready: pod.endpoint === 'in' }];
  });
  return [...pods.filter((pod) => pod.ready), ...pods.filter((pod) => !pod.ready)];
}

function signsOf(node: string): NodeSigns | null {
  const row = mirror.nodes.get(node);
  if (row === undefined) return null;
  return { ready: row.ready === 'True', readySinceMs: row.readySinceMs, heartbeatMs: row.heartbeatMs };
}

function watchTime(tell: (nowMs: number) => void): () => void {
  tell(useCluster.getState().nowMs);
  return useCluster.subscribe((state, before) => {
    if (state.nowMs !== before.nowMs) tell(state.nowMs);
  });
}

/** What views of kinds get from the page; renewed every second of virtual time. */
export function useKindContext(canAct: boolean): KindContext {
  const nowMs = useCluster((state) => Math.floor(state.nowMs / 1000) * 1000);
  const zeroUnixMs = useCluster((state) => state.zeroUnixMs);
  const timers = useFollowed((state) => state.timers);
  const changes = useCluster((state) => state.nodes + state.services + state.traffic);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new context for new answers
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
      signsOf,
      kubeletTimers: timers,
      watchTime,
      endpointsOf,
      clients: mirror.traffic.clients,
      sendTraffic: (client, url, rps) => void setClient({ name: client, to: url, rps }),
    };
  }, [nowMs, zeroUnixMs, canAct, changes, timers]);
}
