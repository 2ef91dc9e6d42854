import type { ControlPlane } from './control-plane.ts';
import type { ControlPlaneMember } from './control-plane-member.ts';
import type { Machine } from './machine.ts';

/** Components of the control plane that run as static Pods where its machines are nodes. */
export const STATIC_ROLES = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;

/**
 * Lets a component of the control plane end when its container does, and begin anew with the next one. The first
 * processes are there before any kubelet has said so.
 */
export function createStaticComponent(
  role: (typeof STATIC_ROLES)[number],
  controlPlane: ControlPlane,
): { update(machine: Machine): void } {
  const up = new Set<Machine>();
  return {
    update(machine) {
      const isUp = machine.runtime.runs(role);
      if (isUp === up.has(machine)) return;
      const member: ControlPlaneMember | undefined = controlPlane.members.find(({ host }) => host === machine.host);
      if (isUp) {
        up.add(machine);
        member?.restart(role);
      } else {
        up.delete(machine);
        member?.crash(role);
      }
    },
  };
}
