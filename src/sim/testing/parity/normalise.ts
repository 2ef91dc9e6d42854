import { isMap } from '../../../api/patch/json.ts';

/** What is drawn at random: names are compared without their last part, certificates not at all. */
const RANDOM_NAMES: readonly (readonly [RegExp, string])[] = [
  [/\bkube-api-access-[a-z0-9]{5}\b/g, 'kube-api-access-<rand>'],
  [/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----\n/g, '<certificate>'],
];

/**
 * A value without what differs from run to run although recordings spell it out; managedFields go where the recording
 * leaves them out.
 */
export function normalised(value: unknown, withManagedFields = true): unknown {
  if (typeof value === 'string') return RANDOM_NAMES.reduce((text, [name, mask]) => text.replace(name, mask), value);
  if (Array.isArray(value)) return value.map((each) => normalised(each, withManagedFields));
  if (!isMap(value)) return value;
  const entries = Object.entries(value).filter(([key]) => withManagedFields || key !== 'managedFields');
  return Object.fromEntries(entries.map(([key, inner]) => [key, normalised(inner, withManagedFields)]));
}

/** Whether an object of a recording has managedFields. */
export function hasManagedFields(value: unknown): boolean {
  return isMap(value) && isMap(value['metadata']) && 'managedFields' in value['metadata'];
}
