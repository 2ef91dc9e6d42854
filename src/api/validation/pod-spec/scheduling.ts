import { duplicateValue, forbiddenField, invalidValue, notSupported, required } from '../../field-errors.ts';
import type { PodSchedulingGate, Toleration, TopologySpreadConstraint } from '../../k8s/core-v1.gen.ts';
import { labelValue } from '../../names.ts';
import { checkLabelSelector, checkOptionOf, checkQualifiedName, type Found, NOT_POSITIVE } from '../basics.ts';

export const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const POLICIES = ['Honor', 'Ignore'];
const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];

/** Taints that a Pod can bear. Models ValidateTolerations. */
export function checkTolerations(tolerations: readonly Toleration[] | undefined, path: string, found: Found): void {
  for (const [i, toleration] of (tolerations ?? []).entries()) checkToleration(toleration, `${path}[${i}]`, found);
}

function checkToleration(toleration: Toleration, path: string, found: Found): void {
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
  if (key) checkQualifiedName(key, `${path}.key`, found);
  if (!key && operator !== 'Exists') {
    const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    found.push(invalidValue(`${path}.operator`, operator, detail));
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    const detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
    found.push(invalidValue(`${path}.effect`, effect, detail));
  }
  if (operator === '' || operator === 'Equal') {
    const errors = labelValue(value);
    if (errors.length > 0) found.push(invalidValue(`${path}.operator`, value, errors.join(';')));
  } else if (operator === 'Exists') {
    if (value) {
      found.push(invalidValue(`${path}.operator`, value, "value must be empty when `operator` is 'Exists'"));
    }
  } else found.push(notSupported(`${path}.operator`, operator, ['Equal', 'Exists']));
  if (effect) checkOptionOf(effect, TAINT_EFFECTS, `${path}.effect`, found);
}

/** Gates that hold scheduling up. Models validateSchedulingGates. */
export function checkSchedulingGates(
  gates: readonly PodSchedulingGate[] | undefined,
  path: string,
  found: Found,
): void {
  const seen = new Set<string>();
  for (const [i, { name }] of (gates ?? []).entries()) {
    checkQualifiedName(name ?? '', `${path}[${i}]`, found);
    if (seen.has(name)) found.push(duplicateValue(`${path}[${i}]`, name));
    seen.add(name);
  }
}

/** How Pods spread over zones and nodes. Models validateTopologySpreadConstraints. */
export function checkTopologySpread(
  constraints: readonly TopologySpreadConstraint[] | undefined,
  path: string,
  found: Found,
): void {
  for (const [i, constraint] of (constraints ?? []).entries()) {
    const at = `${path}[${i}]`;
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '' } = constraint;
    if (maxSkew <= 0) found.push(invalidValue(`${at}.maxSkew`, maxSkew, NOT_POSITIVE));
    if (!topologyKey) found.push(required(`${at}.topologyKey`, 'can not be empty'));
    checkOptionOf(whenUnsatisfiable, ACTIONS, `${at}.whenUnsatisfiable`, found);
    const rest = constraints!.slice(i + 1);
    if (rest.some((c) => c.topologyKey === topologyKey && c.whenUnsatisfiable === whenUnsatisfiable)) {
      const shown = `{${topologyKey}, ${whenUnsatisfiable}}`;
      found.push(duplicateValue(`${at}.{topologyKey, whenUnsatisfiable}`, shown));
    }
    checkMinDomains(constraint, `${at}.minDomains`, found);
    checkOptionOf(constraint.nodeAffinityPolicy, POLICIES, `${at}.nodeAffinityPolicy`, found);
    checkOptionOf(constraint.nodeTaintsPolicy, POLICIES, `${at}.nodeTaintsPolicy`, found);
    checkSpreadKeys(constraint, `${at}.matchLabelKeys`, found);
    checkLabelSelector(constraint.labelSelector, `${at}.labelSelector`, found);
  }
}

function checkMinDomains(constraint: TopologySpreadConstraint, path: string, found: Found): void {
  const { minDomains, whenUnsatisfiable = '' } = constraint;
  if (minDomains === undefined) return;
  if (minDomains <= 0) found.push(invalidValue(path, minDomains, NOT_POSITIVE));
  if (whenUnsatisfiable === 'DoNotSchedule') return;
  const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
  found.push(invalidValue(path, minDomains, detail));
}

function checkSpreadKeys(constraint: TopologySpreadConstraint, path: string, found: Found): void {
  const { matchLabelKeys = [], labelSelector } = constraint;
  if (matchLabelKeys.length === 0) return;
  if (!labelSelector) found.push(forbiddenField(path, 'must not be specified when labelSelector is not set'));
  const selected = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key } of labelSelector?.matchExpressions ?? []) selected.add(key);
  for (const [i, key] of matchLabelKeys.entries()) {
    checkQualifiedName(key, `${path}[${i}]`, found);
    if (!selected.has(key)) continue;
    found.push(invalidValue(`${path}[${i}]`, key, 'exists in both matchLabelKeys and labelSelector'));
  }
}
