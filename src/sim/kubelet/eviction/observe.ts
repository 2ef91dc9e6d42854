import type { DiskState } from '../disk/machine-disk.ts';
import type { Runtime } from '../runtime.ts';
import type { Observation, Signal } from './thresholds.ts';

/** Processes and threads of the system; of what the runtime adds for each Pod; of each server. */
const SYSTEM_PROCESSES = 220;
const SANDBOX_PROCESSES = 12;
const SERVER_PROCESSES = 2;
/** The kernel allows so many threads that their stacks fill an eighth of the memory. */
const BYTES_PER_THREAD = 131_072;
const MOST_PIDS = 4_194_304;

/** What a node's statistics say of each signal. Models makeSignalObservations: nodefs and imagefs are one disk. */
export function observe(
  runtime: Runtime,
  memory: Observation,
  { capacityBytes, usedBytes, inodes, inodesUsed }: DiskState,
): ReadonlyMap<Signal, Observation> {
  const bytes = { available: capacityBytes - usedBytes, capacity: capacityBytes };
  const files = { available: inodes - inodesUsed, capacity: inodes };
  const maxPid = Math.min(MOST_PIDS, Math.floor(memory.capacity / BYTES_PER_THREAD));
  return new Map<Signal, Observation>([
    ['memory.available', memory],
    ['nodefs.available', bytes],
    ['nodefs.inodesFree', files],
    ['imagefs.available', bytes],
    ['imagefs.inodesFree', files],
    ['pid.available', { available: maxPid - processCount(runtime), capacity: maxPid }],
  ]);
}

function processCount({ sandboxes }: Runtime): number {
  let count = SYSTEM_PROCESSES;
  for (const uid of sandboxes.keys()) count += SANDBOX_PROCESSES + podProcesses(sandboxes, uid);
  return count;
}

/** The processes of a Pod's containers. */
export function podProcesses(sandboxes: Runtime['sandboxes'], uid: string): number {
  let count = 0;
  for (const { state, world } of sandboxes.get(uid)?.containers ?? []) {
    if (state === 'running') count += world?.kernel.processCount ?? SERVER_PROCESSES;
  }
  return count;
}
