import type { ComponentName } from '../cluster/control-plane.ts';
import type { ControlPlaneMember } from '../cluster/control-plane-member.ts';
import { type FaultAction, FaultError, type FaultTargets, machineOf } from './fault.ts';

const PROCESSES: readonly ComponentName[] = [
  'kube-scheduler',
  'kube-controller-manager',
  'cloud-controller-manager',
  'kube-apiserver',
  'etcd',
];

/**
 * Stops or starts a component. Processes of the control plane end and begin anew, on all its machines or on one: `node`
 * names it, or the target has its name behind the component's, as its Pod is called. Components that run as Pods are
 * frozen and thawed, for a kubelet would restart them if they ended.
 */
export function setComponent(targets: FaultTargets, action: FaultAction, runs: boolean): void {
  const { target, node } = action;
  const process = PROCESSES.find((name) => name === target || target.startsWith(`${name}-`));
  if (process) {
    const { controlPlane } = targets;
    const member = memberOf(targets, target === process ? node : target.slice(process.length + 1));
    if (runs) controlPlane.start(process, member);
    else controlPlane.stop(process, member);
    if (process === 'cloud-controller-manager') return;
    for (const { host } of member ? [member] : controlPlane.members) {
      targets.nodes.get(host.name)?.runtime.freeze(process, !runs);
    }
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

/** The machine of the control plane that is meant; all of them without a name. */
function memberOf({ controlPlane }: FaultTargets, name: string | undefined): ControlPlaneMember | undefined {
  if (name === undefined) return undefined;
  const { members } = controlPlane;
  const member = members.find(({ host }) => host.name === name);
  if (member) return member;
  const names = members.map(({ host }) => host.name).join(', ');
  throw new FaultError(`the control plane has no machine ${name}; it has: ${names}`);
}
