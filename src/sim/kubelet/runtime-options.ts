import type { Service } from '../../api/k8s/core-v1.gen.ts';
import type { Random } from '../../base/random.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import type { PodNetwork } from '../network/pod-network.ts';
import type { Volume } from '../shell/fs/volume.ts';
import type { NetworkAccess } from '../shell/network-access.ts';
import type { Sandbox } from './runtime-container.ts';

/** What a machine's container runtime is made of. */
export interface RuntimeOptions {
  readonly engine: Engine;
  readonly random: Random;
  readonly scope: Scope;
  readonly podNetwork: PodNetwork;
  /** The machine's name. */
  readonly name: string;
  readonly diskBytes: number;
  readonly memoryBytes: number;
  /** Of the machine's processor, in thousandths of a core. */
  readonly capacityMilli: number;
  /** Address of the machine, which host-network Pods share. */
  readonly hostIp: string;
  /** A disk of the cloud or of a file server, by a name of its own, and what `df` calls it. */
  readonly disk: (handle: string, source: string) => Volume;
  /** Services of a namespace, for variables. */
  readonly services: (namespace: string) => readonly Service[];
  /** The uid of a service account, for tokens; '' where there is none. */
  readonly accountUid: (namespace: string, name: string) => string;
  /** The network as a Pod sees it. */
  readonly network: (sandbox: Sandbox) => NetworkAccess;
}
