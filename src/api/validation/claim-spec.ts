import { canonicalQuantity, compareQuantities } from '../../base/quantity.ts';
import { forbiddenField, invalidValue, required } from '../field-errors.ts';
import { goSyntax } from '../go-syntax.ts';
import type { PersistentVolumeClaimSpec, TypedObjectReference } from '../k8s/core-v1.gen.ts';
import { dns1123Label, dns1123Subdomain } from '../names.ts';
import { checkLabelSelector, checkOptionOf, checkPresent, type Found, NOT_POSITIVE, reject } from './basics.ts';
import { checkResourceAmount } from './resources.ts';

export const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
export const VOLUME_MODES = ['Block', 'Filesystem'];

/** How many nodes may use a volume; one mode stands alone. */
export function checkAccessModes(modes: readonly string[], path: string, found: Found): void {
  for (const mode of modes) checkOptionOf(mode, ACCESS_MODES, path, found);
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode));
  if (modes.includes('ReadWriteOncePod') && others) {
    found.push(forbiddenField(path, 'may not use ReadWriteOncePod with other access modes'));
  }
}

/** The amount must be more than nothing. Models ValidatePositiveQuantityValue. */
export function checkPositiveAmount(amount: string, path: string, found: Found): boolean {
  if (compareQuantities(amount, '0') > 0) return true;
  found.push(invalidValue(path, canonicalQuantity(amount), NOT_POSITIVE));
  return false;
}

/** What a claim asks for. Models ValidatePersistentVolumeClaimSpec. */
export function checkClaimSpec(
  spec: PersistentVolumeClaimSpec,
  path: string,
  found: Found,
  { anySourceGroup = false }: { readonly anySourceGroup?: boolean } = {},
): void {
  const modes = spec.accessModes ?? [];
  if (modes.length === 0) found.push(required(`${path}.accessModes`, 'at least 1 access mode is required'));
  checkLabelSelector(spec.selector, `${path}.selector`, found);
  checkAccessModes(modes, `${path}.accessModes`, found);
  const storage = spec.resources?.requests?.['storage'];
  const at = `${path}.resources[storage]`;
  if (storage === undefined) found.push(required(at));
  else if (checkPositiveAmount(storage, at, found)) checkResourceAmount('storage', storage, at, found);
  if (spec.storageClassName) {
    reject(dns1123Subdomain(spec.storageClassName), spec.storageClassName, `${path}.storageClassName`, found);
  }
  checkOptionOf(spec.volumeMode, VOLUME_MODES, `${path}.volumeMode`, found);
  checkSources(spec, path, anySourceGroup, found);
}

/** The old and the new field for where the data comes from must agree. */
function checkSources(spec: PersistentVolumeClaimSpec, path: string, anyGroup: boolean, found: Found): void {
  const { dataSource, dataSourceRef } = spec;
  if (dataSource) checkSource(dataSource, `${path}.dataSource`, anyGroup, found);
  if (dataSourceRef) {
    checkSource(dataSourceRef, `${path}.dataSourceRef`, anyGroup, found);
    const { namespace } = dataSourceRef;
    if (namespace) reject(dns1123Label(namespace), namespace, `${path}.dataSourceRef.namespace`, found);
  }
  if (!dataSource || !dataSourceRef) return;
  const same = (['apiGroup', 'kind', 'name'] as const).every((field) => dataSource[field] === dataSourceRef[field]);
  const wrong = dataSourceRef.namespace
    ? 'may not be specified when dataSourceRef.namespace is specified'
    : same
      ? undefined
      : 'must match dataSourceRef';
  // Upstream shows the path of the field as the bad value.
  if (wrong) found.push(invalidValue(path, goSyntax(`${path}.dataSource`), wrong));
}

function checkSource(source: TypedObjectReference, path: string, anyGroup: boolean, found: Found): void {
  checkPresent(source.name, `${path}.name`, found);
  checkPresent(source.kind, `${path}.kind`, found);
  const group = source.apiGroup ?? '';
  if (group === '') {
    if (source.kind === 'PersistentVolumeClaim') return;
    const detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
    found.push(invalidValue(path, source.kind ?? '', detail));
  } else if (!anyGroup) reject(dns1123Subdomain(group), group, `${path}.apiGroup`, found);
}
