import type { FieldError } from '../../api/field-error.ts';
import { duplicateValue, forbiddenField, invalidValue } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import { cidr, parseCidr } from '../../api/ip.ts';
import type { Node, Taint } from '../../api/k8s/core-v1.gen.ts';
import { labelValue } from '../../api/names.ts';
import { checkOneOf, checkQualifiedName, type Found, reject } from '../../api/validation/basics.ts';
import { TAINT_EFFECTS } from '../../api/validation/pod-spec/scheduling.ts';
import { checkResourceAmount } from '../../api/validation/resources.ts';
import { goQuote } from '../../base/go-quote.ts';

/** Errors of a Node. Models ValidateNode. */
export function validateNode(node: Node): readonly FieldError[] {
  const found: Found = [];
  checkTaints(node.spec?.taints ?? [], found);
  checkAmounts(node, found);
  checkPodCidrs(node.spec?.podCIDRs ?? [], found);
  return found;
}

/** Errors of an update of spec or status. Models ValidateNodeUpdate. */
export function validateNodeUpdate(next: Node, previous: Node): readonly FieldError[] {
  const found: Found = [];
  if (next.status !== previous.status) {
    checkAmounts(next, found);
    checkAddresses(next, found);
  }
  const before = previous.spec?.podCIDRs ?? [];
  const after = next.spec?.podCIDRs ?? [];
  if (before.length > 0) {
    const changes = before.length !== after.length ? 1 : before.filter((value, i) => value !== after[i]).length;
    const detail = 'node updates may not change podCIDR except from "" to valid';
    for (let i = 0; i < changes; i++) found.push(forbiddenField('spec.podCIDRs', detail));
  }
  const provider = previous.spec?.providerID;
  if (provider && provider !== next.spec?.providerID) {
    const detail = 'node updates may not change providerID except from "" to valid';
    found.push(forbiddenField('spec.providerID', detail));
  }
  checkTaints(next.spec?.taints ?? [], found);
  if ((next.spec?.externalID ?? '') !== (previous.spec?.externalID ?? '')) {
    found.push(forbiddenField('spec.externalID', 'may not be updated'));
  }
  return found;
}

/** Upstream names taints as part of the metadata. */
function checkTaints(taints: readonly Taint[], found: Found): void {
  const seen = new Set<string>();
  for (const [i, taint] of taints.entries()) {
    const at = `metadata.taints[${i}]`;
    const { key = '', value = '', effect } = taint;
    checkQualifiedName(key, `${at}.key`, found);
    const errors = labelValue(value);
    if (errors.length > 0) found.push(invalidValue(`${at}.value`, value, errors.join(';')));
    checkOneOf(effect, TAINT_EFFECTS, `${at}.effect`, found);
    const pair = `${effect}/${key}`;
    if (seen.has(pair)) {
      const shown = `core.Taint{Key:${goQuote(key)}, Value:${goQuote(value)}, Effect:${goQuote(effect)}, TimeAdded:<nil>}`;
      const error = duplicateValue(at, goSyntax(shown));
      found.push({ ...error, message: `${error.message}: taints must be unique by key and effect pair` });
    }
    seen.add(pair);
  }
}

function checkAmounts({ status }: Node, found: Found): void {
  for (const field of ['capacity', 'allocatable'] as const) {
    const amounts = status?.[field] ?? {};
    for (const name of Object.keys(amounts).sort()) {
      checkResourceAmount(name, amounts[name]!, `status.${field}.${name}`, found);
    }
  }
}

function checkAddresses({ status }: Node, found: Found): void {
  const seen = new Set<string>();
  for (const [i, { type, address }] of (status?.addresses ?? []).entries()) {
    const pair = `${type}/${address}`;
    if (seen.has(pair)) {
      const shown = `core.NodeAddress{Type:${goQuote(type)}, Address:${goQuote(address)}}`;
      found.push(duplicateValue(`status.addresses[${i}]`, goSyntax(shown)));
    }
    seen.add(pair);
  }
}

function checkPodCidrs(ranges: readonly string[], found: Found): void {
  for (const [i, range] of ranges.entries()) reject(cidr(range), range, `spec.podCIDRs[${i}]`, found);
  if (ranges.length < 2) return;
  const families = new Set(ranges.map((range) => parseCidr(range)?.bytes.length));
  if (families.size < 2 || ranges.length > 2) {
    found.push(invalidValue('spec.podCIDRs', ranges, 'may specify no more than one CIDR for each IP family'));
  }
  const seen = new Set<string>();
  for (const [i, range] of ranges.entries()) {
    if (seen.has(range)) found.push(duplicateValue(`spec.podCIDRs[${i}]`, range));
    seen.add(range);
  }
}
