import type { Bytes } from '../../base/bytes.ts';
import type { Credentials } from '../shell/fs/file-system.ts';
import type { Volume } from '../shell/fs/volume.ts';
import type { PidNamespace, SystemFacts } from '../shell/kernel/kernel.ts';
import type { NetworkAccess } from '../shell/network-access.ts';
import type { SystemFiles } from '../shell/rootfs/mount-system.ts';
import type { LogLimits } from './container-log.ts';

/** A volume that a container sees at a path. */
export interface ContainerMount {
  readonly path: string;
  readonly volume: Volume;
  readonly readOnly: boolean;
}

/**
 * What the kubelet tells the runtime of a container. What only a running program needs is worked out when one asks:
 * most containers are servers whose inside nobody looks at.
 */
export interface ContainerConfig {
  /** The command line; empty for the behaviour of a server. */
  readonly words: readonly Bytes[];
  readonly cwd: string;
  readonly credentials: Credentials;
  readonly readOnlyRoot: boolean;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly terminationMessagePath: string;
  readonly terminationMessagePolicy: string;
  /** CPUs that it may use: its limit, or what the machine has. */
  readonly cpus: number;
  readonly logLimits?: LogLimits;
  /** Whether its Pod may have no process more; absent where nothing limits them. */
  readonly isFull?: (() => boolean) | undefined;
  env(): ReadonlyMap<string, Bytes>;
  mounts(): readonly ContainerMount[];
  /** Where volumes are mounted. */
  mountPaths(): readonly string[];
  files(): SystemFiles;
  facts(): SystemFacts;
  network(): NetworkAccess | undefined;
  /** Its Pod's address. */
  readonly ip: string;
  /** Processes of other containers that it sees; absent for one that sees its own only. */
  readonly processes?: (() => PidNamespace | undefined) | undefined;
}
