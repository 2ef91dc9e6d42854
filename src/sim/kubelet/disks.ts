import type { Engine } from '../engine/engine.ts';
import { newVolume, type Volume } from '../shell/fs/volume.ts';

/** Disks, or directories of one, by name: each is empty when it is first used, and keeps its files. */
export function createDisks(engine: Engine): (handle: string, source: string) => Volume {
  const disks = new Map<string, Volume>();
  return (handle, source) => {
    let disk = disks.get(handle);
    if (!disk) {
      disk = newVolume(source, engine.unixMs, 0o755);
      disks.set(handle, disk);
    }
    return disk;
  };
}
