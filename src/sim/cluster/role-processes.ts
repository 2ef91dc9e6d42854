import type { Scope } from '../engine/scope.ts';
import type { Role } from '../images/image.ts';
import type { RuntimeContainer } from '../kubelet/runtime-container.ts';
import type { Machine } from './machine.ts';

/** What runs beside the containers of a role. */
export interface RoleProcesses<T> {
  /** Containers of the role have started or ended on a machine. */
  update(machine: Machine): void;
  /** What runs beside a container, while it runs. */
  of(container: RuntimeContainer): T | undefined;
}

/** Starts something beside each container of a role, and ends it with the container. */
export function createRoleProcesses<T extends { readonly scope: Scope }>(
  role: Role,
  start: (machine: Machine, container: RuntimeContainer) => T,
): RoleProcesses<T> {
  const running = new Map<RuntimeContainer, T>();
  return {
    update(machine) {
      for (const { containers } of machine.runtime.sandboxes.values()) {
        for (const container of containers) {
          if (container.image.role !== role) continue;
          const known = running.get(container);
          if (container.state === 'running' && !known) running.set(container, start(machine, container));
          else if (container.state === 'exited' && known) {
            known.scope.kill();
            running.delete(container);
          }
        }
      }
    },
    of: (container) => running.get(container),
  };
}
