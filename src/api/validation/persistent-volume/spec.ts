import { forbiddenField, notSupported, required } from '../../field-errors.ts';
import { goResourceList, goSyntax } from '../../go-syntax.ts';
import type { PersistentVolumeSpec } from '../../k8s/core-v1.gen.ts';
import { dns1123Subdomain } from '../../names.ts';
import { checkOptionOf, type Found, reject } from '../basics.ts';
import { checkAccessModes, checkPositiveAmount, VOLUME_MODES } from '../claim-spec.ts';
import { checkNodeSelector } from '../pod-spec/affinity.ts';
import { checkBasicAmount } from '../resources.ts';
import { checkPersistentSources } from './sources.ts';

/** How a volume's spec is looked at. */
export interface VolumeChecks {
  readonly name: string;
  /** It stands in another object, not in a PersistentVolume. */
  readonly inline: boolean;
  /** Bad label values in nodeAffinity pass, as they were there before. */
  readonly anyLabelValues?: boolean;
}

const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain'];
const INLINE = 'in the context of inline volumes';

/** Errors of the spec of a volume. Models ValidatePersistentVolumeSpec. */
export function checkVolumeSpec(spec: PersistentVolumeSpec, checks: VolumeChecks, path: string, found: Found): void {
  const { inline } = checks;
  if (inline) checkInline(spec, path, found);
  if (!spec.accessModes?.length) found.push(required(`${path}.accessModes`));
  checkAccessModes(spec.accessModes ?? [], `${path}.accessModes`, found);
  if (!inline) checkCapacity(spec, `${path}.capacity`, found);
  checkReclaimPolicy(spec.persistentVolumeReclaimPolicy, inline, `${path}.persistentVolumeReclaimPolicy`, found);
  const hasAffinity = checkAffinity(spec, checks, `${path}.nodeAffinity`, found);
  checkPersistentSources(spec, checks.name, hasAffinity, path, found);
  if (isRoot(spec.hostPath?.path) && spec.persistentVolumeReclaimPolicy === 'Recycle') {
    const detail = "may not be 'recycle' for a hostPath mount of '/'";
    found.push(forbiddenField(`${path}.persistentVolumeReclaimPolicy`, detail));
  }
  checkClassAndMode(spec, inline, path, found);
}

function checkInline({ claimRef, capacity = {}, csi }: PersistentVolumeSpec, path: string, found: Found): void {
  if (claimRef) found.push(forbiddenField(`${path}.claimRef`, `may not be specified ${INLINE}`));
  if (Object.keys(capacity).length > 0) {
    found.push(forbiddenField(`${path}.capacity`, `may not be specified ${INLINE}`));
  }
  if (!csi) found.push(required(`${path}.csi`, `has to be specified ${INLINE}`));
}

function checkCapacity({ capacity }: PersistentVolumeSpec, path: string, found: Found): void {
  const names = Object.keys(capacity ?? {}).sort();
  if (names.length === 0) found.push(required(path));
  if (names.length !== 1 || names[0] !== 'storage') {
    found.push(notSupported(path, goSyntax(goResourceList(capacity)), ['storage']));
  }
  for (const name of names) {
    checkBasicAmount(capacity![name]!, `${path}[${name}]`, found);
    checkPositiveAmount(capacity![name]!, `${path}[${name}]`, found);
  }
}

function checkReclaimPolicy(policy: string | undefined, inline: boolean, path: string, found: Found): void {
  if (!policy) return;
  if (!inline) checkOptionOf(policy, RECLAIM_POLICIES, path, found);
  else if (policy !== 'Retain') found.push(forbiddenField(path, `may only be Retain ${INLINE}`));
}

/** Returns whether the volume names its nodes. */
function checkAffinity(
  { nodeAffinity }: PersistentVolumeSpec,
  { inline, anyLabelValues = false }: VolumeChecks,
  path: string,
  found: Found,
): boolean {
  if (!nodeAffinity) return false;
  if (inline) {
    found.push(forbiddenField(path, `may not be specified ${INLINE}`));
    return false;
  }
  if (nodeAffinity.required) checkNodeSelector(nodeAffinity.required, !anyLabelValues, `${path}.required`, found);
  else found.push(required(`${path}.required`, 'must specify required node constraints'));
  return true;
}

function checkClassAndMode(
  { storageClassName, volumeMode }: PersistentVolumeSpec,
  inline: boolean,
  path: string,
  found: Found,
): void {
  if (storageClassName) {
    const at = `${path}.storageClassName`;
    if (inline) found.push(forbiddenField(at, `may not be specified ${INLINE}`));
    else reject(dns1123Subdomain(storageClassName), storageClassName, at, found);
  }
  if (volumeMode === undefined) return;
  if (!inline) checkOptionOf(volumeMode, VOLUME_MODES, `${path}.volumeMode`, found);
  else if (volumeMode !== 'Filesystem') {
    found.push(forbiddenField(`${path}.volumeMode`, `may not specify volumeMode other than Filesystem ${INLINE}`));
  }
}

/** Whether a path leads to the root in the end. */
function isRoot(path: string | undefined): boolean {
  if (!path?.startsWith('/')) return false;
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    depth = part === '..' ? Math.max(0, depth - 1) : depth + 1;
  }
  return depth === 0;
}
