import { canonicalQuantity, compareQuantities } from '../../../base/quantity.ts';
import { forbiddenField, invalidValue, required } from '../../field-errors.ts';
import type { EphemeralVolumeSource, PersistentVolumeClaimSpec } from '../../k8s/core-v1.gen.ts';
import { dns1123Subdomain } from '../../names.ts';
import { checkAnnotations, checkLabelSelector, checkLabels, checkOptionOf, type Found, reject } from '../basics.ts';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** The claim of a generic ephemeral volume. Models validateEphemeralVolumeSource. */
export function checkClaimTemplate(source: EphemeralVolumeSource, path: string, found: Found): void {
  const at = `${path}.volumeClaimTemplate`;
  const template = source.volumeClaimTemplate;
  if (!template) return void found.push(required(at));
  checkAnnotations(template.metadata?.annotations, `${at}.metadata.annotations`, found);
  checkLabels(template.metadata?.labels, `${at}.metadata.labels`, found);
  for (const [name, value] of Object.entries(template.metadata ?? {})) {
    if (name === 'annotations' || name === 'labels' || value === null || value === '') continue;
    found.push(forbiddenField(`${at}.metadata.${name}`, 'cannot be set for an ephemeral volume'));
  }
  checkClaimSpec(template.spec, `${at}.spec`, found);
}

/** What a claim asks for. Models ValidatePersistentVolumeClaimSpec. */
export function checkClaimSpec(spec: PersistentVolumeClaimSpec, path: string, found: Found): void {
  const modes = spec.accessModes ?? [];
  if (modes.length === 0) found.push(required(`${path}.accessModes`, 'at least 1 access mode is required'));
  checkLabelSelector(spec.selector, `${path}.selector`, found);
  for (const mode of modes) checkOptionOf(mode, ACCESS_MODES, `${path}.accessModes`, found);
  if (modes.includes('ReadWriteOncePod') && modes.length > 1) {
    found.push(forbiddenField(`${path}.accessModes`, 'may not use ReadWriteOncePod with other access modes'));
  }
  const storage = spec.resources?.requests?.['storage'];
  if (storage === undefined) found.push(required(`${path}.resources[storage]`));
  else if (compareQuantities(storage, '0') <= 0) {
    const at = `${path}.resources[storage]`;
    found.push(invalidValue(at, canonicalQuantity(storage), 'must be greater than zero'));
  }
  if (spec.storageClassName) {
    reject(dns1123Subdomain(spec.storageClassName), spec.storageClassName, `${path}.storageClassName`, found);
  }
  checkOptionOf(spec.volumeMode, ['Block', 'Filesystem'], `${path}.volumeMode`, found);
}
