import { diskUse } from '../../shell/fs/volume.ts';
import { layerUse, logUse } from '../disk/machine-files.ts';
import type { PodRecord } from '../kubelet-state.ts';
import type { Runtime } from '../runtime.ts';
import type { PodDisk } from './local-storage.ts';

/** Volumes are measured this often (volumeStatsAggPeriod), each Pod's at a time of its own. */
const VOLUMES_MS = 60_000;

interface Measured {
  readonly turn: number;
  readonly bytes: ReadonlyMap<string, number>;
  readonly inodes: number;
}

/** What a Pod has on the disk, with the files and directories that it takes. */
export interface PodDiskUse extends PodDisk {
  readonly inodes: number;
}

/** Measures Pods' disks as the kubelet's statistics do: containers now, volumes as they were at most a minute ago. */
export class PodDisks {
  private readonly runtime: Runtime;
  private readonly volumes = new Map<string, Measured>();

  constructor(runtime: Runtime) {
    this.runtime = runtime;
  }

  /** Undefined for a Pod of which nothing runs. */
  of({ uid }: PodRecord, nowMs: number): PodDiskUse | undefined {
    const running = (this.runtime.sandboxes.get(uid)?.containers ?? []).filter(({ state }) => state === 'running');
    if (running.length === 0) return undefined;
    const beganMs = Math.min(...running.map(({ startedMs }) => startedMs));
    const { bytes, inodes } = this.volumesOf(uid, Math.floor((nowMs - beganMs) / VOLUMES_MS));
    const uses = running.map((container) => ({ container, layer: layerUse(container), log: logUse(container) }));
    return {
      containers: uses.map(({ container, layer, log }) => ({
        name: container.name,
        rootfs: layer.bytes,
        logs: log.bytes,
      })),
      volumes: bytes,
      inodes: uses.reduce((sum, { layer, log }) => sum + layer.inodes + log.inodes, inodes),
    };
  }

  /** Whether a Pod's volumes hold something else than its statistics say. */
  isStale({ uid }: PodRecord): boolean {
    const known = this.volumes.get(uid)?.bytes;
    for (const [name, volume] of this.runtime.files.pods.get(uid) ?? []) {
      if (!volume.isMemory && diskUse(volume).bytes !== known?.get(name)) return true;
    }
    return false;
  }

  forget(uids: { has(uid: string): boolean }): void {
    for (const uid of this.volumes.keys()) if (!uids.has(uid)) this.volumes.delete(uid);
  }

  private volumesOf(uid: string, turn: number): Measured {
    const known = this.volumes.get(uid);
    if (known?.turn === turn) return known;
    const bytes = new Map<string, number>();
    let inodes = 0;
    for (const [name, volume] of this.runtime.files.pods.get(uid) ?? []) {
      if (volume.isMemory) continue;
      const use = diskUse(volume);
      bytes.set(name, use.bytes);
      inodes += use.inodes;
    }
    const measured = { turn, bytes, inodes };
    this.volumes.set(uid, measured);
    return measured;
  }
}
