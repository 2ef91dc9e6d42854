import type { ConfigMap } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import ConfigMapKind from '../../../kinds/config-map/kind.ts';
import { countStates } from './node-states.ts';
import type { Scene } from './shrink.ts';
import type { AutoscalerState } from './state.ts';
import { type ActivityStatus, type GroupStatus, goTime, LAST_UPDATED, STATUS_NAME, statusText } from './status-map.ts';

const NAMESPACE = 'kube-system';

/** Writes the ConfigMap that tells people what the autoscaler does. Models clusterstate/utils/status.go. */
export function* publishStatus(
  state: AutoscalerState,
  groups: Scene['groups'],
  candidates: number,
  scaleUp: ActivityStatus['scaleUp'],
): Process<void> {
  const { client, engine } = state;
  const nowMs = engine.unixMs;
  const rows = groups.map(({ group, nodes }): GroupStatus => {
    const { name, min, max } = group.spec;
    const counts = countStates(nodes);
    const unneeded = nodes.filter((node) => state.unneededSince.has(node.name)).length;
    const isComing = counts.notStarted + counts.unregistered + group.failed.length > 0;
    const failure = state.backOff.of(name, engine.nowMs);
    return {
      ...{ name, min, max, counts, target: group.targetSize },
      candidates: unneeded,
      scaleUp: isComing ? 'InProgress' : failure ? 'Backoff' : 'NoActivity',
      failure: isComing ? undefined : failure,
    };
  });
  const all = { counts: countStates(groups.flatMap(({ nodes }) => nodes)), candidates, scaleUp };
  const since = (key: string, status: string): number => {
    const before = state.since.get(key);
    if (before?.status === status) return before.ms;
    state.since.set(key, { status, ms: nowMs });
    return nowMs;
  };
  const map: ConfigMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: STATUS_NAME, namespace: NAMESPACE, annotations: { [LAST_UPDATED]: goTime(nowMs) } },
    data: { status: statusText(all, rows, nowMs, since) },
  };
  state.statusMap = yield* write(client, map);
}

function* write(client: AutoscalerState['client'], map: ConfigMap): Process<ConfigMap> {
  try {
    return yield* client.create(ConfigMapKind, map);
  } catch (error) {
    if (!isReason(error, 'AlreadyExists')) throw error;
  }
  return yield* client.update(ConfigMapKind, map);
}
