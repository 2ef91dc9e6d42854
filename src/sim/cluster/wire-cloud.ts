import type { ClusterSpec } from '../../api/scenario.ts';
import type { NodeRow } from '../../protocol/view.ts';
import { type Instance, providerId } from '../cloud/instances.ts';
import { createNodeGroups } from '../cloud/node-group.ts';
import type { ControlPlane } from './control-plane.ts';
import type { DataPlane } from './data-plane.ts';
import type { Machine } from './machine.ts';
import type { MachinePool } from './machine-pool.ts';

/** Takes a machine of the cloud away; whether there was one. */
export type RemoveMachine = (name: string) => boolean;

/** Gives the control plane its cloud. Where the cluster has no machines of a cloud, that is load balancers only. */
export function wireCloud(
  cluster: ClusterSpec,
  pool: MachinePool,
  controlPlane: ControlPlane,
  dataPlane: DataPlane,
): RemoveMachine {
  const remove = (name: string): boolean => {
    const machine = pool.nodes.get(name)?.spec.cloud && pool.remove(name);
    if (machine) dataPlane.leave(machine);
    return machine !== undefined;
  };
  const yard = {
    add: (...machine: Parameters<MachinePool['add']>): void => dataPlane.join(pool.add(...machine)),
    remove: (name: string): void => void remove(name),
  };
  controlPlane.cloud = {
    balancers: dataPlane.balancers,
    groups: createNodeGroups(cluster.nodeGroups ?? [], yard),
    instances: cluster.cloud && { ofNode: (name) => instanceOf(pool.nodes.get(name)) },
  };
  return remove;
}

/** Whose a machine is. */
export function ownerOf(machine: Machine | undefined, { cloud }: ControlPlane): NodeRow['cloud'] {
  if (!machine?.spec.cloud) return 'none';
  return cloud?.groups.some((group) => group.nodes().includes(machine.name)) ? 'group' : 'machine';
}

function instanceOf(machine: Machine | undefined): Instance | undefined {
  const { name, ip, spec, host } = machine ?? {};
  if (!spec?.cloud || !host) return undefined;
  const { region, zone, type } = spec.cloud;
  return {
    providerId: providerId(region, zone, name!),
    type,
    region,
    zone,
    addresses: [
      { address: ip!, type: 'InternalIP' },
      { address: name!, type: 'Hostname' },
    ],
    isShutdown: !host.scope.alive,
  };
}
