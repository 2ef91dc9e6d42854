import type { Role } from '../images/image.ts';
import { type ClusterAutoscalersOptions, createClusterAutoscalers } from './cluster-autoscalers.ts';
import { createIngressControllers, type IngressControllersOptions } from './ingress-controllers.ts';
import type { Machine } from './machine.ts';
import { createMetricsServers, type MetricsServersOptions } from './metrics-servers.ts';
import { createNameServerProcesses } from './name-servers.ts';
import { createStaticComponent, STATIC_ROLES } from './static-components.ts';

/** Processes that run as Pods and do their work in a module of their own: they come and go with their containers. */
export interface Components {
  /** Containers of a role have started or ended on a machine. */
  update(role: Role, machine: Machine): void;
}

/** Makes them for a cluster. */
export function createComponents(
  options: MetricsServersOptions & IngressControllersOptions & ClusterAutoscalersOptions,
): Components {
  const all = new Map<Role, { update(machine: Machine): void }>([
    ['metrics-server', createMetricsServers(options)],
    ['ingress-nginx', createIngressControllers(options)],
    ['cluster-autoscaler', createClusterAutoscalers(options)],
    ['coredns', createNameServerProcesses(options)],
    ...STATIC_ROLES.map((role) => [role, createStaticComponent(role, options.controlPlane)] as const),
  ]);
  return { update: (role, machine) => all.get(role)?.update(machine) };
}
