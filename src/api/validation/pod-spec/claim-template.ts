import { forbiddenField, required } from '../../field-errors.ts';
import type { EphemeralVolumeSource } from '../../k8s/core-v1.gen.ts';
import type { ObjectMeta } from '../../k8s/meta-v1.gen.ts';
import { checkAnnotations, checkLabels, type Found } from '../basics.ts';
import { checkClaimSpec } from '../claim-spec.ts';

/** All fields of metadata in the order of Go's struct, but the two that a template may have. */
const FORBIDDEN: readonly (keyof ObjectMeta)[] = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
  'finalizers',
  'managedFields',
];

/** The claim of a generic ephemeral volume. Models validateEphemeralVolumeSource. */
export function checkClaimTemplate(source: EphemeralVolumeSource, path: string, found: Found): void {
  const at = `${path}.volumeClaimTemplate`;
  const template = source.volumeClaimTemplate;
  if (!template) return void found.push(required(at));
  const { metadata = {} } = template;
  checkAnnotations(metadata.annotations, `${at}.metadata.annotations`, found);
  checkLabels(metadata.labels, `${at}.metadata.labels`, found);
  for (const name of FORBIDDEN) {
    const value = metadata[name];
    if (value === undefined || value === null || value === '' || value === 0) continue;
    // Upstream makes the path from the name of the Go field.
    found.push(forbiddenField(`${at}.metadata.${name === 'uid' ? 'uID' : name}`, 'cannot be set'));
  }
  checkClaimSpec(template.spec ?? {}, `${at}.spec`, found);
}
