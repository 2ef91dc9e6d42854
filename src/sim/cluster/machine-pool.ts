import type { ClusterSpec, NodeSpec } from '../../api/scenario.ts';
import type { Random } from '../../base/random.ts';
import { initialNames } from '../cloud/node-group.ts';
import type { ControlPlane } from './control-plane.ts';
import { CONTROL_PLANE_IMAGES, CONTROL_PLANE_MANIFESTS, controlPlaneNode } from './control-plane-nodes.ts';
import { Machine, type MachineOptions } from './machine.ts';

/** Machines join within this time. */
const JOIN_SPREAD_MS = 1000;

/** The cluster's machines: those of the beginning, and those that the cloud makes and removes. */
export interface MachinePool {
  readonly nodes: ReadonlyMap<string, Machine>;
  /** Makes another one, whose kubelet begins after a time. */
  add(spec: NodeSpec, bootMs: number): Machine;
  /** The machine is gone, with all that it had. Undefined when there is none of that name. */
  remove(name: string): Machine | undefined;
}

/** Makes the machines of a cluster. */
export function createMachinePool(
  cluster: ClusterSpec,
  controlPlane: ControlPlane,
  shared: MachineOptions,
): MachinePool {
  const { engine, network, podNetwork } = shared;
  const random = engine.random.fork('join');
  const nodes = new Map<string, Machine>();
  let made = 0;
  const put = (machine: Machine, delayMs: number): Machine => {
    nodes.set(machine.name, machine);
    machine.join(delayMs);
    return machine;
  };
  const add = (spec: NodeSpec, delayMs: number): Machine =>
    put(new Machine(shared, spec, machineIp(made++), engine.root), delayMs);
  for (const spec of initialNodes(cluster)) add(spec, joinMs(random));
  if (cluster.controlPlaneAsNodes) {
    const preloaded = [...shared.preloaded, ...CONTROL_PLANE_IMAGES];
    const own = { ...shared, preloaded, manifests: CONTROL_PLANE_MANIFESTS };
    for (const member of controlPlane.members) {
      const spec = controlPlaneNode(member.host.name);
      put(new Machine(own, spec, machineIp(made++), engine.root, member), joinMs(random));
    }
  }
  network.onFaultChange((host) => nodes.get(host.name)?.updateProxy());
  return {
    nodes,
    add,
    remove(name) {
      const machine = nodes.get(name);
      if (!machine) return undefined;
      machine.powerOff();
      nodes.delete(name);
      podNetwork.removeMachine(machine.ip);
      return machine;
    },
  };
}

const joinMs = (random: Random): number => random.uniform(0, JOIN_SPREAD_MS);

/** The nodes of the file, then those of its groups. */
function initialNodes({ nodes, nodeGroups = [] }: ClusterSpec): readonly NodeSpec[] {
  return [...nodes, ...nodeGroups.flatMap((group) => initialNames(group).map((name) => ({ ...group.node, name })))];
}

/** 192.168.10.11 for the first machine, and on from there. */
function machineIp(index: number): string {
  const n = index + 10;
  return `192.168.${10 + Math.floor(n / 250)}.${(n % 250) + 1}`;
}
