import { sha256 } from '@noble/hashes/sha2.js';
import type { PersistentVolume } from './k8s/core-v1.gen.ts';
import type { CSIDriver } from './k8s/storage-v1.gen.ts';

/**
 * The name of a volume in a node's status, `kubernetes.io/csi/<driver>^<handle>`; undefined for one that is never
 * attached: only CSI drivers attach. Models GetUniqueVolumeName of pkg/volume/util.
 * @param driver its CSIDriver, if there is one: without, it attaches
 */
export function attachableName({ spec }: PersistentVolume, driver: CSIDriver | undefined): string | undefined {
  if (!spec?.csi || driver?.spec.attachRequired === false) return undefined;
  return `kubernetes.io/csi/${spec.csi.driver}^${spec.csi.volumeHandle}`;
}

/** Whether a volume may be attached to several nodes at a time. Models IsMultiAttachAllowed of pkg/volume/util. */
export function isShareable({ spec }: PersistentVolume): boolean {
  const modes = spec?.accessModes ?? [];
  return modes.length === 0 || modes.includes('ReadWriteMany') || modes.includes('ReadOnlyMany');
}

/** The name of the VolumeAttachment of a volume on a node. Models getAttachmentName of pkg/volume/csi. */
export function attachmentName(handle: string, driver: string, node: string): string {
  const bytes = Uint8Array.from(`${handle}${driver}${node}`, (character) => character.charCodeAt(0));
  return `csi-${[...sha256(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
