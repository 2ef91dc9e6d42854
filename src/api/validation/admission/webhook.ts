import type { FieldError } from '../../field-error.ts';
import { duplicateValue, invalidValue, notSupported, required } from '../../field-errors.ts';
import type { MutatingWebhook, ValidatingWebhook } from '../../k8s/admissionregistration-v1.gen.ts';
import { dns1035Label, dns1123Subdomain } from '../../names.ts';
import { checkLabelSelector, checkOptionOf, type Found, reject } from '../basics.ts';
import { checkClientConfig } from './client-config.ts';
import { checkMatchConditions } from './conditions.ts';
import { checkRule } from './rules.ts';

export const FAILURE_POLICIES = ['Fail', 'Ignore'];
export const MATCH_POLICIES = ['Equivalent', 'Exact'];
const SIDE_EFFECTS = ['None', 'NoneOnDryRun'];
const REINVOCATION = ['IfNeeded', 'Never'];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];

/** Errors of the webhooks of a configuration. Models pkg/apis/admissionregistration/validation. */
export function webhookErrors(
  webhooks: readonly (ValidatingWebhook & Pick<MutatingWebhook, 'reinvocationPolicy'>)[] | undefined,
): readonly FieldError[] {
  const found: Found = [];
  const names = new Set<string>();
  for (const [i, webhook] of (webhooks ?? []).entries()) {
    const path = `webhooks[${i}]`;
    checkWebhook(webhook, path, found);
    checkReviewVersions(webhook.admissionReviewVersions ?? [], `${path}.admissionReviewVersions`, found);
    const { name = '' } = webhook;
    if (name !== '' && names.has(name)) found.push(duplicateValue(`${path}.name`, name));
    names.add(name);
  }
  return found;
}

function checkWebhook(
  webhook: ValidatingWebhook & Pick<MutatingWebhook, 'reinvocationPolicy'>,
  path: string,
  found: Found,
): void {
  const { sideEffects, timeoutSeconds } = webhook;
  checkFullName(webhook.name ?? '', `${path}.name`, found);
  for (const [i, rule] of (webhook.rules ?? []).entries()) checkRule(rule, `${path}.rules[${i}]`, found);
  checkOptionOf(webhook.failurePolicy, FAILURE_POLICIES, `${path}.failurePolicy`, found);
  checkOptionOf(webhook.matchPolicy, MATCH_POLICIES, `${path}.matchPolicy`, found);
  if (!sideEffects) found.push(required(`${path}.sideEffects`, `must specify one of ${SIDE_EFFECTS.join(', ')}`));
  else if (!SIDE_EFFECTS.includes(sideEffects)) {
    found.push(notSupported(`${path}.sideEffects`, sideEffects, SIDE_EFFECTS));
  }
  if (timeoutSeconds !== undefined && (timeoutSeconds > 30 || timeoutSeconds < 1)) {
    const detail = 'the timeout value must be between 1 and 30 seconds';
    found.push(invalidValue(`${path}.timeoutSeconds`, timeoutSeconds, detail));
  }
  checkLabelSelector(webhook.namespaceSelector, `${path}.namespaceSelector`, found);
  checkLabelSelector(webhook.objectSelector, `${path}.objectSelector`, found);
  checkOptionOf(webhook.reinvocationPolicy, REINVOCATION, `${path}.reinvocationPolicy`, found);
  checkClientConfig(webhook.clientConfig ?? {}, `${path}.clientConfig`, found);
  checkMatchConditions(webhook.matchConditions, `${path}.matchConditions`, found);
}

/** The name is a domain of at least three parts. Models IsFullyQualifiedName. */
function checkFullName(name: string, path: string, found: Found): void {
  if (name === '') return void found.push(required(path));
  const messages = dns1123Subdomain(name);
  if (messages.length > 0) return void found.push(invalidValue(path, name, messages.join(',')));
  if (name.split('.').length < 3) {
    found.push(invalidValue(path, name, 'should be a domain with at least three segments separated by dots'));
  }
}

function checkReviewVersions(versions: readonly string[], path: string, found: Found): void {
  const known = REVIEW_VERSIONS.join(', ');
  if (versions.length === 0) return void found.push(required(path, `must specify one of ${known}`));
  const seen = new Set<string>();
  for (const [i, version] of versions.entries()) {
    if (seen.has(version)) found.push(invalidValue(`${path}[${i}]`, version, 'duplicate version'));
    else reject(dns1035Label(version), version, `${path}[${i}]`, found);
    seen.add(version);
  }
  if (!versions.some((version) => REVIEW_VERSIONS.includes(version))) {
    found.push(invalidValue(path, versions, `must include at least one of ${known}`));
  }
}
