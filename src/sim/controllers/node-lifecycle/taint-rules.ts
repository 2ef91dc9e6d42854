import type { Node, Taint } from '../../../api/k8s/core-v1.gen.ts';
import { sameTaint } from '../taints.ts';

export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNREACHABLE = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';

/** Taint by condition and its status. Models nodeConditionToTaintKeyStatusMap of pkg/controller/nodelifecycle. */
const BY_CONDITION: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ready: { False: NOT_READY, Unknown: UNREACHABLE },
  MemoryPressure: { True: 'node.kubernetes.io/memory-pressure' },
  DiskPressure: { True: 'node.kubernetes.io/disk-pressure' },
  NetworkUnavailable: { True: 'node.kubernetes.io/network-unavailable' },
  PIDPressure: { True: 'node.kubernetes.io/pid-pressure' },
};
const OWN_KEYS = new Set([UNSCHEDULABLE, ...Object.values(BY_CONDITION).flatMap((keys) => Object.values(keys))]);

/** The NoSchedule taints to add and to take off, so that they say what the conditions say. Models doNoScheduleTaintingPass. */
export function planNoSchedule(node: Node): { readonly add: readonly Taint[]; readonly remove: readonly Taint[] } {
  const wanted: Taint[] = [];
  for (const { type, status } of node.status?.conditions ?? []) {
    const key = BY_CONDITION[type]?.[status];
    if (key) wanted.push({ key, effect: 'NoSchedule' });
  }
  if (node.spec?.unschedulable) wanted.push({ key: UNSCHEDULABLE, effect: 'NoSchedule' });
  const present = (node.spec?.taints ?? []).filter((taint) => taint.effect === 'NoSchedule' && OWN_KEYS.has(taint.key));
  return {
    add: wanted.filter((taint) => !present.some((one) => sameTaint(one, taint))),
    remove: present.filter((taint) => !wanted.some((one) => sameTaint(one, taint))),
  };
}

export const NOT_READY_EXECUTE: Taint = { key: NOT_READY, effect: 'NoExecute' };
export const UNREACHABLE_EXECUTE: Taint = { key: UNREACHABLE, effect: 'NoExecute' };
