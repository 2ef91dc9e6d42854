import { forbiddenField, invalidValue, required } from '../../field-errors.ts';
import type {
  Affinity,
  NodeAffinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
} from '../../k8s/core-v1.gen.ts';
import { dns1123Label, dns1123Subdomain, labelValue } from '../../names.ts';
import { checkLabelSelector, checkQualifiedName, type Found, reject } from '../basics.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Where a Pod wants to be. Models validateAffinity. */
export function checkAffinity(affinity: Affinity | undefined, path: string, found: Found): void {
  if (affinity?.nodeAffinity) checkNodeAffinity(affinity.nodeAffinity, `${path}.nodeAffinity`, found);
  if (affinity?.podAffinity) checkPodAffinity(affinity.podAffinity, `${path}.podAffinity`, found);
  if (affinity?.podAntiAffinity) checkPodAffinity(affinity.podAntiAffinity, `${path}.podAntiAffinity`, found);
}

function checkWeight(weight: number | undefined, path: string, found: Found): void {
  const value = weight ?? 0;
  if (value <= 0 || value > 100) found.push(invalidValue(path, value, 'must be in the range 1-100'));
}

function checkNodeAffinity(affinity: NodeAffinity, path: string, found: Found): void {
  const selector = affinity[REQUIRED];
  if (selector) {
    checkNodeSelector(selector, true, `${path}.${REQUIRED}`, found);
  }
  for (const [i, { weight, preference }] of (affinity[PREFERRED] ?? []).entries()) {
    const at = `${path}.${PREFERRED}[${i}]`;
    checkWeight(weight, `${at}.weight`, found);
    // Upstream lets bad label values pass where they are only preferred.
    checkTerm(preference, false, `${at}.preference`, found);
  }
}

/** Some terms for nodes; `withValues` looks at the labels' values too. Models ValidateNodeSelector. */
export function checkNodeSelector(selector: NodeSelector, withValues: boolean, path: string, found: Found): void {
  const at = `${path}.nodeSelectorTerms`;
  const terms = selector.nodeSelectorTerms ?? [];
  if (terms.length === 0) found.push(required(at, 'must have at least one node selector term'));
  for (const [i, term] of terms.entries()) checkTerm(term, withValues, `${at}[${i}]`, found);
}

function checkTerm(term: NodeSelectorTerm | undefined, withValues: boolean, path: string, found: Found): void {
  for (const [i, requirement] of (term?.matchExpressions ?? []).entries()) {
    checkRequirement(requirement, withValues, `${path}.matchExpressions[${i}]`, found);
  }
  for (const [i, requirement] of (term?.matchFields ?? []).entries()) {
    checkFieldRequirement(requirement, `${path}.matchFields[${i}]`, found);
  }
}

function checkRequirement(
  { key, operator, values = [] }: NodeSelectorRequirement,
  withValues: boolean,
  path: string,
  found: Found,
): void {
  const at = `${path}.values`;
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) found.push(required(at, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      found.push(forbiddenField(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    }
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1) {
      found.push(required(at, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
    }
  } else found.push(invalidValue(`${path}.operator`, operator ?? '', 'not a valid selector operator'));
  checkQualifiedName(key ?? '', `${path}.key`, found);
  if (withValues) for (const [i, value] of values.entries()) reject(labelValue(value), value, `${at}[${i}]`, found);
}

function checkFieldRequirement(
  { key, operator, values = [] }: NodeSelectorRequirement,
  path: string,
  found: Found,
): void {
  if (operator !== 'In' && operator !== 'NotIn') {
    found.push(invalidValue(`${path}.operator`, operator ?? '', 'not a valid selector operator'));
  } else if (values.length !== 1) {
    const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    found.push(required(`${path}.values`, detail));
  }
  if (key !== 'metadata.name') {
    found.push(invalidValue(`${path}.key`, key ?? '', 'not a valid field selector key'));
    return;
  }
  for (const [i, value] of values.entries()) reject(dns1123Subdomain(value), value, `${path}.values[${i}]`, found);
}

function checkPodAffinity(affinity: PodAffinity, path: string, found: Found): void {
  for (const [i, term] of (affinity[REQUIRED] ?? []).entries()) checkPodTerm(term, `${path}.${REQUIRED}[${i}]`, found);
  for (const [i, { weight, podAffinityTerm }] of (affinity[PREFERRED] ?? []).entries()) {
    const at = `${path}.${PREFERRED}[${i}]`;
    checkWeight(weight, `${at}.weight`, found);
    checkPodTerm(podAffinityTerm ?? ({} as PodAffinityTerm), `${at}.podAffinityTerm`, found);
  }
}

function checkPodTerm(term: PodAffinityTerm, path: string, found: Found): void {
  checkLabelSelector(term.labelSelector, `${path}.labelSelector`, found);
  checkLabelSelector(term.namespaceSelector, `${path}.namespaceSelector`, found);
  for (const name of term.namespaces ?? []) reject(dns1123Label(name), name, `${path}.namespace`, found);
  checkLabelKeys(term, path, found);
  if (!term.topologyKey) found.push(required(`${path}.topologyKey`, 'can not be empty'));
  checkQualifiedName(term.topologyKey ?? '', `${path}.topologyKey`, found);
}

/** Keys whose values come from the Pod's own labels. Models validateMatchLabelKeysAndMismatchLabelKeys. */
function checkLabelKeys(term: PodAffinityTerm, path: string, found: Found): void {
  const { matchLabelKeys = [], mismatchLabelKeys = [], labelSelector } = term;
  for (const [name, keys] of Object.entries({ matchLabelKeys, mismatchLabelKeys })) {
    if (keys.length === 0) continue;
    if (!labelSelector) {
      found.push(forbiddenField(`${path}.${name}`, 'must not be specified when labelSelector is not set'));
      continue;
    }
    for (const [i, key] of keys.entries()) checkQualifiedName(key, `${path}.${name}[${i}]`, found);
  }
  const selected = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key } of labelSelector?.matchExpressions ?? []) {
    const i = matchLabelKeys.lastIndexOf(key);
    if (i >= 0 && selected.has(key)) {
      found.push(invalidValue(`${path}[${i}]`, key, 'exists in both matchLabelKeys and labelSelector'));
    }
    selected.add(key);
  }
  for (const [i, key] of matchLabelKeys.entries()) {
    if (!mismatchLabelKeys.includes(key)) continue;
    const at = `${path}.matchLabelKeys[${i}]`;
    found.push(invalidValue(at, key, 'exists in both matchLabelKeys and mismatchLabelKeys'));
  }
}
