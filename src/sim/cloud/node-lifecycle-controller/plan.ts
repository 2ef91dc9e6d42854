import type { Node, Taint } from '../../../api/k8s/core-v1.gen.ts';
import type { Instance } from '../instances.ts';

const SHUTDOWN_TAINT: Taint = { effect: 'NoSchedule', key: 'node.cloudprovider.kubernetes.io/shutdown' };

/** What is to be done about a node: it is deleted, or gets other taints, or neither. */
export interface NodePlan {
  readonly delete?: true;
  readonly taints?: readonly Taint[];
}

/** Decides it, by whether the node is Ready and what the cloud says of its machine. Models MonitorNodes. */
export function planNode({ spec, status }: Node, instance: Instance | undefined): NodePlan {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'Unknown';
  const taints = spec?.taints ?? [];
  const others = taints.filter(({ key }) => key !== SHUTDOWN_TAINT.key);
  const isTainted = others.length < taints.length;
  if (ready === 'True') return isTainted ? { taints: others } : {};
  if (!instance) return { delete: true };
  return instance.isShutdown && !isTainted ? { taints: [...taints, SHUTDOWN_TAINT] } : {};
}
