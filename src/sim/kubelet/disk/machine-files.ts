import type { Pod, Volume as VolumeSpec } from '../../../api/k8s/core-v1.gen.ts';
import { quantityValue } from '../../../base/quantity.ts';
import { SysError } from '../../shell/errors.ts';
import { blocks, type DiskUse, diskUse, newVolume, usedBytes, type Volume } from '../../shell/fs/volume.ts';
import type { RuntimeContainer } from '../runtime-container.ts';
import { HostFiles } from './host-files.ts';
import { type DiskState, MachineDisk } from './machine-disk.ts';

/** What the operating system, the kubelet and the runtime take themselves. */
const SYSTEM_USE: DiskUse = { bytes: 3 * 1024 ** 3, inodes: 120_000 };
/** Files of an image when it is unpacked, about. */
const BYTES_PER_IMAGE_FILE = 20_000;
/** The directory of a container's log, the log and its rotated files. */
const LOG_INODES = 2;

/** The machine whose files they are. */
export interface FilesOwner {
  readonly options: {
    readonly engine: { readonly unixMs: number };
    readonly name: string;
    readonly diskBytes: number;
    readonly memoryBytes: number;
  };
  readonly images: ReadonlyMap<string, { readonly sizeBytes: number }>;
  readonly sandboxes: ReadonlyMap<string, { readonly containers: readonly RuntimeContainer[] }>;
  /** Told when somebody keeps more in memory than before. */
  readonly onMemory: (() => void) | undefined;
}

/**
 * The files on one machine: its own, and the empty directories of its Pods, which live as long as the Pod is there. They
 * outlive the kubelet, and those on disk a loss of power, too.
 */
export class MachineFiles {
  readonly disk: MachineDisk;
  readonly host: HostFiles;
  /** Empty directories by uid of the Pod and name of the volume. */
  readonly pods = new Map<string, Map<string, Volume>>();
  private readonly owner: FilesOwner;

  constructor(owner: FilesOwner) {
    this.owner = owner;
    const { engine, name, diskBytes } = owner.options;
    this.disk = new MachineDisk(diskBytes, () => this.use());
    this.host = new HostFiles(name, () => engine.unixMs, {
      grow: (bytes) => this.disk.grow(bytes),
      space: () => this.space(),
    });
  }

  /** An emptyDir of a Pod, made when it is first asked for. */
  emptyDir(pod: Pod, { name, emptyDir = {} }: VolumeSpec): Volume {
    const uid = pod.metadata.uid ?? '';
    let volumes = this.pods.get(uid);
    if (!volumes) {
      volumes = new Map();
      this.pods.set(uid, volumes);
    }
    let volume = volumes.get(name);
    if (!volume) {
      const inMemory = emptyDir.medium === 'Memory';
      volume = inMemory ? this.memoryVolume(pod, emptyDir.sizeLimit) : this.diskVolume();
      volumes.set(name, volume);
    }
    return volume;
  }

  /** The Pod is gone: its empty directories go with it. */
  drop(uid: string): void {
    this.pods.delete(uid);
  }

  /** The machine has lost its power: what was kept in memory is gone. */
  loseMemory(): void {
    for (const volumes of this.pods.values()) {
      for (const [name, volume] of volumes) if (volume.isMemory) volumes.delete(name);
    }
  }

  /** The disk as `df` shows it. */
  space(): { readonly sizeBytes: number; readonly usedBytes: number } {
    const { capacityBytes, usedBytes: used } = this.measure();
    return { sizeBytes: capacityBytes, usedBytes: used };
  }

  measure(): DiskState {
    return this.disk.measure();
  }

  private diskVolume(): Volume {
    const volume = newVolume('/dev/vda1', this.owner.options.engine.unixMs);
    return { ...volume, grow: (bytes) => this.disk.grow(bytes), space: () => this.space() };
  }

  /** As large as its limit, what the Pod's containers may have, and what the node has, whichever is least. */
  private memoryVolume(pod: Pod, sizeLimit: string | number | undefined): Volume {
    const limits = (pod.spec?.containers ?? []).map(({ resources }) => resources?.limits?.['memory']);
    const podLimit = limits.every((limit) => limit !== undefined)
      ? limits.reduce<number>((sum, limit) => sum + quantityValue(limit!), 0)
      : Infinity;
    const own = sizeLimit === undefined ? 0 : quantityValue(sizeLimit);
    const sizeBytes = Math.min(own > 0 ? own : Infinity, podLimit, this.owner.options.memoryBytes);
    const volume: Volume = {
      ...newVolume('tmpfs', this.owner.options.engine.unixMs),
      isMemory: true,
      space: () => ({ sizeBytes, usedBytes: usedBytes(volume.root) }),
    };
    volume.grow = (bytes) => {
      if (usedBytes(volume.root) + bytes > sizeBytes) throw new SysError('ENOSPC');
      this.owner.onMemory?.();
    };
    return volume;
  }

  private use(): DiskUse {
    let { bytes, inodes } = SYSTEM_USE;
    const add = (use: DiskUse): void => {
      bytes += use.bytes;
      inodes += use.inodes;
    };
    for (const { sizeBytes: size } of this.owner.images.values())
      add({ bytes: blocks(size), inodes: Math.ceil(size / BYTES_PER_IMAGE_FILE) });
    for (const { containers } of this.owner.sandboxes.values()) {
      for (const container of containers) {
        add(layerUse(container));
        add(logUse(container));
      }
    }
    for (const volumes of this.pods.values()) for (const volume of volumes.values()) add(volumeUse(volume));
    add(diskUse(this.host.root));
    return { bytes, inodes };
  }
}

const NOTHING: DiskUse = { bytes: 0, inodes: 0 };

/** What a container has written into its own file system. */
export function layerUse({ world, layer }: RuntimeContainer): DiskUse {
  if (!world) return layer;
  const root = world.kernel.hasFiles ? world.kernel.fs.mounts.get('/') : undefined;
  return root ? diskUse(root.volume) : NOTHING;
}

/** What a container's log takes, with what is kept of the run before. */
export function logUse({ log, previousLog }: RuntimeContainer): DiskUse {
  return { bytes: blocks(log.diskBytes) + blocks(previousLog?.diskBytes ?? 0), inodes: LOG_INODES };
}

/** What an empty directory takes of the disk. */
function volumeUse(volume: Volume): DiskUse {
  return volume.isMemory ? NOTHING : diskUse(volume);
}
