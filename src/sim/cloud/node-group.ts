import type { NodeGroupSpec } from '../../api/scenario.ts';

/** A group of equal machines as the cloud's API serves it. Models cloudprovider.NodeGroup. */
export interface NodeGroup {
  readonly spec: NodeGroupSpec;
  /** How many machines there are to be; more than there are while some are on their way. */
  readonly targetSize: number;
  /** Names of the machines that there are or that boot, oldest first. */
  nodes(): readonly string[];
  /** Asks for more machines. */
  increase(by: number): void;
  /** Takes machines away; the target shrinks with them. */
  remove(names: readonly string[]): void;
}

/** Makes machines, and takes them away. */
export interface MachineYard {
  add(spec: NodeGroupSpec['node'], bootMs: number): void;
  remove(name: string): void;
}

/** Makes the groups of a cloud; the machines with which they begin are there already. */
export function createNodeGroups(specs: readonly NodeGroupSpec[], yard: MachineYard): readonly NodeGroup[] {
  return specs.map((spec) => {
    const names = initialNames(spec);
    // A number is given once: a machine that comes later is another one.
    let made = spec.size;
    return {
      spec,
      get targetSize() {
        return names.length;
      },
      nodes: () => names,
      increase(by) {
        for (let i = 0; i < by; i++) {
          const name = nameIn(spec, ++made);
          names.push(name);
          yard.add({ ...spec.node, name }, spec.bootMs);
        }
      },
      remove(gone) {
        for (const name of gone) {
          const at = names.indexOf(name);
          if (at < 0) continue;
          names.splice(at, 1);
          yard.remove(name);
        }
      },
    };
  });
}

/** Names of the machines with which a group begins. */
export function initialNames(spec: NodeGroupSpec): string[] {
  return Array.from({ length: spec.size }, (_, i) => nameIn(spec, i + 1));
}

const nameIn = ({ name }: NodeGroupSpec, number: number): string => `${name}-${number}`;
