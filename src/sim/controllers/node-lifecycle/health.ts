import { CONTROLLER_MANAGER_CONFIG } from '../../../api/config/controller-manager.ts';
import type { Lease } from '../../../api/k8s/coordination-v1.gen.ts';
import type { Node, NodeCondition, NodeStatus } from '../../../api/k8s/core-v1.gen.ts';
import { parseDuration } from '../../../base/duration.ts';
import { parseTime, rfc3339 } from '../../../base/time.ts';

/** A node that says nothing for this long is not known to be ready (--node-monitor-grace-period, --node-startup-grace-period). */
const GRACE_MS: number = parseDuration(CONTROLLER_MANAGER_CONFIG.NodeLifecycleController.NodeMonitorGracePeriod);
const STARTUP_GRACE_MS: number = parseDuration(
  CONTROLLER_MANAGER_CONFIG.NodeLifecycleController.NodeStartupGracePeriod,
);
const WATCHED = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** When a node was last heard of, by this controller's clock. */
export interface NodeHealth {
  readonly lease: Lease | undefined;
  readonly ready: NodeCondition | undefined;
  readonly heardMs: number;
}

/** What one look at a node says. */
export interface Observation {
  readonly health: NodeHealth;
  /** The Ready condition as the node has it; a made-up one where the kubelet never posted any. */
  readonly observed: NodeCondition;
  /** The Ready condition after this look. */
  readonly current: NodeCondition | undefined;
  /** The status to write when the node has been silent for too long. */
  readonly status: NodeStatus | undefined;
}

/** The condition of a type. */
export function nodeCondition(node: Node, type: string): NodeCondition | undefined {
  return node.status?.conditions?.find((condition) => condition.type === type);
}

/**
 * Looks at a node's last signs of life: its Lease and its status. Models tryUpdateNodeHealth of
 * pkg/controller/nodelifecycle.
 * @param nowMs Unix milliseconds
 */
export function observe(
  node: Node,
  lease: Lease | undefined,
  before: NodeHealth | undefined,
  nowMs: number,
): Observation {
  const ready = nodeCondition(node, 'Ready');
  const created = node.metadata.creationTimestamp;
  const observed: NodeCondition = ready ?? {
    type: 'Ready',
    status: 'Unknown',
    ...(created ? { lastHeartbeatTime: created, lastTransitionTime: created } : {}),
  };
  const graceMs = ready ? GRACE_MS : STARTUP_GRACE_MS;
  const health = heard(node, ready, lease, before, nowMs);
  if (nowMs <= health.heardMs + graceMs) return { health, observed, current: ready, status: undefined };
  const status = silentStatus(node, nowMs);
  if (!status) return { health, observed, current: ready, status: undefined };
  const current = status.conditions?.find((condition) => condition.type === 'Ready');
  return { health: { ...health, ready: current }, observed, current, status };
}

function heard(
  node: Node,
  ready: NodeCondition | undefined,
  lease: Lease | undefined,
  before: NodeHealth | undefined,
  nowMs: number,
): NodeHealth {
  let heardMs = before?.heardMs ?? nowMs;
  if (!before && !ready) heardMs = node.metadata.creationTimestamp ? parseTime(node.metadata.creationTimestamp) : nowMs;
  const posted = before && ready !== before.ready && ready?.lastHeartbeatTime !== before.ready?.lastHeartbeatTime;
  if (posted || (before && (ready === undefined) !== (before.ready === undefined))) heardMs = nowMs;
  // A Lease object that is the same has not been renewed: no need to read its time.
  const renewed =
    lease && lease !== before?.lease && (lease.spec?.renewTime ?? '') > (before?.lease?.spec?.renewTime ?? '');
  if (renewed) heardMs = nowMs;
  const kept = renewed || !before?.lease ? lease : before.lease;
  if (before && before.heardMs === heardMs && before.ready === ready && before.lease === kept) return before;
  return { lease: kept, ready, heardMs };
}

/** The status with all watched conditions Unknown; undefined if they are so already. */
function silentStatus(node: Node, nowMs: number): NodeStatus | undefined {
  const time = rfc3339(nowMs);
  const conditions = [...(node.status?.conditions ?? [])];
  let changed = false;
  for (const type of WATCHED) {
    const index = conditions.findIndex((condition) => condition.type === type);
    const present = conditions[index];
    if (present?.status === 'Unknown') continue;
    changed = true;
    if (!present) {
      conditions.push({
        type,
        status: 'Unknown',
        lastHeartbeatTime: node.metadata.creationTimestamp!,
        lastTransitionTime: time,
        reason: 'NodeStatusNeverUpdated',
        message: 'Kubelet never posted node status.',
      });
    } else {
      conditions[index] = {
        ...present,
        status: 'Unknown',
        lastTransitionTime: time,
        reason: 'NodeStatusUnknown',
        message: 'Kubelet stopped posting node status.',
      };
    }
  }
  return changed ? { ...node.status, conditions } : undefined;
}
