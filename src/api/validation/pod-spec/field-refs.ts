import { canonicalQuantity, quantityValue } from '../../../base/quantity.ts';
import { invalidValue, notSupported, required } from '../../field-errors.ts';
import type { ObjectFieldSelector, ResourceFieldSelector } from '../../k8s/core-v1.gen.ts';
import { checkQualifiedName, type Found } from '../basics.ts';

/** Fields of a Pod that the downward API knows at all. */
const KNOWN_FIELDS = new Set([
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);

/** Fields that an environment variable may take, in the order of upstream's message. */
export const ENV_FIELDS: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** Fields that a file of a volume may show. */
export const VOLUME_FIELDS: readonly string[] = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

const RESOURCE_FIELDS = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];

/** `metadata.labels['a']` taken apart. */
function subscripted(fieldPath: string): { readonly path: string; readonly key: string } | undefined {
  const parts = /^(.+?)\['(.*)'\]$/s.exec(fieldPath);
  return parts ? { path: parts[1]!, key: parts[2]! } : undefined;
}

/** A reference to a field of the Pod. Models validateObjectFieldSelector. */
export function checkFieldRef(ref: ObjectFieldSelector, allowed: readonly string[], path: string, found: Found): void {
  if (!ref.apiVersion) found.push(required(`${path}.apiVersion`));
  else if (!ref.fieldPath) found.push(required(`${path}.fieldPath`));
  else checkGivenFieldRef(ref, allowed, path, found);
}

function checkGivenFieldRef(
  { apiVersion, fieldPath }: ObjectFieldSelector,
  allowed: readonly string[],
  path: string,
  found: Found,
): void {
  const sub = subscripted(fieldPath);
  const field = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  const why = conversionError(apiVersion ?? '', sub?.path, field, fieldPath);
  if (why) found.push(invalidValue(`${path}.fieldPath`, fieldPath, `error converting fieldPath: ${why}`));
  else if (sub?.path === 'metadata.annotations') checkQualifiedName(sub.key.toLowerCase(), path, found);
  else if (sub) checkQualifiedName(sub.key, path, found);
  else if (!allowed.includes(field)) found.push(notSupported(`${path}.fieldPath`, field, allowed));
}

/** Why a field cannot be named; '' if it can. Models ConvertDownwardAPIFieldLabel. */
function conversionError(version: string, subPath: string | undefined, field: string, given: string): string {
  if (version !== 'v1') return `unsupported pod version: ${version}`;
  if (subPath !== undefined) {
    const good = subPath === 'metadata.annotations' || subPath === 'metadata.labels';
    return good ? '' : `field label does not support subscript: ${given}`;
  }
  return KNOWN_FIELDS.has(field) ? '' : `field label not supported: ${given}`;
}

const BINARY_DIVISORS = '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei';

function divisorRule(resource: string): { readonly allowed: string; readonly text: string } | undefined {
  const name = /^(?:limits|requests)\.(.*)$/.exec(resource)?.[1] ?? '';
  if (name === 'cpu') return { allowed: '1m, 1', text: '1m and 1 are supported with the cpu resource' };
  const what =
    name === 'memory'
      ? 'memory'
      : name === 'ephemeral-storage'
        ? 'local ephemeral storage'
        : name.startsWith('hugepages-')
          ? 'hugepages'
          : undefined;
  if (!what) return undefined;
  return { allowed: BINARY_DIVISORS, text: `${BINARY_DIVISORS} are supported with the ${what} resource` };
}

/** A reference to a container's request or limit. Models validateContainerResourceFieldSelector. */
export function checkResourceFieldRef(ref: ResourceFieldSelector, inVolume: boolean, path: string, found: Found): void {
  const hugePages = /^(?:limits|requests)\.hugepages-/.test(ref.resource ?? '');
  if (inVolume && !ref.containerName) found.push(required(`${path}.containerName`));
  else if (!ref.resource) found.push(required(`${path}.resource`));
  else if (!RESOURCE_FIELDS.includes(ref.resource) && !hugePages) {
    found.push(notSupported(`${path}.resource`, ref.resource, RESOURCE_FIELDS));
  }
  if (ref.divisor === undefined || quantityValue(ref.divisor) === 0) return;
  const rule = divisorRule(ref.resource ?? '');
  if (!rule || rule.allowed.split(', ').includes(canonicalQuantity(ref.divisor))) return;
  found.push(invalidValue(`${path}.divisor`, ref.resource, `only divisor's values ${rule.text}`));
}
