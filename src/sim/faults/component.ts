import type { ComponentName } from '../cluster/control-plane.ts';
import { type FaultAction, FaultError, type FaultTargets, machineOf } from './fault.ts';

const PROCESSES: readonly ComponentName[] = [
  'kube-scheduler',
  'kube-controller-manager',
  'cloud-controller-manager',
  'kube-apiserver',
  'etcd',
];

/**
 * Stops or starts a component. Processes of the control plane end and begin anew; components that run as Pods are
 * frozen and thawed, for a kubelet would restart them if they ended.
 */
export function setComponent(targets: FaultTargets, action: FaultAction, runs: boolean): void {
  const { target, node } = action;
  const process = PROCESSES.find((name) => name === target);
  if (process) {
    if (runs) targets.controlPlane.start(process);
    else targets.controlPlane.stop(process);
  } else if (target === 'coredns') {
    for (const { runtime } of targets.nodes.values()) runtime.freeze('coredns', !runs);
  } else if (target === 'kube-proxy') {
    if (node === undefined) throw new FaultError('kube-proxy runs on every node: say which in `node`');
    machineOf(targets, node).runtime.freeze('kube-proxy', !runs);
  } else {
    throw new FaultError(
      `there is no component ${target}; there are: ${[...PROCESSES, 'coredns', 'kube-proxy'].join(', ')}`,
    );
  }
}
