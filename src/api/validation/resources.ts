import { canonicalQuantity, compareQuantities, milliValue, quantityValue } from '../../base/quantity.ts';
import {
  type BadValue,
  duplicateValue,
  forbiddenField,
  invalidValue,
  notFoundValue,
  required,
} from '../field-errors.ts';
import { goQuantity, goSyntax } from '../go-syntax.ts';
import type { ResourceRequirements } from '../k8s/core-v1.gen.ts';
import { qualifiedName } from '../names.ts';
import { checkDnsLabel, type Found, IS_NEGATIVE } from './basics.ts';

const CONTAINER_RESOURCES = new Set(['cpu', 'memory', 'ephemeral-storage']);
const COUNTED = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const COUNTED_RESOURCES = new Set(COUNTED);
const STANDARD_RESOURCES = new Set([
  ...CONTAINER_RESOURCES,
  ...COUNTED,
  'storage',
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
]);

const isHugePages = (name: string): boolean => name.startsWith('hugepages-');

/** Whether a resource is one of Kubernetes' own. Models helper.IsNativeResource. */
export const isNativeResource = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');

/** Whether requests may be less than limits. Models helper.IsOvercommitAllowed. */
export const mayOvercommit = (name: string): boolean => isNativeResource(name) && !isHugePages(name);

/** A resource outside of Kubernetes' own, such as `nvidia.com/gpu`. */
export function isExtendedResource(name: string): boolean {
  return !isNativeResource(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;
}

/** How an error shows a name: upstream's type of resource names prints without quotes. */
type Show = (name: string) => BadValue;

/** The name of a resource of any kind. Models validateResourceName. */
export function checkResourceName(name: string, path: string, found: Found, show: Show = goSyntax): boolean {
  const errors = qualifiedName(name);
  for (const error of errors) found.push(invalidValue(path, show(name), error));
  if (errors.length > 0) return false;
  const standard = STANDARD_RESOURCES.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-');
  if (!name.includes('/') && !standard) {
    found.push(invalidValue(path, show(name), 'must be a standard resource type or fully qualified'));
  }
  return true;
}

/** The name of a resource that containers ask for. Models ValidateContainerResourceName. */
export function checkContainerResourceName(name: string, path: string, found: Found, show: Show = goSyntax): void {
  checkResourceName(name, path, found, show);
  if (!name.includes('/')) {
    if (CONTAINER_RESOURCES.has(name) || isHugePages(name)) return;
    found.push(invalidValue(path, show(name), 'must be a standard resource for containers'));
  } else if (!isNativeResource(name) && !isExtendedResource(name)) {
    found.push(invalidValue(path, show(name), "doesn't follow extended resource name standard"));
  }
}

/** The amount must not be negative. Models validateBasicResource. */
export function checkBasicAmount(amount: string, path: string, found: Found): boolean {
  const value = quantityValue(amount);
  if (value >= 0) return true;
  found.push(invalidValue(path, value, 'must be a valid resource quantity'));
  return false;
}

/** The amount of a resource: not negative, whole where it is counted. Models ValidateResourceQuantityValue. */
export function checkResourceAmount(name: string, amount: string, path: string, found: Found): void {
  if (compareQuantities(amount, '0') < 0) found.push(invalidValue(path, canonicalQuantity(amount), IS_NEGATIVE));
  if ((COUNTED_RESOURCES.has(name) || isExtendedResource(name)) && milliValue(amount) % 1000 !== 0) {
    found.push(invalidValue(path, goQuantity(amount), 'must be an integer'));
  }
}

function checkHugePages(name: string, amount: string, path: string, found: Found): void {
  if (!isHugePages(name)) return;
  const page = /^hugepages-([0-9.]+[A-Za-z]*)$/.exec(name)?.[1];
  if (page && quantityValue(page) > 0 && quantityValue(amount) % quantityValue(page) === 0) return;
  const text = canonicalQuantity(amount);
  found.push(invalidValue(path, text, `${text} is not positive integer multiple of ${name}`));
}

function checkAgainstLimit(name: string, request: string, limit: string | undefined, path: string, found: Found): void {
  if (limit === undefined) {
    if (mayOvercommit(name)) return;
    found.push(required(`${path}.limits`, 'Limit must be set for non overcommitable resources'));
    return;
  }
  const order = compareQuantities(request, limit);
  const rule = order !== 0 && !mayOvercommit(name) ? 'equal to' : order > 0 ? 'less than or equal to' : '';
  if (!rule) return;
  const detail = `must be ${rule} ${name} limit of ${canonicalQuantity(limit)}`;
  found.push(invalidValue(`${path}.requests`, canonicalQuantity(request), detail));
}

/** Requests and limits of a container. Models ValidateContainerResourceRequirements. */
export function checkResources(
  resources: ResourceRequirements | undefined,
  claimNames: ReadonlySet<string>,
  path: string,
  found: Found,
): void {
  if (!resources) return;
  const { limits = {}, requests = {} } = resources;
  const names = { limits: Object.keys(limits).sort(), requests: Object.keys(requests).sort() };
  for (const name of names.limits) {
    const at = `${path}.limits[${name}]`;
    checkContainerResourceName(name, at, found);
    checkResourceAmount(name, limits[name]!, at, found);
    checkHugePages(name, limits[name]!, at, found);
  }
  for (const name of names.requests) {
    const at = `${path}.requests[${name}]`;
    checkContainerResourceName(name, at, found);
    checkResourceAmount(name, requests[name]!, at, found);
    checkAgainstLimit(name, requests[name]!, limits[name], path, found);
    checkHugePages(name, requests[name]!, at, found);
  }
  const all = [...names.limits, ...names.requests];
  if (all.some(isHugePages) && !all.includes('cpu') && !all.includes('memory')) {
    found.push(forbiddenField(path, 'HugePages require cpu or memory'));
  }
  checkClaims(resources, claimNames, `${path}.claims`, found);
}

function checkClaims(
  { claims = [] }: ResourceRequirements,
  known: ReadonlySet<string>,
  path: string,
  found: Found,
): void {
  const seen = new Set<string>();
  for (const [i, { name, request }] of claims.entries()) {
    const at = `${path}[${i}]`;
    if (!name) {
      found.push(required(at));
      continue;
    }
    const key = request ? `${name}/${request}` : name;
    if (seen.has(name)) found.push(duplicateValue(at, name));
    else {
      if (request) checkDnsLabel(request, `${at}.request`, found);
      const overlaps = request ? seen.has(key) : [...seen].some((other) => other.startsWith(`${name}/`));
      if (overlaps) found.push(duplicateValue(at, key));
      seen.add(key);
    }
    if (known.has(name)) continue;
    const error = notFoundValue(at, name);
    const names = known.size === 0 ? ' which is empty' : `: ${[...known].sort().join(', ')}`;
    found.push({ ...error, message: `${error.message}: must be one of the names in pod.spec.resourceClaims${names}` });
  }
}

/** The node overhead of a runtime class: as limits of a container, without the comparison. */
export function checkOverhead(
  overhead: Readonly<Record<string, string>> | undefined,
  path: string,
  found: Found,
): void {
  if (overhead) checkResources({ limits: overhead }, new Set(), path, found);
}
