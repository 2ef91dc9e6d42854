import type { NodeGroupSpec } from '../../api/scenario.ts';

/** Why a cloud makes no more machines: its customer may have no more, or it has no more. */
export type Shortage = 'quota' | 'capacity';

/** A group of equal machines as the cloud's API serves it. Models cloudprovider.NodeGroup. */
export interface NodeGroup {
  readonly spec: NodeGroupSpec;
  /** How many machines there are to be; more than there are while some are on their way. */
  readonly targetSize: number;
  /** Names of the machines that there are or that boot, oldest first. */
  nodes(): readonly string[];
  /** Names of machines that the cloud was asked for and could not make. */
  readonly failed: readonly string[];
  /** What the cloud is short of now. */
  shortage: Shortage | undefined;
  /** Asks for more machines. Returns the error of a cloud that refuses to: it does so at once, or fails to make them. */
  increase(by: number): string | undefined;
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
    const failed: string[] = [];
    return {
      spec,
      failed,
      shortage: undefined,
      get targetSize() {
        return names.length + failed.length;
      },
      nodes: () => names,
      increase(by) {
        if (this.shortage === 'quota') return quotaError(spec);
        for (let i = 0; i < by; i++) {
          const name = nameIn(spec, ++made);
          if (this.shortage === 'capacity') failed.push(name);
          else {
            names.push(name);
            yard.add({ ...spec.node, name }, spec.bootMs);
          }
        }
        return undefined;
      },
      remove(gone) {
        for (const name of gone) {
          if (failed.includes(name)) failed.splice(failed.indexOf(name), 1);
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

/** What the cloud says to whoever asks for more than he may have. */
function quotaError({ node: { cloud } }: NodeGroupSpec): string {
  return `quota exceeded for machines of type ${cloud?.type} in region ${cloud?.region}`;
}

/** What the cloud says of a machine that it could not make. */
export function capacityError({ node: { cloud } }: NodeGroupSpec): string {
  return `no capacity for machines of type ${cloud?.type} in ${cloud?.zone ?? cloud?.region}`;
}
