import type { NodeAddress } from '../../api/k8s/core-v1.gen.ts';

/** A machine as the cloud's API describes it. Models cloudprovider.InstanceMetadata. */
export interface Instance {
  readonly providerId: string;
  readonly type: string;
  readonly region: string;
  /** Undefined where the cloud has none. */
  readonly zone: string | undefined;
  readonly addresses: readonly NodeAddress[];
  /** It is there, without power. */
  readonly isShutdown: boolean;
}

/** The part of the cloud's API that tells of machines. */
export interface Instances {
  /** The machine of a node; undefined when there is none (any more). */
  ofNode(name: string): Instance | undefined;
}

/** How nodes name their machine. */
export function providerId(region: string, zone: string | undefined, name: string): string {
  return `orrery://${zone ?? region}/${name}`;
}
