import type { Action, FaultName } from '../../api/scenario.ts';
import type { ControlPlane } from '../cluster/control-plane.ts';
import type { Machine } from '../cluster/machine.ts';
import type { Machines } from '../machines/machines.ts';
import type { Network } from '../network/network.ts';

/** What a scenario says of a fault. */
export type FaultAction = Extract<Action, { type: 'fault' }>;

/** What faults work on. */
export interface FaultTargets {
  readonly network: Network;
  readonly nodes: ReadonlyMap<string, Machine>;
  readonly controlPlane: ControlPlane;
  /** Machines beside the cluster. */
  readonly machines: Machines;
  /** Takes a machine of the cloud away; whether there was one. */
  readonly removeMachine: (name: string) => boolean;
}

/** A fault: default export of a file under faults/, found by its place. */
export interface Fault {
  readonly name: FaultName;
  /**
   * Brings it about. Returns how to heal it, for faults with a duration; undefined for what cannot be undone.
   * Throws FaultError when the target does not exist.
   */
  inject(targets: FaultTargets, action: FaultAction): (() => void) | undefined;
}

/** A fault that cannot be carried out; the message is for the user. */
export class FaultError extends Error {}

/** A machine as faults of power and network see it. */
export type FaultyMachine = Pick<Machine, 'host' | 'powerOff' | 'powerOn'>;

/** A machine: of a node, of the control plane, or beside the cluster. Throws FaultError for a name that none has. */
export function anyMachineOf({ nodes, controlPlane, machines }: FaultTargets, name: string): FaultyMachine {
  const machine: FaultyMachine | undefined =
    nodes.get(name) ?? controlPlane.members.find(({ host }) => host.name === name) ?? machines.all.get(name);
  if (machine) return machine;
  const names = [...nodes.keys(), ...controlPlane.members.map(({ host }) => host.name)];
  throw new FaultError(`there is no node ${name}; there are: ${[...new Set(names)].join(', ')}`);
}

/** The machine of a node. Throws FaultError for a name that no node has. */
export function machineOf({ nodes }: FaultTargets, name: string): Machine {
  const machine = nodes.get(name);
  if (!machine) throw new FaultError(`there is no node ${name}; there are: ${[...nodes.keys()].join(', ')}`);
  return machine;
}
