import type { Container, Pod, PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import { podLimits } from '../../../api/pod-resources.ts';
import { addQuantities, canonicalQuantity, quantityValue } from '../../../base/quantity.ts';
import { binaryQuantity } from '../stats/quantities.ts';

/** What a Pod has on the node's disk, in bytes. */
export interface PodDisk {
  readonly containers: readonly {
    readonly name: string;
    /** What it has written into its own file system. */
    readonly rootfs: number;
    readonly logs: number;
  }[];
  /** Empty directories by name. */
  readonly volumes: ReadonlyMap<string, number>;
}

const RESOURCE = 'ephemeral-storage';

/** Whether a Pod may be evicted for what it writes, however much room there is. */
export function hasStorageLimits({ containers, initContainers = [], volumes = [] }: PodSpec): boolean {
  const isLimited = ({ resources }: Container): boolean => resources?.limits?.[RESOURCE] !== undefined;
  return (
    containers.some(isLimited) ||
    initContainers.some(isLimited) ||
    volumes.some(({ emptyDir }) => emptyDir?.sizeLimit !== undefined)
  );
}

/** Which limit of its own a Pod has passed, in the kubelet's words. Models localStorageEviction. */
export function storageExcess({ spec }: Pod, disk: PodDisk): string | undefined {
  for (const { name, emptyDir } of spec?.volumes ?? []) {
    const limit = emptyDir?.sizeLimit;
    if (limit === undefined || quantityValue(limit) <= 0) continue;
    if ((disk.volumes.get(name) ?? 0) > quantityValue(limit))
      return `Usage of EmptyDir volume ${quoted(name)} exceeds the limit ${quoted(canonicalQuantity(limit))}. `;
  }
  const podLimit = podLimits(spec!)[RESOURCE];
  if (podLimit !== undefined && totalBytes(disk) > podLimit)
    return `Pod ephemeral local storage usage exceeds the total limit of containers ${limitText(spec!)}. `;
  for (const { name, rootfs, logs } of disk.containers) {
    const limit = spec!.containers.find((one) => one.name === name)?.resources?.limits?.[RESOURCE];
    if (limit === undefined || quantityValue(limit) === 0 || rootfs + logs <= quantityValue(limit)) continue;
    return `Container ${name} exceeded its local ephemeral storage limit ${quoted(canonicalQuantity(limit))}. `;
  }
  return undefined;
}

/** All that a Pod has on the disk. */
export function totalBytes({ containers, volumes }: PodDisk): number {
  let sum = 0;
  for (const { rootfs, logs } of containers) sum += rootfs + logs;
  for (const bytes of volumes.values()) sum += bytes;
  return sum;
}

/** The Pod's limit as the sum of its containers' quantities, in their format. */
function limitText(spec: PodSpec): string {
  const limits = spec.containers.flatMap(({ resources }) => resources?.limits?.[RESOURCE] ?? []);
  const sum = limits.reduce<string>((all, limit) => addQuantities(all, limit), '0');
  const total = podLimits(spec)[RESOURCE]!;
  return quantityValue(sum) === total ? sum : binaryQuantity(total);
}

const quoted = (text: string): string => JSON.stringify(text);
